import { type Call, placeCall } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import { api } from '../../app/api.ts';
import { ids } from '../../app/clock.ts';
import { codeOf } from '../../app/failures.ts';
import { applyCall } from './live-cache.ts';

export type PlaceCallBody = z.input<typeof placeCall.body>;

// After these nobody knows whether the call was placed, so a retry must say that it is one.
const undecided = new Set([undefined, 'bug', 'unreadable', 'idempotency.in_progress', 'system.database_away']);

/**
 * Places a call. Each wish of the person has one idempotency key: pressing Call again after a lost answer asks for the same
 * call, pressing it after a refusal or for something else asks for another.
 */
export function usePlaceCall(options: { onPlaced: (call: Call) => void }) {
  const client = useQueryClient();
  const wish = useRef<{ key: string; body: string }>(undefined);
  return useMutation({
    mutationFn: (body: PlaceCallBody) => {
      const text = JSON.stringify(body);
      if (wish.current?.body !== text) wish.current = { key: ids.next('attempt'), body: text };
      return api(placeCall, { body, headers: { 'Idempotency-Key': wish.current.key } });
    },
    onSuccess: (call) => {
      wish.current = undefined;
      applyCall(client, call);
      options.onPlaced(call);
    },
    onError: (error) => {
      if (!undecided.has(codeOf(error))) wish.current = undefined;
    },
  });
}
