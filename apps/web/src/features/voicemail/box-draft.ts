import type { changeBox, RouteRequest, VoicemailBox } from '@offhook/contract';

/** The fields of a box as somebody typed them. */
export interface BoxDraft {
  name: string;
  ownerKind: VoicemailBox['owner_kind'];
  ownerId: string;
  hoursId: string;
  messageSeconds: string;
  messages: string;
  emails: string;
  attachAudio: boolean;
}

export function draftOfBox(box: VoicemailBox | undefined): BoxDraft {
  return {
    name: box?.name ?? '',
    ownerKind: box?.owner_kind ?? 'shared',
    ownerId: box?.owner_id ?? '',
    hoursId: box?.hours_id ?? '',
    messageSeconds: String(box?.max_message_seconds ?? 120),
    messages: String(box?.max_messages ?? 100),
    emails: box?.notify_emails.join('\n') ?? '',
    attachAudio: box?.attach_audio ?? false,
  };
}

/** What every request about a box carries. */
export function fieldsOf(
  draft: BoxDraft,
): Omit<RouteRequest<typeof changeBox>['body'], 'is_default'> & { name: string } {
  return {
    name: draft.name,
    hours_id: draft.hoursId || null,
    max_message_seconds: Number(draft.messageSeconds),
    max_messages: Number(draft.messages),
    notify_emails: emailsIn(draft.emails),
    attach_audio: draft.attachAudio,
  };
}

/** Addresses with commas, blanks or lines between; each once. */
export function emailsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}
