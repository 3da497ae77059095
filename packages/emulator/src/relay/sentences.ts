// A text without any end of a sentence is said in pieces of this length all the same.
const longestPiece = 2000;

/**
 * The sentences of a text that are complete, and what is left. A sentence is complete when a space follows its end, since
 * more may come right after a full stop.
 *
 * @param isLast whether nothing comes any more, so that what is left is a sentence too
 * @example
 * sentences('Hello there. How', false); // { complete: ['Hello there.'], rest: 'How' }
 */
export function sentences(text: string, isLast: boolean): { complete: string[]; rest: string } {
  const complete: string[] = [];
  let rest = text;
  for (;;) {
    const end = /[.!?…。！？]["'”’)\]]*\s/.exec(rest);
    const length = end ? end.index + end[0].length : rest.length > longestPiece ? longestPiece : 0;
    if (length === 0) break;
    complete.push(rest.slice(0, length).trim());
    rest = rest.slice(length);
  }
  if (isLast) complete.push(rest.trim());
  return { complete: complete.filter((sentence) => sentence !== ''), rest: isLast ? '' : rest };
}
