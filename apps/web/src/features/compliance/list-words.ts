import type { SuppressionImport, SuppressionList, SuppressionSource } from '@offhook/contract';

export const kindWords: Record<SuppressionList['kind'], string> = {
  workspace: 'Every call',
  register: 'Imported, every call',
  campaign: 'One campaign',
};

export const sourceWords: Record<SuppressionSource, string> = {
  person: 'Added by hand',
  paste: 'Pasted',
  import: 'Uploaded',
  disposition: 'Disposition of a call',
  revocation: 'Consent taken back',
  caller: 'Asked during a call',
  api: 'By the API',
};

const count = new Intl.NumberFormat('en');

export function entriesInWords(entries: number): string {
  return entries === 1 ? '1 number' : `${count.format(entries)} numbers`;
}

/** What an upload came to, or how far it is. */
export function importInWords(upload: SuppressionImport): string {
  const { added, known, unreadable, rows, failure } = upload;
  const told = [
    `${count.format(added)} added`,
    ...(known > 0 ? [`${count.format(known)} known already`] : []),
    ...(unreadable > 0 ? [`${count.format(unreadable)} could not be read`] : []),
  ].join(', ');
  const sentences: Record<SuppressionImport['state'], string> = {
    waiting: 'Waiting for its turn',
    running: `${count.format(rows)} rows so far: ${told}`,
    done: told,
    cancelling: 'Being taken back',
    cancelled: 'Cancelled; what it added was taken back',
    failed: `Failed; nothing of it was kept. ${failure ?? ''}`.trim(),
  };
  return sentences[upload.state];
}

/** 0 to 1. */
export function shareDone({ bytes_done, bytes_total, state }: SuppressionImport): number {
  if (state === 'done') return 1;
  return bytes_total > 0 ? Math.min(1, bytes_done / bytes_total) : 0;
}

/** Numbers out of pasted text: one a line, or parted by commas or semicolons. */
export function pastedNumbers(text: string): string[] {
  return text
    .split(/[\n,;\t]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
