import { kinds } from '@offhook/flow';
import { ArrowRightLeft, Bot, type LucideIcon, Users } from 'lucide-react';
import type { Face } from './face.ts';

function notYet(icon: LucideIcon, tone: string, kind: 'queue' | 'ai-agent' | 'transfer'): Face {
  const sentence = kinds[kind].notYet ?? '';
  return {
    icon,
    tone,
    summary: () => 'Not available yet',
    Fields: () => <p className="text-[13px] text-muted">{sentence} A flow with this node cannot be published.</p>,
  };
}

export const queue = notYet(Users, 'st-hold', 'queue');
export const aiAgent = notYet(Bot, 'st-ai', 'ai-agent');
export const transfer = notYet(ArrowRightLeft, 'st-info', 'transfer');
