/** An account or one of its subaccounts; the first has itself as owner. */
export interface Account {
  sid: string;
  ownerSid: string;
  authToken: string;
  friendlyName: string;
  /** A suspended account can do nothing until it is active again; a closed one never can. */
  status: 'active' | 'suspended' | 'closed';
  /** Whether it only has test credentials: its requests are judged by magic numbers, and nothing comes of them. */
  isTest?: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}
