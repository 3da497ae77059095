import { serve } from '@hono/node-server';
import type { Clock, Random } from '@offhook/kit';
import type { Account } from './accounts/account.ts';
import type { CallEvent } from './call.ts';
import { cast, defaultRules } from './callers/cast.ts';
import type { FarEnd } from './callers/far-end.ts';
import type { Persona, PersonaRule } from './callers/persona.ts';
import { serveClients } from './clients/sockets.ts';
import { actOn, type FarEndAction } from './control/far-ends.ts';
import { type Exchange, newSid, putRow, type Settings } from './exchange.ts';
import { type Faults, makeFaults } from './faults.ts';
import { makeApp } from './http.ts';
import { type IncomingCall, receiveCall } from './incoming.ts';
import { type Journal, memoryJournal } from './journal.ts';
import { type AppliedMischief, appliedSoFar } from './mischief/applied.ts';
import { steppable } from './mischief/clock.ts';
import { makeRules, type Rules } from './mischief/mischief.ts';
import type { MischiefRule } from './mischief/rule.ts';
import { numberAt } from './numbers/incoming-number.ts';
import type { PaymentConnector } from './payments/connector.ts';
import { placeCall } from './placing.ts';
import { recover, tellTheRest } from './recovery.ts';
import { callFrom } from './rest/call-parameters.ts';
import { operations } from './rest/routes.ts';
import type { Prices } from './usage/prices.ts';
import { execute } from './verbs/execute.ts';
import type { Application } from './webhook.ts';
import { makeWeb } from './webhooks/web.ts';
import { makeWorld } from './world.ts';

export interface EmulatorOptions {
  accountSid: string;
  authToken: string;
  clock: Clock;
  /** Seeded, so that a run can be repeated. */
  random: Random;
  /** More personas by name, and rules that come before the default ones. */
  namedPersonas?: Record<string, Persona>;
  personas?: PersonaRule[];
  /** Numbers that the account always has at a start. By default it has +15005550006 at the first. */
  numbers?: OwnedNumber[];
  /** Whether calls may be placed from any number, rather than from those of the account. */
  anyCallerId?: boolean;
  /** Whether `ws:` URLs on this machine are allowed, which Twilio refuses: it speaks to `wss:` only. Default false. */
  plainSockets?: boolean;
  /** From the end of a recording until its transcription is done, in milliseconds of the clock. Default 5000. */
  transcriptionDelayMs?: number;
  /** Whether the sound of recordings is behind credentials, as a setting of Twilio's accounts has it. Default true. */
  mediaAuth?: boolean;
  /**
   * How long an ended call is remembered, with its recordings and all else that belongs to it, in milliseconds of the
   * clock; a journal drops it too when it is next compacted. By default for ever.
   */
  forgetAfterMs?: number;
  /** What machine detection says of somebody who hangs up before the verdict. Default `none`. */
  verdictOnHangUp?: 'none' | 'unknown';
  journal?: Journal;
  /** The Pay Connectors of the account, by name; none of them charges anybody. By default there is `Default`. */
  paymentConnectors?: Readonly<Record<string, PaymentConnector>>;
  /** How webhooks, documents and media are fetched. */
  fetch?: typeof fetch;
  /** Answers webhooks within this process, without HTTP. Media are still fetched. */
  application?: Application;
  log?: (line: string) => void;
  /** From the end of a call until its price is known, in milliseconds of the clock. Default 5000. */
  priceDelayMs?: number;
  callsPerSecond?: number;
  ringSeconds?: number;
  /** In milliseconds of the wall. Default 15000, as Twilio. */
  webhookTimeoutMs?: number;
  lateAcceptMs?: number;
  /** How fast the clock runs; only reported. */
  speed?: number;
  /** What goes wrong on purpose, from the start. */
  mischief?: readonly MischiefRule[];
  /** Whether the certificates of HTTPS applications are checked. Default true. */
  verifiesTls?: boolean;
  /** Whether webhooks tell the places of numbers, by their area codes. Default true; otherwise they are empty. */
  sendsGeography?: boolean;
  /** What is sent as StirVerstat about inbound calls, such as TN-Validation-Passed-A. Default nothing. */
  stirVerstat?: string;
  /** Whether every webhook has one parameter that nobody announced. Default false. */
  addsUnknownParameter?: boolean;
  /** Whether credentials in a webhook's URL are part of what is signed. Twilio does not say. Default true. */
  signsCredentials?: boolean;
  /** Whether callbacks that were not asked for count in SequenceNumber. Twilio was seen doing both. Default false. */
  numbersUnwantedCallbacks?: boolean;
  /** A second account whose requests are judged by Twilio's magic numbers and whose calls never run. */
  testCredentials?: { accountSid: string; authToken: string };
  /** What the account was charged with at first, in dollars: its balance is what is left. Default 100. */
  deposit?: number;
  /** Rates in place of Twilio's list prices, by country and in millionths of a dollar: `{ US: { outbound: 20_000 } }`. */
  prices?: Prices;
}

