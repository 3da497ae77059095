import { type Family, familyOf } from '../syntax.ts';
import { type Pause, pause } from './pause.ts';
import { type Play, play } from './play.ts';
import { type Say, say } from './say.ts';

/** What a caller hears while something is asked. */
export type Prompt = Say | Play | Pause;

export const prompts: Family<Prompt> = familyOf('verb', { say, play, pause });
