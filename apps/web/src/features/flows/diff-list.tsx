/** What is different between two flows, a line for each change. */
export function DiffList({ words }: { words: readonly string[] }) {
  if (words.length === 0) return <p className="text-muted">Nothing is different.</p>;
  return (
    <ul
      aria-label="Differences"
      className="max-h-64 list-disc overflow-y-auto rounded-lg bg-sunken py-2 pr-3 pl-7 text-[13px] marker:text-muted"
    >
      {words.map((sentence) => (
        <li key={sentence} className="break-words">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
