import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface VoiceOperation {
  id: string;
  method: string;
  path: string;
}

// What the API offers beside voice: messages, SIP domains, connected apps, add-ons, addresses.
const beside = /\/(SMS|Messages|AuthorizedConnectApps|ConnectApps|SIP|Addresses|AddOnResults|AssignedAddOns|Sandbox)/;

/** The voice operations of Twilio's own OpenAPI document, from the package of its command line. */
export function voiceOperations(): VoiceOperation[] {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json');
  // Twilio's document has this shape; everything else in it is not read here.
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId: id }]) =>
      id && !beside.test(path) ? [{ id, method: method.toUpperCase(), path }] : [],
    ),
  );
}
