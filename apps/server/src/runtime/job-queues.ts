// A job whose server was killed shows no sign of life: it is tried again then, not when it expires.
const heartbeatSeconds = 10;

// Ten days: what is promised to be deleted outlasts a carrier, a password or a network that is away. The queue itself
// drops what waits for a fortnight.
const daysOfHourlyTries = 250;

// Each try takes the work up where the last one stood; a file of millions of rows takes its time.
const upToHours = {
  retryLimit: 50,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 6 * 3600,
  heartbeatSeconds,
};

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
  'contacts.check_import': upToHours,
  'contacts.run_import': upToHours,
  'contacts.undo_import': upToHours,
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
  // Goes on where it stood; its state says when it is over.
  'compliance.import_suppressions': {
    retryLimit: 10,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 3600,
    heartbeatSeconds,
  },
  'compliance.empty_list': { retryLimit: 20, retryDelay: 5, retryBackoff: true, retryDelayMax: 600, heartbeatSeconds },
  // Both go on where they stood.
  'campaigns.add_prospects': {
    retryLimit: 20,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 3600,
    heartbeatSeconds,
  },
  'campaigns.forecast': {
    retryLimit: 5,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 3600,
    heartbeatSeconds,
  },
  'events.retry': { retryLimit: 10, retryDelay: 1, retryBackoff: true, retryDelayMax: 600, heartbeatSeconds },
} as const;

export type JobName = keyof typeof jobQueues;
