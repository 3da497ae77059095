/** A key that acts for its account, but neither for the account itself nor for other keys. Its secret is told once. */
export interface ApiKey {
  sid: string;
  accountSid: string;
  friendlyName: string;
  secret: string;
  createdAtMs: number;
  updatedAtMs: number;
}
