/** An account or one of its subaccounts; the first has itself as owner. */
export interface Account {
  sid: string;
  ownerSid: string;
  authToken: string;
  friendlyName: string;
  status: 'active' | 'suspended' | 'closed';
  createdAtMs: number;
  updatedAtMs: number;
}