/** A number that the account has from the start, and what happens when somebody calls it. */
export interface OwnedNumber {
  phoneNumber: string;
  voiceUrl?: string;
  voiceMethod?: 'GET' | 'POST';
  statusCallback?: string;
}

export interface Emulator {
  /** Twilio's REST API and the control API, without a socket. */
  fetch(request: Request): Promise<Response>;
  listen(where: { port: number; host?: string }): Promise<{ url: string; close(): Promise<void> }>;
  /**
   * Places a call without HTTP, with the parameters that Twilio's API has (`To`, `From`, `Url` …). Throws a
   * {@link RestRefusal} with Twilio's code.
   */
  calls: { create(parameters: Record<string, string>): { sid: string } };
  callers: { call(call: IncomingCall): { sid: string } };
  farEnds: {
    list(): FarEnd[];
    act(callSid: string, action: FarEndAction): Promise<void>;
  };
  faults: Faults;
  /** What goes wrong on purpose, and what has gone wrong so far. */
  mischief: Pick<Rules, 'add' | 'remove' | 'clear' | 'list'> & { applied(): AppliedMischief[] };
  /** What happened to a call, oldest first. */
  events(callSid: string): { atMs: number; event: CallEvent }[];
  /** Resolves when every journal entry is on disk. */
  settles(): Promise<void>;
  /** Stops everything at once. Live calls stay live in the journal and are ended by the next start. */
  stop(): Promise<void>;
}

/**
 * A Twilio account in a box: it accepts calls, rings virtual people, runs the TwiML of your application, signs its
 * webhooks and records what is said. With a journal it remembers the calls of earlier lives; those that were live are
 * ended, and the application is told.
 *
 * @see https://www.twilio.com/docs/voice (read 2026-11-21)
 * @example
 * const clock = manualClock(new Date('2026-01-05T09:00:00Z'));
 * const emulator = createEmulator({ accountSid: 'AC…', authToken: 'secret', clock, random: seededRandom(1) });
 * const { url } = await emulator.listen({ port: 0 });
 * client.api.baseUrl = url; // the official SDK now talks to the emulator
 */
export function createEmulator(options: EmulatorOptions): Emulator {
  return emulatorOver(makeExchange(options), options);
}

/** The emulator over an exchange that was just made from the same options; a test can look into it. */
export function emulatorOver(exchange: Exchange, options: EmulatorOptions): Emulator {
  const app = makeApp(exchange);
  recover(exchange);
  settleIn(exchange, options);
  for (const rule of options.mischief ?? []) exchange.mischief.add(rule);
  return {
    fetch: async (request) => app.fetch(request),
    listen: (where) => listen(exchange, app, where),
    calls: {
      create: (parameters) => ({
        sid: placeCall(exchange, callFrom(exchange, options.accountSid, new URLSearchParams(parameters))),
      }),
    },
    callers: { call: (call) => ({ sid: receiveCall(exchange, call) }) },
    farEnds: {
      list: () => [...exchange.farEnds.values()],
      act: async (callSid, action) => void (await actOn(exchange, callSid, action)),
    },
    faults: makeFaults(exchange.mischief, exchange.settings.lateAcceptMs),
    mischief: mischiefOf(exchange),
    events: (callSid) => exchange.world.history.get(callSid) ?? [],
    settles: () => exchange.journal.flushed(),
    stop: () => stop(exchange),
  };
}

function mischiefOf(exchange: Exchange): Emulator['mischief'] {
  const { add, remove, clear, list } = exchange.mischief;
  return { add, remove, clear, list, applied: () => appliedSoFar(exchange) };
}

