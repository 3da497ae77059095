/** A device may not do what it asked for; `code` is one of Twilio's for access tokens and its Voice SDK. */
export class ClientRefusal extends Error {
  override name = 'ClientRefusal';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
