import { type Exchange, spawn } from '../exchange.ts';
import type { Heard } from '../line.ts';
import { type Strand, type Task, wait } from '../task.ts';
import { drawAmount } from './amount.ts';
import { drawPersona, personaAt } from './cast.ts';
import type { Persona, PersonaRule } from './persona.ts';

export type RingOutcome = 'answered' | 'busy' | 'declined' | 'no-answer' | 'invalid' | 'away' | 'unregistered';

/** What stands at the far end in place of a persona: the devices of a client, or another leg of ours. */
export interface Endpoint {
  /** What comes of dialling it when it cannot even ring. */
  absent?: RingOutcome;
  /** It begins to ring; it decides by `decide` of its far end. */
  ring(): void;
  /** From now on both sides hear each other. */
  connect(): void;
  /** The leg has ended. */
  end(): void;
}

/** The telephone at the other end of one leg, and whoever acts there. */
export interface FarEnd {
  callSid: string;
  from: string;
  to: string;
  personaName: string;
  persona: Persona;
  state: 'ringing' | 'in-call' | 'ended';
  sinceMs: number;
  heard: (Heard & { atMs: number })[];
  /** With how long it takes, in milliseconds, unless it is broken off. */
  said: (Heard & { atMs: number; lengthMs: number })[];
  /** How many rings it lets pass; drawn once. */
  rings: number;
  /** How many legs of ours led here, each calling the next. */
  hops?: number;
  /** Acts in place of the persona. */
  endpoint?: Endpoint;
  /** What the persona does; interrupted when the call ends or somebody takes over. */
  script?: Strand;
  /** Ends the ringing; set while it rings. */
  decide?: (outcome: RingOutcome) => void;
}

/** A persona and the name by which it was found. */
export interface Chosen {
  name: string;
  persona: Persona;
}

export function makeFarEnd(
  exchange: Exchange,
  call: { sid: string; from: string; to: string },
  chosen: Chosen,
): FarEnd {
  const { name, persona } = chosen;
  return {
    callSid: call.sid,
    from: call.from,
    to: call.to,
    personaName: name,
    persona,
    state: 'ringing',
    sinceMs: exchange.clock.nowMs(),
    heard: [],
    said: [],
    rings: drawRings(exchange, persona),
  };
}

export function personaFor(exchange: Exchange, number: string, name?: string | Persona): Chosen {
  const { named, rules } = exchange.personas;
  const chosen = name === undefined ? undefined : drawPersona(name, named, exchange.random);
  return chosen ?? personaAt(number, rules, named, exchange.random);
}

const nobody: PersonaRule = { persona: { kind: 'invalid' } };

/**
 * The persona that a rule has at a client or SIP address, whose URI parameters do not matter. Only rules that say where they
 * apply count for these.
 */
export function personaNamedAt(exchange: Exchange, address: string): Chosen | undefined {
  const { named, rules } = exchange.personas;
  const telling = rules.filter((rule) => rule.numbers || rule.endsIn !== undefined || rule.matches !== undefined);
  const chosen = personaAt(address.replace(/;.*$/, ''), [...telling, nobody], named, exchange.random);
  return chosen.persona === nobody.persona ? undefined : chosen;
}

export function moveTo(exchange: Exchange, farEnd: FarEnd, state: FarEnd['state']): void {
  farEnd.state = state;
  farEnd.sinceMs = exchange.clock.nowMs();
  if (state !== 'ended') return;
  farEnd.decide = undefined;
  farEnd.script?.interrupt('ended');
  farEnd.endpoint?.end();
  spawn(exchange, forget(exchange, farEnd));
}

/** From now on a person acts here instead of the script. */
export function takeOver(farEnd: FarEnd, persona: Persona = { kind: 'handset' }): void {
  farEnd.script?.interrupt('taken-over');
  farEnd.script = undefined;
  farEnd.persona = persona;
}

function drawRings({ random, settings }: Exchange, persona: Persona): number {
  if ('ringSeconds' in persona && persona.ringSeconds) {
    return drawAmount(persona.ringSeconds, random) / settings.ringSeconds;
  }
  return drawAmount('rings' in persona ? (persona.rings ?? 1) : 1, random);
}

const keptMs = 60_000;

function* forget(exchange: Exchange, farEnd: FarEnd): Task {
  yield* wait(exchange.clock, keptMs);
  exchange.farEnds.delete(farEnd.callSid);
}
