/** The document is no well-formed XML (Twilio error 12100). */
export class UnparseableTwiml extends Error {
  override name = 'UnparseableTwiml';
  readonly code = 12100;
}

/** The document's root element is not `<Response>` (Twilio error 12102). */
export class RootIsNotResponse extends Error {
  override name = 'RootIsNotResponse';
  readonly code = 12102;
}

/** Something that was skipped while reading; the call goes on (Twilio warning 12200). */
export interface TwimlWarning {
  code: 12200;
  message: string;
  /** Where it stands, counted among elements of the same name: `Response/Gather[2]/Say[1]`. */
  path: string;
  /** The attribute that was skipped, when it was one. */
  attribute?: string;
  /** Twilio's number for just this mistake, where it has one: 13212 for a bad `timeout` of `<Dial>`. */
  specificCode?: number;
}
