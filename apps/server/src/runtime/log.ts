import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** Fields that hold personal data; masked unless LOG_PERSONAL_DATA says otherwise. Nothing personal goes into messages. */
export const personalFields = ['phone', 'to', 'from', 'email', 'name', 'text'] as const;

const secretFields: readonly string[] = ['password', 'token', 'secret', 'authorization', 'cookie'];

/** Structured logs on standard output, one JSON object a line. */
export function makeLog(config: Config['log'], destination?: { write(line: string): void }): Log {
  const masked = config.personalData ? secretFields : [...secretFields, ...personalFields];
  return pino(
    {
      level: config.level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: config.personalData ? errorView : (error: unknown) => withoutNumbers(errorView(error)) },
      redact: { paths: masked.flatMap((field) => [field, `*.${field}`]), censor: mask },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

function mask(value: unknown, path: string[]): string {
  const text = String(value);
  const isNumber = /^\+?\d{6,}$/.test(text) && !secretFields.includes(path.at(-1) ?? '');
  return isNumber ? `…${text.slice(-2)}` : '[masked]';
}

// What others say in their errors may name the number that it is about.
function withoutNumbers(view: Record<string, unknown>): object {
  const plain = (value: unknown) =>
    typeof value === 'string' ? value.replace(/\+\d{4,13}(\d{2})(?!\d)/g, '…$1') : value;
  return Object.fromEntries(Object.entries(view).map(([name, value]) => [name, plain(value)]));
}

// An error may carry whole clients and requests with it; only what helps to find the cause is logged.
function errorView(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : JSON.stringify(error) };
  const code = 'code' in error ? { code: error.code } : {};
  return { type: error.constructor.name, message: error.message, stack: error.stack, ...code };
}
