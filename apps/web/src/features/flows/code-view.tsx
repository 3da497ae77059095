import { CopyButton } from '../../ui/copy-button.tsx';

/** Code to read and to copy. */
export function CodeView({ title, note, text }: { title: string; note?: string; text: string }) {
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2 md:pr-9">
        <h2 className="font-semibold max-md:sr-only">{title}</h2>
        <CopyButton text={text} label={`Copy ${title}`} />
      </div>
      {note ? <p className="text-[13px] text-muted">{note}</p> : null}
      <Code label={title} text={text} />
    </section>
  );
}

export function Code({ label, text }: { label: string; text: string }) {
  return (
    <section
      aria-label={`${label}, code`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and without a pointer only what has the focus can be scrolled.
      tabIndex={0}
      className="max-h-[60dvh] overflow-auto rounded-lg bg-sunken p-3 text-xs leading-5"
    >
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  );
}
