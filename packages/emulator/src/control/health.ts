import type { Exchange } from '../exchange.ts';
import type { HealthJson } from './shapes.ts';

const version = '0.1.0';

export function healthJson({ mainAccountSid, settings }: Exchange): HealthJson {
  return { status: 'ok', account_sid: mainAccountSid, version, speed: settings.speed };
}
