import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';

/** Copies a text; the button itself says that it did. */
export function CopyButton({ text, label, ...rest }: { text: string; label: string } & ButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'blocked'>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const Icon = outcome === 'copied' ? Check : Copy;
  const words = { idle: label, copied: 'Copied', blocked: 'Copy is blocked here' };
  return (
    <Button size="small" onClick={() => void copy(text).then(setOutcome)} {...rest}>
      <Icon size={14} aria-hidden />
      <span aria-live="polite">{words[outcome]}</span>
    </Button>
  );
}

// navigator.clipboard is missing on plain-HTTP addresses other than localhost.
async function copy(text: string): Promise<'copied' | 'blocked'> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return copyBySelection(text) ? 'copied' : 'blocked';
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
