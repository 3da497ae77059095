import type { Clock, Ids, Random } from '@offhook/kit';
import type { Audio } from '#providers/audio';
import type { Carriers } from '#providers/carrier';
import type { Mail } from '#providers/mail';
import type { Storage } from '#providers/storage';
import type { Config } from '#runtime/config';
import type { Database } from '#runtime/database/database';
import type { Keys } from '#runtime/keys';
import type { Log } from '#runtime/log';
import type { Outbox } from '#runtime/outbox';
import type { Telemetry } from '#runtime/telemetry';
import type { Tokens } from '#runtime/tokens';

/** What every action receives: powers, never features. */
export interface Context {
  config: Config;
  /** Address by which the carrier and one-time links reach this server; no slash at the end. */
  publicUrl: () => string;
  db: Database;
  clock: Clock;
  ids: Ids;
  /** Unpredictable: for tokens and one-time codes. */
  random: Random;
  log: Log;
  keys: Keys;
  outbox: Outbox;
  carriers: Carriers;
  storage: Storage;
  audio: Audio;
  mail: Mail;
  telemetry: Telemetry;
  tokens: Tokens;
}
