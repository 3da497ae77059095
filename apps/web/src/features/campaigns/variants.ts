import type { CampaignVariant } from '@offhook/contract';

export const contentKinds = ['message', 'script', 'audio', 'flow', 'ai_agent'] as const;
export type ContentKind = (typeof contentKinds)[number];

export const kindLabels: Record<ContentKind, string> = {
  message: 'A message, read aloud',
  script: 'A script',
  audio: 'An audio file',
  flow: 'A call flow',
  ai_agent: 'An AI agent (not built yet)',
};

const fieldOfKind = {
  message: 'message',
  script: 'script_id',
  audio: 'audio_url',
  flow: 'flow_id',
  ai_agent: 'ai_agent',
} as const satisfies Record<ContentKind, keyof CampaignVariant>;

export const mostVariants = 4;

/** What a variant says, as far as it is chosen. */
export function kindOf(variant: CampaignVariant): ContentKind {
  return contentKinds.find((kind) => variant[fieldOfKind[kind]] !== undefined) ?? 'message';
}

/** The same variant with other content. */
export function withContent(variant: CampaignVariant, kind: ContentKind, value: string | undefined): CampaignVariant {
  const { key, name, weight } = variant;
  return { key, name, weight, ...(value !== undefined && { [fieldOfKind[kind]]: value }) };
}

export function contentOf(variant: CampaignVariant, kind: ContentKind): string {
  return variant[fieldOfKind[kind]] ?? '';
}

/** One more, with the first letter that is free: results are told apart by it. */
export function withOneMore(variants: readonly CampaignVariant[]): CampaignVariant[] {
  const key = [...'abcdefghijklmnopqrstuvwxyz'].find((letter) => variants.every((variant) => variant.key !== letter));
  if (key === undefined) return [...variants];
  return [...variants, { key, name: `Variant ${key.toUpperCase()}`, weight: 1 }];
}

/** The share of the calls that a variant gets, such as `50 %`. */
export function shareOf(variant: CampaignVariant, variants: readonly CampaignVariant[]): string {
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  return `${Math.round((100 * variant.weight) / sum)} %`;
}
