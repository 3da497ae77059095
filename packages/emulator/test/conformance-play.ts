import { type ManualClock, seededRandom, virtualClock } from '@offhook/kit';
import twilio from 'twilio';
import { expect } from 'vitest';
import { z } from 'zod';
import { type PersonasFile, personasFileSchema } from '../src/callers/persona.ts';
import { actionSchema } from '../src/control/far-ends.ts';
import { createEmulator, type Emulator } from '../src/index.ts';
import { accountSid, authToken, ours } from './box.ts';
import type { Act, CallIn, Case, How, Reply } from './conformance-case.ts';

const account = `http://carrier.invalid/2010-04-01/Accounts/${accountSid}`;
const host = 'http://application.invalid';

interface Asked {
  path: string;
  url: string;
  method: string;
  parameters: Record<string, string>;
  headers: Record<string, string>;
  /** By Twilio's own validator. */
  isSigned: boolean;
}

interface Stage {
  one: Case;
  emulator: Emulator;
  clock: ManualClock;
  startMs: number;
  requests: Asked[];
  /** What the placeholders stand for. */
  sids: Map<string, string>;
  heard: Map<string, string[]>;
}

/** Runs one case in virtual time and holds what came of it against what is expected. */
export async function play(one: Case): Promise<void> {
  const stage = open(one);
  await place(stage, 'call', one.call);
  const events = [
    ...Object.entries(one.others).map(([name, other]) => ({
      atSeconds: other.atSeconds,
      run: () => place(stage, name, other),
    })),
    ...one.acts.map((act) => ({ atSeconds: act.atSeconds, run: () => perform(stage, act) })),
  ];
  for (const { atSeconds, run } of events.sort((a, b) => a.atSeconds - b.atSeconds)) {
    await passUntil(stage, atSeconds);
    await run();
  }
  await passUntil(stage, one.seconds);
  await judge(stage);
  await stage.emulator.stop();
}

function open(one: Case): Stage {
  const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
  const stage = {
    ...{ one, clock, startMs: clock.nowMs(), requests: [], sids: new Map([['account', accountSid]]), heard: new Map() },
  };
  const { numbers, ...settings } = one.settings;
  const file = personasFileSchema.parse({ rules: rulesOf(one), numbers });
  const emulator = createEmulator({
    ...{ accountSid, authToken, clock, random: seededRandom(1), ...settings },
    personas: file.rules ?? [],
    ...numbersOf(file),
    fetch: applicationOf(() => full),
  });
  const full: Stage = { ...stage, emulator };
  return full;
}

function rulesOf({ persona, personas }: Case): object[] {
  const rules: object[] = Object.entries(personas).map(([number, there]) => ({ numbers: [number], persona: there }));
  return persona === undefined ? rules : [...rules, { persona }];
}

function numbersOf({ numbers }: PersonasFile) {
  return numbers ? { numbers: [{ phoneNumber: ours }, ...numbers] } : {};
}

function applicationOf(stage: () => Stage): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const { requests, one } = stage();
    const { pathname: path, searchParams } = new URL(asked.url);
    const form = asked.method === 'POST' ? new URLSearchParams(await asked.text()) : new URLSearchParams();
    const before = requests.filter((request) => request.path === path).length;
    const signature = asked.headers.get('x-twilio-signature') ?? '';
    requests.push({
      ...{ path, url: asked.url, method: asked.method, headers: Object.fromEntries(asked.headers) },
      parameters: { ...Object.fromEntries(searchParams), ...Object.fromEntries(form) },
      isSigned: twilio.validateRequest(authToken, signature, asked.url, Object.fromEntries(form)),
    });
    const given = one.documents[path];
    return answerWith(stage(), Array.isArray(given) ? (given[before] ?? given.at(-1)) : given);
  };
}

function answerWith(stage: Stage, reply: Reply | undefined): Response {
  if (reply === undefined) return new Response(null, { status: 204 });
  const given = typeof reply === 'string' ? { body: reply, times: 1 } : reply;
  const { status = 200, type = 'text/xml', headers, body, times, fails } = given;
  if (fails) throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
  return new Response(status === 204 || status === 304 ? null : filled(stage, body).repeat(times), {
    status,
    headers: { 'content-type': type, ...headers },
  });
}

async function place(stage: Stage, name: string, call: CallIn): Promise<void> {
  const { from, to, parameters, document, forwardedFrom, isWithheld } = call;
  const url = `${host}${document}`;
  if (from) {
    const incoming = { from, to: to ?? ours, forwardedFrom, isWithheld, ...(document === '' ? {} : { voiceUrl: url }) };
    stage.sids.set(name, stage.emulator.callers.call(incoming).sid);
    return;
  }
  const hasOwn = parameters?.Twiml || parameters?.ApplicationSid;
  const form = { To: to ?? '+12025550123', From: ours, ...(hasOwn ? {} : { Url: url }), ...parameters };
  const { sid } = z.object({ sid: z.string() }).parse(await ask(stage, 'POST', '/Calls.json', form));
  stage.sids.set(name, sid);
}

