export const refusedAccount = 'The emulator knows no such account SID and auth token.';

/** What an element, header or parameter is worth reading aloud as: 'in-call' is 'in call'. */
export function spaced(word: string): string {
  return word.replaceAll(/[-_]/g, ' ');
}
