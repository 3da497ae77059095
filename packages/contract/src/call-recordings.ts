import { z } from 'zod';
import { Call, CallRecording } from './call-shapes.ts';
import { route } from './route.ts';
import { idOf, Nothing, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'calls.read' } as const;
const write = { role: 'agent', scope: 'calls.write' } as const;
const params = z.object({ call_id: idOf('call') });
/** A call can have several; without an id the first one is meant. */
const which = z.object({ recording_id: idOf('recording').optional() });
const notHeard = ['calls.no_recording', 'calls.recording_not_ready', 'calls.recording_failed'] as const;

export const getRecording = route({
  name: 'calls.recording',
  method: 'GET',
  path: '/api/calls/:call_id/recording',
  summary: 'The recording as WAV or MP3; answers range requests',
  access: read,
  params,
  query: which.extend({ format: z.enum(['wav', 'mp3']).default('wav'), download: z.stringbool().default(false) }),
  file: 'audio/wav',
  responses: { 200: z.unknown() },
  refusals: notHeard,
});

export const getPeaks = route({
  name: 'calls.recording_peaks',
  method: 'GET',
  path: '/api/calls/:call_id/recording/peaks',
  summary: 'The waveform: for each channel, peaks between 0 and 1 at even steps',
  access: read,
  params,
  query: which,
  responses: { 200: z.object({ duration_seconds: z.number(), channels: z.array(z.array(z.number())) }) },
  refusals: notHeard,
});

export const linkRecording = route({
  name: 'calls.recording_link',
  method: 'POST',
  path: '/api/calls/:call_id/recording/link',
  summary: 'An address of the recording that needs no sign-in and ends by itself after five minutes',
  description: 'Answers WAV, and MP3 with `?format=mp3`; range requests too.',
  access: read,
  params,
  query: which,
  responses: { 201: z.object({ url: z.string(), expires_at: Timestamp }) },
  refusals: notHeard,
});

export const changeRecording = route({
  name: 'calls.change_recording',
  method: 'PATCH',
  path: '/api/calls/:call_id/recording',
  summary: 'Name or describe a recording',
  access: write,
  params,
  query: which,
  body: z.strictObject({
    name: z.string().trim().min(1).max(200).nullable().optional(),
    description: z.string().trim().max(2000).nullable().optional(),
  }),
  responses: { 200: CallRecording },
  refusals: ['calls.no_recording'],
});

export const retryRecording = route({
  name: 'calls.retry_recording',
  method: 'POST',
  path: '/api/calls/:call_id/recording/fetch',
  summary: 'Try again to fetch a recording from the carrier that was given up',
  access: write,
  params,
  query: which,
  responses: { 200: Call },
  refusals: ['calls.no_recording'],
});

export const deleteRecording = route({
  name: 'calls.delete_recording',
  method: 'DELETE',
  path: '/api/calls/:call_id/recording',
  summary: 'Delete the recording here and at the carrier; the call stays',
  access: { role: 'manager', scope: 'calls.write' },
  params,
  query: which,
  responses: { 204: Nothing },
  refusals: ['calls.no_recording', 'calls.still_live'],
});

/** What goes on with the recording of a live call. */
const steer = (verb: 'pause' | 'resume', summary: string) =>
  ({
    name: `calls.${verb}_recording`,
    method: 'POST',
    path: `/api/calls/:call_id/recording/${verb}`,
    summary,
    access: write,
    params,
    responses: { 200: Call },
    refusals: ['calls.over', 'calls.not_recorded', 'calls.no_carrier'],
  }) as const;

export const pauseRecording = route(steer('pause', 'Pause the recording of a live call'));
export const resumeRecording = route(steer('resume', 'Go on with a paused recording'));
