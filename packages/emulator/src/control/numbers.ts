import type { Exchange } from '../exchange.ts';
import type { OwnedNumberJson } from './shapes.ts';

export function ownedNumbers({ world }: Exchange): OwnedNumberJson[] {
  return [...world.tables.numbers.values()].map((number) => ({
    phone_number: number.phoneNumber,
    voice_url: number.voiceUrl || null,
    voice_method: number.voiceMethod,
    status_callback: number.statusCallback || null,
  }));
}
