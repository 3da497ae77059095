import { type RefusalCode, refusalCatalogue, refusalSentence } from '@offhook/contract';

/** An expected no. Everything else that is thrown is a bug. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
    super(refusalSentence(code, details));
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return refusalCatalogue[this.code].status;
  }
}

/** Somebody else's thing is answered like a missing one. */
export function found<Thing>(thing: Thing | undefined | null): Thing {
  if (thing === undefined || thing === null) throw new Refusal('request.not_found');
  return thing;
}
