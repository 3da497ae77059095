import type { Method, Target } from '../call.ts';
import { RestRefusal } from './refusals.ts';

/** The parameters of a request, read with Twilio's error numbers. */
export interface Form {
  text(name: string): string | undefined;
  all(name: string): string[];
  /** `code` is the error for anything that is not such a number. */
  integer(name: string, range: { least: number; most: number; code: number }): number | undefined;
  flag(name: string): boolean | undefined;
  method(name: string): Method;
  url(name: string): string | undefined;
  /** A URL and its method, from `name` and `name` + suffix. */
  target(name: string, methodName: string): Target | undefined;
  word<Word extends string>(name: string, words: readonly Word[], code?: number): Word | undefined;
}

/** Refuses what is not in `known`: a parameter without effect would be a lie. */
export function readForm(params: URLSearchParams, known: readonly string[]): Form {
  for (const name of params.keys()) {
    if (!known.includes(name)) throw new RestRefusal(400, 20001, `The emulator does not know the parameter '${name}'`);
  }
  const text = (name: string) => params.get(name) || undefined;
  const url = (name: string) => {
    const value = text(name);
    if (value !== undefined && !isWebUrl(value))
      throw new RestRefusal(400, 21205, `${name} is not a valid URL: ${value}`);
    return value;
  };
  const word: Form['word'] = (name, words, code = 20001) => {
    const value = text(name);
    const found = words.find((candidate) => candidate.toLowerCase() === value?.toLowerCase());
    if (value !== undefined && found === undefined) {
      throw new RestRefusal(400, code, `${name} must be one of ${words.join(', ')}, not '${value}'`);
    }
    return found;
  };
  const method = (name: string) => word(name, ['GET', 'POST'] as const, 21209) ?? 'POST';
  return {
    text,
    url,
    word,
    method,
    all: (name) => params.getAll(name).flatMap((value) => value.split(' ').filter(Boolean)),
    integer: (name, range) => integerIn(name, text(name), range),
    flag: (name) => {
      const value = word(name, ['true', 'false'] as const);
      return value === undefined ? undefined : value === 'true';
    },
    target: (name, methodName) => {
      const address = url(name);
      return address === undefined ? undefined : { url: address, method: method(methodName) };
    },
  };
}

function integerIn(
  name: string,
  value: string | undefined,
  { least, most, code }: { least: number; most: number; code: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new RestRefusal(400, code, `${name} must be a whole number from ${least} to ${most}, not '${value}'`);
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
