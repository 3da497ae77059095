import type { NewCall } from './call.ts';
import { type Chosen, type Endpoint, type FarEnd, makeFarEnd, personaFor, personaNamedAt } from './callers/far-end.ts';
import { clientEndpoint } from './clients/client-endpoint.ts';
import { devicesOf } from './clients/device.ts';
import { type Exchange, newSid, noteCall } from './exchange.ts';
import { type Line, makeLine } from './line.ts';
import { numberAt, numberPlan } from './numbers/incoming-number.ts';
import { ownEndpoint } from './own-endpoint.ts';
import { callOf } from './world.ts';

/** A live call: its line and whoever is at the other end. */
export interface Leg {
  line: Line;
  farEnd: FarEnd;
}

export type AddLeg = typeof addLeg;

/** What takes the place of the persona of a leg. */
export type EndpointMaker = (leg: Leg) => Endpoint;

/**
 * Makes the record, the line and the far end of one more leg. Nothing is dialled yet. Who is outside is decided by the
 * address: our own numbers and clients answer for themselves, a persona everywhere else; `chosen` decides instead.
 */
export function addLeg(exchange: Exchange, asked: Omit<NewCall, 'sid'>, chosen?: Chosen | EndpointMaker): Leg {
  const sid = newSid(exchange, 'CA');
  noteCall(exchange, sid, { type: 'placed', call: { ...asked, sid } });
  const line = makeLine(sid, exchange.clock.nowMs());
  const outside = typeof chosen === 'function' ? { make: chosen } : (chosen ?? outsideOf(exchange, asked));
  const farEnd = makeFarEnd(exchange, { ...asked, sid }, 'make' in outside ? endpointPersona : outside);
  line.onHeard = (heard) => {
    if (heard.kind !== 'voice') farEnd.heard.push({ ...heard, atMs: exchange.clock.nowMs() });
  };
  exchange.lines.set(sid, line);
  exchange.farEnds.set(sid, farEnd);
  const leg = { line, farEnd };
  if ('make' in outside) farEnd.endpoint = outside.make(leg);
  return leg;
}

// Somebody may still act there by hand.
const endpointPersona: Chosen = { name: 'handset', persona: { kind: 'handset' } };

type Outside = Chosen | { make: EndpointMaker };

// Whoever is outside: the one who is called, or the one who calls in.
function outsideOf(exchange: Exchange, { accountSid, direction, from, to }: Omit<NewCall, 'sid'>): Outside {
  if (direction === 'inbound') return personaFor(exchange, from);
  const number = numberAt(exchange, to);
  if (number) {
    const plan = { ...numberPlan(exchange, number), to: number.phoneNumber, accountSid: number.accountSid };
    return { make: (leg) => ownEndpoint(exchange, leg, plan, addLeg) };
  }
  if (to.startsWith('client:')) {
    const devices = devicesOf(exchange, accountSid, to.slice('client:'.length));
    const persona = devices.length === 0 ? personaNamedAt(exchange, to) : undefined;
    return persona ?? { make: (leg) => clientEndpoint(exchange, leg) };
  }
  if (!to.startsWith('sip')) return personaFor(exchange, to);
  return personaNamedAt(exchange, to) ?? { make: (leg) => unregistered(exchange, leg) };
}

function unregistered(exchange: Exchange, { line: { callSid } }: Leg): Endpoint {
  const { to } = callOf(exchange.world, callSid);
  const message = `Nobody is registered as ${to}; give it a persona by a rule that names it`;
  noteCall(exchange, callSid, { type: 'warned', code: 32009, message, level: 'warning' });
  return {
    absent: 'unregistered',
    ring: () => undefined,
    connect: () => undefined,
    end: () => undefined,
  };
}
