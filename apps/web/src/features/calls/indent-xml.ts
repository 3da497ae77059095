/** XML with one element a line; elements that hold only text stay on theirs. Anything else comes back as it is. */
export function indentXml(text: string): string {
  if (!text.trimStart().startsWith('<')) return text;
  const parts = text.match(/<[^>]*>|[^<]+/g)?.filter((part) => part.trim() !== '') ?? [];
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < parts.length; at += 1) {
    const [part = '', content = '', end = ''] = parts.slice(at, at + 3);
    if (part.startsWith('</')) depth -= 1;
    if (opens(part) && !content.startsWith('<') && end.startsWith('</')) {
      lines.push(indent(depth, part + content.trim() + end));
      at += 2;
      continue;
    }
    lines.push(indent(depth, part.trim()));
    if (opens(part)) depth += 1;
  }
  return lines.join('\n');
}

function opens(part: string): boolean {
  return /^<[^/!?]/.test(part) && !part.endsWith('/>');
}

function indent(depth: number, line: string): string {
  return '  '.repeat(Math.max(0, depth)) + line;
}
