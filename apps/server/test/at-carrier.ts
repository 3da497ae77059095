import type { World } from './world.ts';

/** A call as the carrier shows it. */
interface CarrierCall {
  sid: string;
  status: string;
}

/** The calls to a number as the carrier has them, asked past the server. */
export async function callsAtCarrier({ carrier }: World, to: string): Promise<CarrierCall[]> {
  const { url, accountSid, authorization } = carrier;
  const response = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Calls.json?To=${encodeURIComponent(to)}`, {
    headers: { authorization },
  });
  return ((await response.json()) as { calls: CarrierCall[] }).calls; // the carrier's list
}
