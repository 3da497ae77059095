import { seededRandom, virtualClock } from '@offhook/kit';
import { expect, test } from 'vitest';
import { emulatorOver, makeExchange } from '../src/emulator.ts';
import { operations } from '../src/rest/routes.ts';
import { accountSid, authToken, ours } from './box.ts';

const subaccountSid = `AC${'f'.repeat(32)}`;

/** An account with something of everything, and a subaccount with nothing. */
async function openTwo() {
  const clock = virtualClock(new Date('2026-01-05T09:00:00Z'));
  const options = {
    ...{ accountSid, authToken, clock, random: seededRandom(1) },
    personas: [{ persona: { kind: 'person' as const, ringSeconds: 1 } }],
    application: () => ({ status: 200, contentType: 'text/xml', body: '<Response><Pause length="600"/></Response>' }),
  };
  const exchange = makeExchange(options);
  const emulator = emulatorOver(exchange, options);
  const ask = (owner: string, method: string, path: string, params: Record<string, string> = {}) =>
    emulator.fetch(
      new Request(`http://emulator/2010-04-01/Accounts/${owner}${path}`, {
        method,
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        body: method === 'POST' ? new URLSearchParams(params) : null,
      }),
    );
  const make = async (path: string, params: Record<string, string>) => {
    const response = await ask(accountSid, 'POST', path, params);
    expect([path, response.status < 300]).toEqual([path, true]);
  };
  const party = { To: '+12025550123', From: ours };
  const url = 'http://application.test/';
  const opened = { ownerSid: accountSid, authToken: 'f'.repeat(32), friendlyName: 'sub', status: 'active' as const };
  exchange.world.tables.accounts.set(subaccountSid, { sid: subaccountSid, ...opened, createdAtMs: 0, updatedAtMs: 0 });
  await make('/Calls.json', { ...party, Url: url, Record: 'true' });
  await make('/Calls.json', { ...party, Twiml: '<Response><Enqueue>support</Enqueue></Response>' });
  await make('/Conferences/room/Participants.json', { ...party, ConferenceRecord: 'true' });
  await make('/Conferences/room/Participants.json', party);
  await clock.passes(3000);
  const [live = ''] = [...exchange.lines.keys()];
  await make(`/Calls/${live}/Siprec.json`, {});
  await make(`/Calls/${live}/Transcriptions.json`, {});
  await make('/Applications.json', { FriendlyName: 'app' });
  await make('/Keys.json', { FriendlyName: 'key' });
  await make('/Usage/Triggers.json', { CallbackUrl: url, TriggerValue: '1', UsageCategory: 'calls' });
  await make('/OutgoingCallerIds.json', { PhoneNumber: '+12025550199' });
  await clock.passes(30_000);
  const { calls, recordings, tables } = exchange.world;
  const { accounts, ...others } = tables;
  const sids = [...calls.keys(), ...recordings.keys(), ...Object.values(others).flatMap((table) => [...table.keys()])];
  return { exchange, emulator, ask, sids: [...new Set(sids)] };
}

test('nothing of one account can be read, changed or removed under the path of another', async () => {
  const { exchange, emulator, ask, sids } = await openTwo();
  expect(new Set(sids.map((sid) => sid.slice(0, 2)))).toEqual(
    new Set(['CA', 'RE', 'CF', 'QU', 'PN', 'AP', 'SK', 'UT', 'SR', 'GT']),
  );
  const owned = operations.filter(({ path }) => /Accounts\/\{AccountSid\}.*\{\w*Sid\}/.test(path));
  // Alone, since a parameter that an operation does not know is refused before anything else.
  const forms: Record<string, string>[] = [
    ...[{}, { Status: 'completed' }, { Status: 'stopped' }, { Url: 'http://a.test/' }, { FriendlyName: 'mine' }],
    ...[{ Muted: 'true' }, { MaxSize: '5' }, { VoiceUrl: 'http://a.test/' }, { To: '+12025550123', From: ours }],
  ];
  const before = JSON.stringify([...exchange.world.calls.values()]);
  const reached: string[] = [];
  for (const { method, path, id } of owned) {
    const below = path.replace(/^.*\{AccountSid\}/, '');
    for (const sid of sids) {
      for (const parent of below.match(/\{/g)?.length === 1 ? [sid] : sids) {
        // A conference that is not there is opened by whoever calls somebody into it.
        if (id === 'CreateParticipant' && !parent.startsWith('CF')) continue;
        const filled = below.replace(/\{\w+\}/, parent).replace(/\{\w+\}/g, sid);
        for (const form of method === 'POST' ? forms : [{}]) {
          const { status } = await ask(subaccountSid, method, filled, form);
          if (![400, 401, 404].includes(status)) reached.push(`${method} ${filled} ${JSON.stringify(form)} ${status}`);
        }
      }
    }
  }
  expect(reached).toEqual([]);
  expect(JSON.stringify([...exchange.world.calls.values()])).toBe(before);
  await emulator.stop();
});
