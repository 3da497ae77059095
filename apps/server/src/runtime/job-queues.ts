// A job whose server was killed shows no sign of life: it is tried again then, not when it expires.
const heartbeatSeconds = 10;

/** Background jobs by their public names: how often they are tried and how long they wait in between. */
export const jobQueues = {
  'recordings.fetch': {
    retryLimit: 12,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: 300,
    heartbeatSeconds,
  },
  'recordings.delete_at_carrier': {
    retryLimit: 20,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    heartbeatSeconds,
  },
  'calls.end_stray': { retryLimit: 20, retryDelay: 2, retryBackoff: true, retryDelayMax: 60, heartbeatSeconds },
  'calls.delete_at_carrier': {
    retryLimit: 20,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    heartbeatSeconds,
  },
  'events.retry': { retryLimit: 10, retryDelay: 1, retryBackoff: true, retryDelayMax: 600, heartbeatSeconds },
} as const;

export type JobName = keyof typeof jobQueues;
