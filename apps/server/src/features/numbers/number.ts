import type { OwnNumber } from '@offhook/contract';
import type { ForwardingRule, NumberRoute } from '@offhook/flow/shapes';
import type { Id } from '@offhook/kit';
import type { CarrierNumber, NumberUrls } from '#providers/carrier';

/** A number of a workspace. */
export interface NumberRow {
  id: Id<'number'>;
  tenantId: Id<'workspace'>;
  connectionId: Id<'connection'>;
  phoneNumber: string;
  sid: string;
  countryCode: string;
  numberType: OwnNumber['number_type'];
  capabilities: OwnNumber['capabilities'];
  label: string;
  description: string | null;
  route: NumberRoute;
  forwarding: ForwardingRule[];
  recordingPolicy: OwnNumber['recording_policy'];
  boxId: Id<'box'> | null;
  urls: CarrierNumber['urls'];
  health: OwnNumber['health'];
  healthCheckedAt: Date | null;
  monthlyPriceMicros: number | null;
  currency: string;
  isActive: boolean;
  boughtAt: Date;
}

/** Where the carrier shall ask about calls to our numbers. */
export function numberUrls(publicUrl: string): NumberUrls {
  const prefix = `${publicUrl}/api/voice/webhooks`;
  return { voice: `${prefix}/twiml/inbound`, fallback: `${prefix}/twiml/fallback`, status: `${prefix}/status` };
}

/** What the carrier's own account of a number says about the calls to it; undefined: it has none. */
export function healthOf(atCarrier: CarrierNumber | undefined, urls: NumberUrls): OwnNumber['health'] {
  if (!atCarrier) return 'missing_at_carrier';
  const { voice, fallback, status } = atCarrier.urls;
  const isOurs = voice === urls.voice && fallback === urls.fallback && status === urls.status;
  return isOurs && !atCarrier.isTakenElsewhere ? 'ok' : 'voice_url_elsewhere';
}

const requirementNotes = {
  none: null,
  any: 'The carrier asks for an address, anywhere in the world. Give it in the carrier’s console first.',
  local: 'The carrier asks for an address in the area of the number. Give it in the carrier’s console first.',
  foreign: 'The carrier asks for an address outside the country. Give it in the carrier’s console first.',
} as const;

export function regulatoryNote(requirements: keyof typeof requirementNotes): string | null {
  return requirementNotes[requirements];
}
