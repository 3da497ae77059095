import { createServer } from 'node:http';
import {
  addSuppressions,
  changeLimits,
  changeMyself,
  changeNumber,
  createHours,
  listVoicemail,
  setForwarding,
} from '@offhook/contract';
import { sign } from '@offhook/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buyNumber, callFrom } from '../../../test/caller.ts';
import { type Drawing, leadTo, publishAgain, publishDrawing } from '../../../test/flows.ts';
import { makeCall } from '../../../test/make-call.ts';
import { join } from '../../../test/members.ts';
import { makeWorld, type World } from '../../../test/world.ts';

let world: World;
let number: string;
beforeAll(async () => {
  world = await makeWorld();
  number = await buyNumber(world);
});
afterAll(() => world?.close());

/** Of the emulator: one takes calls with 1, one does not answer, one is busy. */
const [takesCalls, nobody, busy] = ['+14155550107', '+14155550103', '+14155550102'];

const say = (message: string) => ({ type: 'say', message });
const start = { type: 'start' };
const bye = { type: 'hangup' };

async function answeredBy(name: string, drawing: Drawing) {
  const flow = await publishDrawing(world, name, drawing);
  await leadTo(world, number, flow);
  return flow;
}

const sentences = async (caller: { call(): Promise<{ events: { sentence: string }[] }> }) =>
  (await caller.call()).events
    .map(({ sentence }) => sentence)
    .filter((each) => each.includes('→') || each.includes(':'));

