import type { PayPrompt, Prompt } from '@offhook/twiml';
import { typeIn } from './connector.ts';
import type { Details, Piece, PieceError } from './pieces.ts';

/** A moment at which something is said to whoever pays. */
export interface PromptMoment {
  step: Piece | 'payment-processing';
  attempt: number;
  error?: PieceError;
  details: Details;
}

/**
 * The `<Prompt>` that fits a moment best, and its place among them; undefined when the usual words are said. One that names
 * an error is for that error only; the more a prompt says about when it is meant, the better it fits (unconfirmed).
 *
 * @see https://www.twilio.com/docs/voice/twiml/pay/prompt (read 2026-11-21)
 */
export function promptFor(
  prompts: readonly PayPrompt[] = [],
  moment: PromptMoment,
): { at: number; prompt: PayPrompt } | undefined {
  const fitting = prompts
    .map((prompt, at) => ({ at, prompt }))
    .filter(({ prompt }) => fits(prompt, moment))
    .sort((one, other) => conditionsOf(other.prompt) - conditionsOf(one.prompt));
  return fitting[0];
}

function fits(prompt: PayPrompt, { step, attempt, error, details }: PromptMoment): boolean {
  const type = typeIn(details);
  if (prompt.for !== step) return false;
  if (prompt.attempt && !prompt.attempt.includes(attempt)) return false;
  if (prompt.cardType && !(type && prompt.cardType.includes(type))) return false;
  return !prompt.errorType || prompt.errorType.some((wanted) => wanted === error);
}

function conditionsOf({ attempt, cardType, errorType }: PayPrompt): number {
  return [attempt, cardType, errorType].filter((condition) => condition !== undefined).length;
}

const questions: Readonly<Record<PromptMoment['step'], string>> = {
  'payment-card-number': 'Please enter your card number, then press pound.',
  'expiration-date': 'Please enter the date on which your card expires: two digits for the month, two for the year.',
  'security-code': 'Please enter the security code of your card.',
  'postal-code': 'Please enter your postal code, then press pound.',
  'bank-routing-number': 'Please enter the nine digits of your routing number.',
  'bank-account-number': 'Please enter your account number, then press pound.',
  'payment-processing': 'Thank you. Your payment is being processed.',
};

const complaints: Readonly<Record<PieceError, string>> = {
  timeout: 'Nothing was entered.',
  'invalid-card-number': 'That card number is not valid.',
  'invalid-card-type': 'Cards of that kind are not accepted.',
  'invalid-date': 'That date is not valid.',
  'invalid-security-code': 'That security code is not valid.',
  'invalid-postal-code': 'That postal code is not valid.',
  'invalid-bank-routing-number': 'That routing number is not valid.',
  'invalid-bank-account-number': 'That account number is not valid.',
  'input-matching-failed': 'The two were not the same.',
};

/** What is said where the document has nothing of its own. Twilio's words are others, in fifteen languages. */
export function usualPrompt({ step, error }: PromptMoment): Prompt {
  return { verb: 'say', text: `${error ? `${complaints[error]} ` : ''}${questions[step]}` };
}

export const againPrompt: Prompt = { verb: 'say', text: 'Please enter it once more.' };
