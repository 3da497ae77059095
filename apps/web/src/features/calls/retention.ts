/** What happens to recordings that nobody deletes, in words. */
export function retentionSentence(days: number | undefined): string {
  if (days === undefined) return '';
  if (days === 0) return 'Otherwise recordings are kept: the workspace has no limit in days.';
  return `Otherwise recordings are deleted by themselves after ${days} ${days === 1 ? 'day' : 'days'}.`;
}
