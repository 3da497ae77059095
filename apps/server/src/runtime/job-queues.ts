// A job whose server was killed shows no sign of life: it is tried again then, not when it expires.
const heartbeatSeconds = 10;

// Ten days: what is promised to be deleted outlasts a carrier, a password or a network that is away. The queue itself
// drops what waits for a fortnight.
const daysOfHourlyTries = 250;

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
    retryLimit: daysOfHourlyTries,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    heartbeatSeconds,
  },
  // Each minute for longer than the carrier lets a call last.
  'calls.end_stray': { retryLimit: 1500, retryDelay: 2, retryBackoff: true, retryDelayMax: 60, heartbeatSeconds },
  'calls.delete_at_carrier': {
    retryLimit: daysOfHourlyTries,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    heartbeatSeconds,
  },
  // Tries again are rows of their own, by the clock.
  'voicemail.send_notices': { retryLimit: 5, retryDelay: 5, retryBackoff: true, retryDelayMax: 600, heartbeatSeconds },
  'events.retry': { retryLimit: 10, retryDelay: 1, retryBackoff: true, retryDelayMax: 600, heartbeatSeconds },
} as const;

export type JobName = keyof typeof jobQueues;
