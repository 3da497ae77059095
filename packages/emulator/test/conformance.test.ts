import { readdirSync, readFileSync } from 'node:fs';
import { seededRandom, virtualClock } from '@offhook/kit';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { personasFileSchema } from '../src/callers/persona.ts';
import { createEmulator, type Emulator, type WebhookRequest } from '../src/index.ts';
import { accountSid, authToken, ours } from './box.ts';

const folder = new URL('../../../conformance/calls/', import.meta.url);

const Words = z.record(z.string(), z.string());

const Case = z.strictObject({
  name: z.string(),
  /** Where the rule stands. */
  source: z.string(),
  /** What the application answers, by path; other paths get 204. */
  documents: Words,
  /** A call through the API by default; with `from` somebody calls in and /voice is asked. */
  call: z.strictObject({ to: z.string().optional(), from: z.string().optional(), parameters: Words.optional() }),
  persona: z.unknown().optional(),
  /** What is asked of the API meanwhile; {call} and {child} stand for SIDs. */
  acts: z
    .array(
      z.strictObject({
        atSeconds: z.number(),
        method: z.enum(['GET', 'POST', 'DELETE']).default('POST'),
        path: z.string(),
        form: Words.optional(),
        answer: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
  seconds: z.number().default(120),
  expect: z.strictObject({
    /** Every request to the application, in order: its path, and some of its parameters; null is a parameter that is absent. */
    requests: z.array(z.tuple([z.string(), z.record(z.string(), z.string().nullable())])).optional(),
    /** What the far end of the call hears, in words. */
    heard: z.array(z.string()).optional(),
    /** The call as the API shows it at the end. */
    call: z.record(z.string(), z.unknown()).optional(),
    warnings: z.array(z.number()).optional(),
  }),
});
type Case = z.infer<typeof Case>;

const account = `http://carrier.invalid/2010-04-01/Accounts/${accountSid}`;
const host = 'http://application.invalid';

describe.each(readdirSync(folder).filter((file) => file.endsWith('.json')))('%s', (file) => {
  const cases = z.array(Case).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => play(one));
});

async function play(one: Case): Promise<void> {
  const { emulator, clock, requests } = opened(one);
  const api = async (method: string, path: string, form?: Record<string, string>) => {
    const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
    const body = form && new URLSearchParams(form);
    const response = await emulator.fetch(new Request(account + path, { method, headers, body }));
    const text = await response.text();
    return {
      status: response.status,
      ...(text === '' ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
    };
  };
  const sid = await begin(one, emulator, api);
  const startMs = clock.nowMs();
  for (const act of one.acts) {
    await clock.passes(act.atSeconds * 1000 - (clock.nowMs() - startMs));
    const child = emulator.farEnds.list().findLast(({ callSid }) => callSid !== sid)?.callSid ?? '';
    const path = act.path.replace('{call}', sid).replace('{child}', child);
    const answer = await api(act.method, path, act.form);
    if (act.answer) expect(answer).toMatchObject(act.answer);
  }
  const heard = () => emulator.farEnds.list().find(({ callSid }) => callSid === sid)?.heard ?? [];
  let words = heard();
  for (let passed = (clock.nowMs() - startMs) / 1000; passed < one.seconds; passed += 1) {
    await clock.passes(1000);
    if (heard().length > words.length) words = heard();
  }
  const wanted = one.expect;
  if (wanted.requests)
    expect(requests.map((request, at) => shown(request, wanted.requests?.[at]))).toEqual(wanted.requests);
  if (wanted.heard) expect(words.map(({ text }) => text)).toEqual(wanted.heard);
  if (wanted.call) expect(await api('GET', `/Calls/${sid}.json`)).toMatchObject(wanted.call);
  const codes = emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));
  if (wanted.warnings) expect(codes).toEqual(wanted.warnings);
  await emulator.stop();
}

function opened({ documents, persona }: Case) {
  const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
  const requests: WebhookRequest[] = [];
  const emulator = createEmulator({
    ...{ accountSid, authToken, clock, random: seededRandom(1), ringSeconds: 2 },
    personas: persona === undefined ? [] : personasFileSchema.parse({ rules: [{ persona }] }).rules,
    application: (request) => {
      requests.push(request);
      const body = documents[new URL(request.url).pathname];
      return body === undefined
        ? { status: 204, contentType: '', body: '' }
        : { status: 200, contentType: 'text/xml', body };
    },
  });
  return { emulator, clock, requests };
}

type Api = (method: string, path: string, form?: Record<string, string>) => Promise<Record<string, unknown>>;

async function begin({ call }: Case, emulator: Emulator, api: Api): Promise<string> {
  const { from, to, parameters } = call;
  if (from) return emulator.callers.call({ from, to: to ?? ours, voiceUrl: `${host}/voice` }).sid;
  const hasOwn = parameters?.Twiml || parameters?.ApplicationSid;
  const document: Record<string, string> = hasOwn ? {} : { Url: `${host}/voice` };
  const form = { To: to ?? '+12025550123', From: ours, ...document, ...parameters };
  return z.object({ sid: z.string() }).parse(await api('POST', '/Calls.json', form)).sid;
}

/** A request as the case writes it: with those parameters that the case names. */
function shown(request: WebhookRequest, wanted: [string, Record<string, string | null>] | undefined) {
  const names = Object.keys(wanted?.[1] ?? {});
  const parameters = names.map((name) => [name, request.parameters[name] ?? null]);
  return [new URL(request.url).pathname, Object.fromEntries(parameters)];
}