describe('a menu', () => {
  const menu: Drawing = {
    nodes: {
      start,
      menu: { type: 'menu', message: 'For sales press 1.', options: { '1': 'Sales' }, tries: 2 },
      sales: say('This is sales.'),
      operator: say('This is the operator.'),
      bye,
    },
    edges: [
      'start next menu',
      'menu 1 sales',
      'menu invalid operator',
      'menu no-input operator',
      'sales next bye',
      'operator next bye',
    ],
  };

  test('leads where the key leads', async () => {
    await answeredBy('Menu', menu);
    const caller = await callFrom(world, number);
    await world.passes(3);
    await caller.presses('1');
    expect(await caller.hears()).toEqual(['For sales press 1.', 'This is sales.']);
    await world.passes(10);
    expect(await sentences(caller)).toEqual([
      'The call came in: start → menu.',
      'The caller pressed 1: menu → sales → bye.',
    ]);
  });

  test('asks again after a wrong key, and brings who presses wrong twice to the operator', async () => {
    const caller = await callFrom(world, number);
    await world.passes(3);
    await caller.presses('7');
    await world.passes(5);
    await caller.presses('8');
    await world.passes(3);
    expect(await caller.hears()).toEqual([
      'For sales press 1.',
      'That is not one of the choices.',
      'For sales press 1.',
      'This is the operator.',
    ]);
  });

  test('a call finishes on the version that it began with', async () => {
    const flow = await answeredBy('Pinned', menu);
    const caller = await callFrom(world, number);
    await publishAgain(world, flow, { ...menu, nodes: { ...menu.nodes, sales: say('This is new.') } });
    await caller.presses('1');
    expect((await caller.hears()).at(-1)).toBe('This is sales.');
    const next = await callFrom(world, number);
    await next.presses('1');
    expect((await next.hears()).at(-1)).toBe('This is new.');
  });

  test('what is pressed at a sensitive node is written nowhere', async () => {
    await answeredBy('Secret', {
      nodes: {
        start,
        pin: { type: 'menu', message: 'Your number?', options: {}, save_as: 'pin', sensitive: true, most_digits: 6 },
        told: say('You pressed {{pin}}.'),
        bye,
      },
      edges: ['start next pin', 'pin entered told', 'pin no-input bye', 'told next bye'],
    });
    const caller = await callFrom(world, number);
    await caller.presses('424242');
    expect((await caller.hears()).at(-1)).toBe('You pressed 424242.');
    const detail = JSON.stringify(await caller.call());
    expect(detail).not.toContain('424242');
    expect(detail).toContain('The caller pressed •••');
    const { rows } = await world.app.ctx.db.systemPool.query(
      `select count(*) as n from webhook_exchanges where body || url || response_body like '%424242%'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

test('the key of a sensitive menu, and what the next sentence says of it, stand nowhere either', async () => {
  const choice = {
    ...{ type: 'menu', message: 'Enter your code.', options: { '4711': 'Vault' } },
    ...{ save_as: 'code', sensitive: true },
  };
  await answeredBy('Vault', {
    nodes: { start, code: choice, told: say('Tom & Jerry know {{code}}.'), bye },
    edges: ['start next code', 'code 4711 told', 'code invalid bye', 'code no-input bye', 'told next bye'],
  });
  const caller = await callFrom(world, number);
  await caller.presses('4711');
  expect((await caller.hears()).at(-1)).toBe('Tom & Jerry know 4711.');
  const call = await caller.call();
  expect(JSON.stringify(call)).not.toContain('4711');
  // A flow that asks for secrets is not recorded by default: the keys could be heard.
  expect(call.recordings).toEqual([]);
});

test('a flow that dials a number of ours which a flow answers goes on there, without another call', async () => {
  const other = await buyNumber(world);
  const second = await publishDrawing(world, 'Second line', {
    nodes: { start, hello: say('This is the second line.'), bye },
    edges: ['start next hello', 'hello next bye'],
  });
  await leadTo(world, other, second);
  await answeredBy('First line', {
    nodes: { start, ring: { type: 'dial', targets: [{ number: other }] }, bye },
    edges: ['start next ring', 'ring no-answer bye'],
  });
  const caller = await callFrom(world, number);
  expect(await caller.hears()).toEqual(['This is the second line.']);
  expect((await caller.call()).legs).toEqual([]);
});

test('calls that somebody outside sends back to us again and again end in voicemail', async () => {
  await answeredBy('Circle', {
    nodes: { start, menu: { type: 'menu', message: 'Press 1.', options: { '1': 'One' } }, bye },
    edges: ['start next menu', 'menu 1 bye', 'menu invalid bye', 'menu no-input bye'],
  });
  // What we forward shows our own number.
  const from = await buyNumber(world);
  const callers = [];
  for (let count = 0; count < 4; count += 1) {
    callers.push(await callFrom(world, number, { from, passes: async () => world.settles() }));
  }
  await world.passes(1);
  expect((await callers[0]?.hears())?.at(0)).toBe('Press 1.');
  expect((await callers[3]?.hears())?.at(0)).toBe('We are sorry, something went wrong on our side.');
  for (const caller of callers) await caller.hangsUp();
});

describe('dialling', () => {
  const dialOne = (target: object, more: object = {}): Drawing => ({
    nodes: {
      start,
      ring: { type: 'dial', targets: [target], ring_seconds: 10, ...more },
      box: { type: 'voicemail' },
      bye,
    },
    edges: ['start next ring', 'ring no-answer box', 'ring answered bye'],
  });

  test('connects to somebody who takes the call with 1', async () => {
    await answeredBy('To one', dialOne({ number: takesCalls }));
    const caller = await callFrom(world, number);
    await world.passes(25);
    const { legs } = await caller.call();
    expect(legs).toMatchObject([{ to_number: takesCalls, accepted_at: expect.any(String) }]);
    await caller.hangsUp();
    expect((await caller.call()).status).toBe('completed');
  });

  test.each([
    ['nobody answers', nobody],
    ['the line is busy', busy],
    ['a machine picks up and presses nothing', '+14155550101'],
  ])('goes to voicemail when %s', async (what, target) => {
    await answeredBy(`Unanswered: ${what}`, dialOne({ number: target }, { ring_seconds: 20 }));
    const caller = await callFrom(world, number);
    await caller.waitsFor('You have reached Main. Please leave a message after the beep.');
    await caller.hangsUp();
  });

  test('rings no number outside that asked not to be called, and none once the calls of a minute are made', async () => {
    const target = '+14155550117';
    await answeredBy('To one outside', dialOne({ number: target }));
    const goesToVoicemail = async () => {
      const caller = await callFrom(world, number);
      await caller.waitsFor('You have reached Main. Please leave a message after the beep.');
      await caller.hangsUp();
      expect((await caller.call()).legs).toEqual([]);
    };
    const limits = { countries: null, number_types_denied: [], max_price_per_minute: null, address_only: false };
    const most = (calls_per_minute: number | null) =>
      world.admin(changeLimits, { body: { ...limits, calls_per_minute, spend_per_day: null, reason: 'A test' } });
    await most(1);
    await makeCall(world);
    await goesToVoicemail();
    await most(null);
    await world.admin(addSuppressions, { body: { phone_numbers: [target], reason: 'Asked by letter' } });
    await goesToVoicemail();
  });

  test('the rule of a person who does not answer leads on', async () => {
    const bea = await join(world, 'agent');
    const person = await bea.api(changeMyself, { body: { phone_number: nobody } });
    const rules = [
      { when: 'no-answer' as const, after_seconds: 5, to: { kind: 'number' as const, number: takesCalls } },
    ];
    await world.admin(setForwarding, { params: { person_id: person.id }, body: { rules } });
    await answeredBy('To a person', dialOne({ person_id: person.id }));
    const caller = await callFrom(world, number);
    await world.passes(30);
    const { legs } = await caller.call();
    expect(legs.map(({ to_number }) => to_number).toSorted()).toEqual([nobody, takesCalls]);
    await caller.hangsUp();
  });
});

test('opening hours decide, in their zone, and a holiday goes before them', async () => {
  // It is Monday, 2026-11-02, after four in the afternoon in Rome; they close within two minutes.
  const soon = new Date(world.clock.nowMs() + 120_000);
  const closing = soon.toLocaleTimeString('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' });
  const hours = await world.admin(createHours, {
    body: {
      name: 'Rome',
      calendar: {
        time_zone: 'Europe/Rome',
        weekly: [{ day: 'mon', from: '09:00', to: closing }],
        special: [],
        holidays: [],
      },
    },
  });
  await answeredBy('Hours', {
    nodes: {
      start,
      when: { type: 'condition', test: 'hours', hours_id: hours.id },
      open: say('We are open.'),
      closed: say('We are closed.'),
      bye,
    },
    edges: ['start next when', 'when open open', 'when closed closed', 'open next bye', 'closed next bye'],
  });
  const words = async () => (await callFrom(world, number)).hears();
  expect(await words()).toEqual(['We are open.']);
  await world.passes(120);
  expect(await words()).toEqual(['We are closed.']);
});

test('another system is asked, and what it says is said; without an answer the call goes on', async () => {
  let asked = 0;
  const crm = createServer((request, response) => {
    asked += 1;
    if (request.url === '/hangs') return;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ customer: { name: `Ada at ${request.url}` } }));
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const { port } = crm.address() as { port: number }; // it listens on TCP
  const asking = (path: string): Drawing => ({
    nodes: {
      start,
      ask: {
        type: 'http-request',
        url: `http://crm.example.com${path}`,
        save: { name: 'customer.name' },
        timeout_ms: 300,
      },
      hello: say('Hello {{name}}.'),
      sorry: say('Our memory fails us.'),
      bye,
    },
    edges: ['start next ask', 'ask ok hello', 'ask failed sorry', 'hello next bye', 'sorry next bye'],
  });
  // No published flow may ask inside: the test leads its address there behind the checker's back.
  const answeredHere = async (name: string, path: string) => {
    await answeredBy(name, asking(path));
    await world.app.ctx.db.systemPool.query(
      `update flow_versions set graph = replace(graph::text, 'crm.example.com', '127.0.0.1:${port}')::jsonb`,
    );
  };
  try {
    await answeredHere('Asks', '/by?number={{caller}}');
    const caller = await callFrom(world, number);
    expect(await caller.hears()).toEqual(['Hello Ada at /by?number=%2B14155550110.']);
    // A request that the carrier repeats gets the same answer, and nobody else is asked anew.
    const [first] = (await caller.call()).webhooks;
    const signature = sign(world.carrier.authToken, first?.url ?? '', first?.params ?? {});
    const again = await fetch(first?.url ?? '', {
      ...{ method: 'POST', headers: { 'x-twilio-signature': signature } },
      body: new URLSearchParams(first?.params),
    });
    expect([await again.text(), asked]).toEqual([expect.stringContaining('Hello Ada'), 1]);
    await answeredHere('Asks in vain', '/hangs');
    expect(await (await callFrom(world, number)).hears()).toEqual(['Our memory fails us.']);
  } finally {
    crm.closeAllConnections();
    crm.close();
  }
});

