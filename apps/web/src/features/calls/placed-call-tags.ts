/** The tags of a text, each once: `tagsOf('vip, ,later, vip')` is `['vip', 'later']`. */
export function tagsOf(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
