import { type Client, createApiKey, login, makeClient } from '@offhook/contract';
import { adminEmail, adminPassword, type Rig } from './rig.ts';

/** A client with an API key: unlike a session it outlives the run. */
export async function apiOf(rig: Rig): Promise<Client> {
  const body = { email: adminEmail, password: adminPassword };
  const { token } = await makeClient({ baseUrl: rig.url })(login, { body });
  const admin = makeClient({ baseUrl: rig.url, headers: () => ({ authorization: `Bearer ${token}` }) });
  const { secret } = await admin(createApiKey, { body: { name: 'Chaos', scopes: ['calls.read', 'calls.write'] } });
  return makeClient({ baseUrl: rig.url, headers: () => ({ authorization: `Bearer ${secret}` }) });
}
