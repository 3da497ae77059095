import type { OwnNumber } from '@offhook/contract';
import { ImageIcon, type LucideIcon, MessageSquare, Phone, TriangleAlert, Wrench } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { capabilitiesInWords, healthWords } from './number-words.ts';
import { useFix } from './use-number-acts.ts';

const icons: Record<string, LucideIcon> = { Voice: Phone, SMS: MessageSquare, MMS: ImageIcon };

/** What a number can do: words, and an icon beside each. */
export function Capabilities({ of }: { of: OwnNumber['capabilities'] }) {
  return (
    <span className="flex flex-wrap gap-x-2.5 gap-y-0.5">
      {capabilitiesInWords(of).map((word) => {
        const Icon = icons[word] ?? Phone;
        return (
          <span key={word} className="inline-flex items-center gap-1">
            <Icon size={14} aria-hidden className="text-muted" /> {word}
          </span>
        );
      })}
    </span>
  );
}

/** Whether its calls arrive, and the way to bring them back. */
export function Health({ number, mayFix }: { number: OwnNumber; mayFix: boolean }) {
  const fix = useFix(number);
  const { label, tone, help } = healthWords[number.health];
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge tone={tone} title={help}>
        {number.health === 'ok' || number.health === 'unknown' ? null : <TriangleAlert size={14} aria-hidden />}
        {label}
      </Badge>
      {mayFix && number.health === 'voice_url_elsewhere' ? (
        <Button
          size="small"
          aria-label={`Fix the webhook of ${number.label}`}
          aria-disabled={fix.isPending}
          onClick={() => !fix.isPending && fix.mutate()}
        >
          <Wrench size={14} aria-hidden /> {fix.isPending ? 'Fixing…' : 'Fix'}
        </Button>
      ) : null}
    </span>
  );
}
