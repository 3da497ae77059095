/** Gives a text to the person as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; an address that is never given back keeps the text in memory.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** `fileName('Main line: sales', 'json')` is `main-line-sales.json`. */
export function fileName(words: string, ending: string): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${plain || 'flow'}.${ending}`;
}
