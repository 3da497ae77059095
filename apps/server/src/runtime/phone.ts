import { type PhoneNumber, type PhoneNumberProblem, parsePhoneNumber } from '@offhook/kit';

/** What is wrong with a number, in words for the person who typed it. */
export function phoneProblemSentence(problem: PhoneNumberProblem, country: string | undefined): string {
  const sentences: Record<PhoneNumberProblem, string> = {
    'not-a-number': 'This is not a phone number.',
    'too-short': country ? `Too short for ${country}.` : 'Too short for a phone number.',
    'too-long': country ? `Too long for ${country}.` : 'Too long for a phone number.',
    'no-country': 'Begin with + and the country code.',
    impossible: 'No such number can exist.',
  };
  return sentences[problem];
}

/** The number, or the sentence that says what is wrong with it. */
export function readPhone(text: string, country: string): { number: PhoneNumber } | { problem: string } {
  const result = parsePhoneNumber(text, country);
  if (result.number !== undefined) return { number: result.number };
  return { problem: phoneProblemSentence(result.problem, text.trim().startsWith('+') ? undefined : country) };
}
