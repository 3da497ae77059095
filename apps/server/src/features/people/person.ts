/** The passwords of 15 characters and more that guessing lists begin with; shorter ones are refused by length. */
const commonLong = [
  'passwordpassword',
  'password12345678',
  '123456789012345',
  '1234567890123456',
  'qwertyuiopasdfgh',
  'iloveyouiloveyou',
];

/** NIST SP 800-63B-4: length, a list of common ones and of the account's own words; no composition rules. */
export function passwordProblem(password: string, ownWords: readonly string[]): 'too-short' | 'too-common' | undefined {
  if ([...password].length < 15) return 'too-short';
  const lower = password.toLowerCase();
  const isRepetition = /^(.{1,4})\1+.{0,3}$/.test(lower);
  const isOwn = ownWords.some((word) => word.length > 3 && lower.replaceAll(word.toLowerCase(), '').length < 6);
  return isRepetition || isOwn || commonLong.includes(lower) ? 'too-common' : undefined;
}
