/** One message to one address. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  attachment?: { name: string; type: string; content: Uint8Array } | undefined;
}

/**
 * What became of a letter: taken by the mail server; not taken, but perhaps later; refused for good; or nobody knows,
 * because the connection ended after all was said. `note` is what the server said, in its words.
 */
export interface Delivery {
  outcome: 'sent' | 'later' | 'refused' | 'unknown';
  note: string;
}

/** A mail server of the operator's. */
export interface Mail {
  isConfigured: boolean;
  /** How mail leaves, or what to do that it does; for people. */
  sentence: string;
  send(letter: Letter): Promise<Delivery>;
}