export function makeExchange(options: EmulatorOptions): Exchange {
  return {
    mainAccountSid: options.accountSid,
    personas: {
      named: { ...cast, ...options.namedPersonas },
      rules: [...(options.personas ?? []), ...defaultRules],
    },
    settings: settingsFrom(options),
    clock: steppable(options.clock),
    random: options.random,
    fetch: options.fetch ?? fetch,
    application: options.application,
    log: options.log ?? (() => undefined),
    mischief: makeRules(options.random, new Set(operations.map(({ id }) => id))),
    held: new Map(),
    web: makeWeb({ fetch: options.fetch, verifiesTls: options.verifiesTls }),
    world: makeWorld(),
    journal: options.journal ?? memoryJournal(),
    execute,
    lines: new Map(),
    farEnds: new Map(),
    devices: new Map(),
    rooms: new Map(),
    roomsByName: new Map(),
    waitingLines: new Map(),
    strands: new Set(),
    listeners: new Set(),
    dialling: { nextAtMs: 0 },
    refusedRequests: [],
    forks: new Map(),
    payments: new Map(),
    publicUrl: { value: 'https://api.twilio.com' },
  };
}

function settingsFrom(options: EmulatorOptions): Settings {
  return {
    webhookTimeoutMs: options.webhookTimeoutMs ?? 15_000,
    priceDelayMs: options.priceDelayMs ?? 5000,
    callsPerSecond: options.callsPerSecond ?? Number.POSITIVE_INFINITY,
    ringSeconds: options.ringSeconds ?? 6,
    setupMs: 200,
    lateAcceptMs: options.lateAcceptMs ?? 4000,
    speed: options.speed ?? 1,
    anyCallerId: options.anyCallerId ?? false,
    sendsGeography: options.sendsGeography ?? true,
    stirVerstat: options.stirVerstat,
    addsUnknownParameter: options.addsUnknownParameter ?? false,
    signsCredentials: options.signsCredentials ?? true,
    numbersUnwantedCallbacks: options.numbersUnwantedCallbacks ?? false,
    depositMicros: Math.round((options.deposit ?? 100) * 1_000_000),
    prices: options.prices ?? {},
    plainSockets: options.plainSockets ?? false,
    transcriptionDelayMs: options.transcriptionDelayMs ?? 5000,
    needsMediaAuth: options.mediaAuth ?? true,
    paymentConnectors: options.paymentConnectors ?? { Default: {} },
    forgetAfterMs: options.forgetAfterMs ?? Number.POSITIVE_INFINITY,
    verdictOnHangUp: options.verdictOnHangUp ?? 'none',
  };
}

const firstNumber: OwnedNumber = { phoneNumber: '+15005550006' };

/** Opens the accounts, the first with its numbers, unless the journal already knows them. */
function settleIn(exchange: Exchange, options: EmulatorOptions): void {
  const { accountSid, authToken, testCredentials: test } = options;
  const isNew = !exchange.world.tables.accounts.has(accountSid);
  openAccount(exchange, { sid: accountSid, authToken });
  if (test) openAccount(exchange, { sid: test.accountSid, authToken: test.authToken, isTest: true });
  const nowMs = exchange.clock.nowMs();
  for (const { phoneNumber, voiceMethod = 'POST', ...urls } of options.numbers ?? (isNew ? [firstNumber] : [])) {
    if (numberAt(exchange, phoneNumber)) continue;
    const methods = { voiceMethod, voiceFallbackMethod: 'POST', statusCallbackMethod: 'POST' } as const;
    const named = { sid: newSid(exchange, 'PN'), accountSid, phoneNumber, friendlyName: phoneNumber };
    putRow(exchange, 'numbers', { ...named, ...methods, ...urls, createdAtMs: nowMs, updatedAtMs: nowMs });
  }
}

/** A new auth token replaces the old one. */
function openAccount(exchange: Exchange, account: Pick<Account, 'sid' | 'authToken' | 'isTest'>): void {
  const known = exchange.world.tables.accounts.get(account.sid);
  if (known?.authToken === account.authToken) return;
  const nowMs = exchange.clock.nowMs();
  const opened = { ownerSid: account.sid, friendlyName: 'Offhook emulator', status: 'active' as const };
  putRow(exchange, 'accounts', { ...opened, createdAtMs: nowMs, updatedAtMs: nowMs, ...known, ...account });
}

function listen(
  exchange: Exchange,
  app: ReturnType<typeof makeApp>,
  { port, host = '127.0.0.1' }: { port: number; host?: string },
): Promise<{ url: string; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: host }, (address) => {
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
      exchange.publicUrl.value = url;
      tellTheRest(exchange);
      const close = () =>
        new Promise<void>((closed) => {
          closeClients();
          server.close(() => closed());
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ url, close });
    });
    const closeClients = serveClients(exchange, server);
    server.on('error', reject);
  });
}

async function stop(exchange: Exchange): Promise<void> {
  for (const strand of [...exchange.strands]) strand.interrupt('stopped');
  for (const line of exchange.lines.values()) for (const timer of line.timers) timer.cancel();
  exchange.web.transport.close();
  await exchange.journal.close();
}