test('one flow leads on into another', async () => {
  const second = await publishDrawing(world, 'Second', {
    nodes: { start, hello: say('This is the second flow.'), bye },
    edges: ['start next hello', 'hello next bye'],
  });
  await answeredBy('First', {
    nodes: { start, on: { type: 'go-to-flow', flow_id: second.id } },
    edges: ['start next on'],
  });
  expect(await (await callFrom(world, number)).hears()).toEqual(['This is the second flow.']);
});

test('a flow that breaks on a live call leads to voicemail, and the timeline says why', async () => {
  const flow = await answeredBy('Breaks', {
    nodes: { start, hello: say('Hello.'), bye },
    edges: ['start next hello', 'hello next bye'],
  });
  await world.app.ctx.db.systemPool.query(
    `update flow_versions set graph = jsonb_set(graph, '{nodes,1,type}', '"gone"') where flow_id = $1`,
    [flow.id.replace('flow_', '')],
  );
  const caller = await callFrom(world, number);
  await world.passes(4);
  expect(await caller.hears()).toEqual([
    'We are sorry, something went wrong on our side.',
    'You have reached Main. Please leave a message after the beep.',
  ]);
  expect((await sentences(caller)).at(0)).toMatch(
    /^The call came in: .*The flow could not go on .*voicemail took over/,
  );
  await caller.hangsUp();
});

test('who hangs up at once has left no message', async () => {
  const { items: before } = await world.admin(listVoicemail, { query: {} });
  await world.admin(changeNumber, { params: { phone_number: number }, body: { route: { kind: 'none' } } });
  const caller = await callFrom(world, number);
  expect(await caller.hears()).toEqual(['Thank you for calling. Nobody can take your call on this number. Goodbye.']);
  await world.passes(20);
  const { items: after } = await world.admin(listVoicemail, { query: {} });
  expect(after).toEqual(before);
});
