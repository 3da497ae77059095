import { Link, type LinkProps } from '@tanstack/react-router';
import { codeOf, sentenceOf } from '../../app/failures.ts';

const fixes: Record<string, { words: string; hash: string }> = {
  'calls.no_carrier': { words: 'Open the carrier settings', hash: 'carrier' },
  'calls.from_missing': { words: 'Set a default number', hash: 'workspace' },
  'calls.phone_missing': { words: 'Add your phone', hash: 'profile' },
};

/** Why a call was refused, in the words of the server, and where that can be mended. */
export function CallRefused({ error }: { error: unknown }) {
  return (
    <p role="alert" className="text-[13px] text-danger-text">
      {sentenceOf(error)} <RefusalFix error={error} />
    </p>
  );
}

/** The link to where a refusal can be mended; nothing when that is not a page. */
export function RefusalFix({ error }: { error: unknown }) {
  const fix = fixes[codeOf(error) ?? ''];
  return fix ? <FixLink to="/settings" hash={fix.hash} words={fix.words} /> : null;
}

export function FixLink({ words, ...link }: { words: string } & Pick<LinkProps, 'to' | 'hash' | 'params'>) {
  return (
    <Link {...link} className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2">
      {words}
    </Link>
  );
}
