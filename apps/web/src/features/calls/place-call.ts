import { type Call, type ClickToCall, clickToCall, placeCall, type RouteResponse } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import { api } from '../../app/api.ts';
import { ids } from '../../app/clock.ts';
import { codeOf } from '../../app/failures.ts';
import { applyCall } from './live-cache.ts';

export type PlaceCallBody = z.input<typeof placeCall.body>;
type ClickToCallBody = z.input<typeof ClickToCall>;
export type ClickToCallAnswer = RouteResponse<typeof clickToCall>;

// After these nobody knows whether the call was placed, so a retry must say that it is one.
const undecided = new Set([undefined, 'bug', 'unreadable', 'idempotency.in_progress', 'system.database_away']);

/** Places a call. */
export function usePlaceCall(options: { onPlaced: (call: Call) => void }) {
  const client = useQueryClient();
  return useOncePerWish({
    send: (body: PlaceCallBody, headers) => api(placeCall, { body, headers }),
    onDone: (call) => {
      applyCall(client, call);
      options.onPlaced(call);
    },
  });
}

/** Calls a contact by the click-to-call of S3. */
export function useClickToCall(options: { onPlaced: (answer: ClickToCallAnswer) => void }) {
  return useOncePerWish({
    send: (body: ClickToCallBody, headers) => api(clickToCall, { body, headers }),
    onDone: options.onPlaced,
  });
}

/**
 * Each wish of the person has one idempotency key: pressing Call again after a lost answer asks for the same call, pressing
 * it after a refusal or for something else asks for another.
 */
export function useOncePerWish<Body, Answer>(options: {
  send: (body: Body, headers: Record<string, string>) => Promise<Answer>;
  onDone: (answer: Answer) => void;
}) {
  const wish = useRef<{ key: string; body: string }>(undefined);
  return useMutation({
    mutationFn: (body: Body) => {
      const text = JSON.stringify(body);
      if (wish.current?.body !== text) wish.current = { key: ids.next('attempt'), body: text };
      return options.send(body, { 'Idempotency-Key': wish.current.key });
    },
    onSuccess: (answer) => {
      wish.current = undefined;
      options.onDone(answer);
    },
    onError: (error) => {
      if (!undecided.has(codeOf(error))) wish.current = undefined;
    },
  });
}
