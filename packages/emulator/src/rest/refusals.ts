/** A request that Twilio would refuse; `code` and `status` as Twilio gives them. */
export class RestRefusal extends Error {
  override name = 'RestRefusal';
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function notFound(path: string): RestRefusal {
  return new RestRefusal(404, 20404, `The requested resource ${path} was not found`);
}

export function notInProgress(): RestRefusal {
  return new RestRefusal(400, 21220, 'Call is not in-progress. Cannot redirect.');
}

/** Twilio's error body. */
export function errorBody({ code, message, status }: { code: number; message: string; status: number }) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}
