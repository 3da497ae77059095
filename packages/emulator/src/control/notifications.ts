import type { Exchange } from '../exchange.ts';
import { warningsOf } from './calls.ts';
import type { WarningJson } from './shapes.ts';

/** The latest warnings and errors of all calls, newest first. */
export function latestWarnings({ world }: Exchange, most: number): WarningJson[] {
  return [...world.history]
    .flatMap(([sid, history]) => warningsOf(sid, history))
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, most);
}