async function perform(stage: Stage, act: Act): Promise<void> {
  if (act.does) {
    const sid = stage.sids.get(act.who) ?? '';
    return stage.emulator.farEnds.act(sid, actionSchema.parse(act.does));
  }
  const answer = await ask(stage, act.method, filled(stage, act.path ?? ''), act.form);
  if (act.answer) expect(answer).toMatchObject(wanted(stage, act.answer));
  for (const [name, where] of Object.entries(act.keep ?? {})) {
    // What stands there is whatever the API answered.
    const value = where.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], answer);
    stage.sids.set(name, z.string().parse(value));
  }
}

async function ask(stage: Stage, method: string, path: string, form?: Act['form']): Promise<Record<string, unknown>> {
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const pairs = Object.entries(form ?? {}).flatMap(([name, value]) =>
    [value].flat().map((text): [string, string] => [name, filled(stage, text)]),
  );
  const body = form && new URLSearchParams(pairs);
  const response = await stage.emulator.fetch(new Request(account + path, { method, headers, body }));
  const text = await response.text();
  return { status: response.status, ...(text === '' ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text))) };
}

// By seconds, because what a far end heard is forgotten a minute after its call.
async function passUntil(stage: Stage, atSeconds: number): Promise<void> {
  const untilMs = stage.startMs + atSeconds * 1000;
  await stage.clock.settles();
  while (stage.clock.nowMs() < untilMs) {
    await stage.clock.passes(Math.min(1000, untilMs - stage.clock.nowMs()));
    listen(stage);
  }
}

function listen({ emulator, sids, heard }: Stage): void {
  const farEnds = emulator.farEnds.list();
  for (const { callSid, heard: words } of farEnds)
    heard.set(
      callSid,
      words.map(({ text }) => text),
    );
  const named = new Set([...sids].flatMap(([name, sid]) => (name === 'child' ? [] : [sid])));
  const child = farEnds.findLast(({ callSid }) => !named.has(callSid));
  if (child) sids.set('child', child.callSid);
}

async function judge(stage: Stage): Promise<void> {
  const { one, requests, heard, sids } = stage;
  const heardBy = (name: string) => heard.get(sids.get(name) ?? '') ?? [];
  const { expect: rule } = one;
  expect(requests.filter(({ isSigned }) => !isSigned)).toEqual([]);
  if (rule.requests) {
    const shown = requests.map((request, at) => {
      const [, parameters = {}, how = {}] = rule.requests?.[at] ?? [];
      return [request.path, ...seen(request, parameters, how)];
    });
    expect(shown).toEqual(
      rule.requests.map(([path, parameters, how]) => [path, wanted(stage, parameters), wanted(stage, how ?? {})]),
    );
  }
  for (const [path, list] of Object.entries(rule.requestsAt ?? {})) {
    const there = requests.filter((request) => request.path === path);
    const shown = there.map((request, at) => seen(request, list[at]?.[0] ?? {}, list[at]?.[1] ?? {}));
    expect({ [path]: shown }).toEqual({
      [path]: list.map(([parameters, how]) => [wanted(stage, parameters), wanted(stage, how ?? {})]),
    });
  }
  if (rule.heard) expect(heardBy('call')).toEqual(wantedValue(stage, rule.heard));
  for (const [name, words] of Object.entries(rule.heardBy ?? {}))
    expect(heardBy(name)).toEqual(wantedValue(stage, words));
  const calls = { ...(rule.call && { call: rule.call }), ...rule.calls };
  for (const [name, fields] of Object.entries(calls)) {
    expect(await ask(stage, 'GET', `/Calls/${sids.get(name)}.json`)).toMatchObject(wanted(stage, fields));
  }
  const events = stage.emulator.events(sids.get('call') ?? '');
  const codes = events.flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));
  if (rule.warnings) expect(codes).toEqual(rule.warnings);
}

/** A request as the case writes it: with what the case names, and with everything where nothing else may be. */
function seen({ parameters, method, url, headers }: Asked, names: object, how: How) {
  const known = Object.keys(how.only ? { ...names, ...parameters } : names);
  const shown = Object.fromEntries(known.map((name) => [name, parameters[name] ?? null]));
  const whole = { method, url, headers: {}, only: true };
  const headerNames = Object.keys(how.headers ?? {});
  const shownHeaders = Object.fromEntries(headerNames.map((name) => [name, headers[name] ?? null]));
  const looked = Object.entries({ ...whole, headers: shownHeaders }).filter(([name]) => name in how);
  return [shown, Object.fromEntries(looked)];
}

function filled({ sids }: Stage, text: string): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => sids.get(name) ?? placeholder);
}

/** What is expected, for vitest: placeholders filled, `{ matches }` as a pattern. */
function wanted(stage: Stage, expected: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, wantedValue(stage, value)]));
}

function wantedValue(stage: Stage, value: unknown): unknown {
  if (typeof value === 'string') return filled(stage, value);
  if (Array.isArray(value)) return value.map((one) => wantedValue(stage, one));
  if (typeof value !== 'object' || value === null) return value;
  if ('matches' in value) return expect.stringMatching(new RegExp(String(value.matches)));
  return wanted(stage, value);
}
