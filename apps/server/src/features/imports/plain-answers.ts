/** The beginning of a day, which is the careful reading of any time of it. Days that are written with slashes say nothing sure. */
export function dayOfText(text: string): Date | undefined {
  const iso = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ].*)?$/.exec(text);
  const found = iso ?? /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/.exec(text);
  if (!found?.groups) return undefined;
  const { year, month, day } = found.groups;
  const at = new Date(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}T00:00:00Z`);
  // 31 February would be a day of March.
  return at.getUTCDate() === Number(day) ? at : undefined;
}

const yes = new Set('yes y true 1 x ja j oui o si s sí sim da tak wahr vrai dnc ✓ ✔'.split(' '));
const no = new Set('no n false 0 nein non não nao nee nej nie falsch faux -'.split(' '));

export function yesOrNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}
