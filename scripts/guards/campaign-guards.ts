import type { Guard } from './guard.ts';

const campaigns = 'apps/server/src/features/campaigns';
const limitTests = `${campaigns}/limits.api.test.ts`;
const exactLimit = {
  file: limitTests,
  name: 'is exact when ten claim at once, and what dies before the carrier was asked gives its place back',
};
const lateStop = (name: string) => ({ file: limitTests, name });

export const campaignGuards: readonly Guard[] = [
  {
    name: 'a campaign is locked while its calls are claimed',
    file: `${campaigns}/store/running.ts`,
    edits: [{ text: '\n    for no key update skip locked', instead: '' }],
    tests: [exactLimit],
  },
  {
    name: 'a day of a campaign has a limit',
    file: `${campaigns}/budget.ts`,
    edits: [{ text: 'settings.daily_limit - room.usedToday', instead: 'settings.daily_limit' }],
    tests: [
      exactLimit,
      {
        file: `${campaigns}/budget.test.ts`,
        name: 'no limit is ever passed, and the one that is named leaves just so many',
      },
    ],
  },
  {
    name: 'a call that never was uses up nothing of its day',
    file: `${campaigns}/store/settling.ts`,
    edits: [{ text: 'set used = used - k.n', instead: 'set used = used' }],
    tests: [exactLimit],
  },
  {
    name: 'a campaign that was paused asks the carrier for nothing',
    file: `${campaigns}/actions/dial-claimed.ts`,
    edits: [{ text: ' || !(await store.stillRunning(tx, campaign.tenantId, campaign.id))', instead: '' }],
    tests: [lateStop('a pause keeps every call back, and their turn with them')],
  },
  {
    name: 'whoever opted out since is not dialled',
    file: `${campaigns}/actions/dial-claimed.ts`,
    edits: [{ text: ' && !suppressed.has(call.to)', instead: '' }],
    tests: [lateStop('who opts out, by name or in a file, is not called any more; the others are')],
  },
  {
    name: 'nobody is dialled after the hours in which it was decided',
    file: `${campaigns}/actions/dial-claimed.ts`,
    edits: [
      { text: 'isOpenAt(gate, now) && ', instead: '' },
      { text: 'await weighedAgain(ctx, tx, campaign, slice)', instead: 'slice' },
    ],
    tests: [lateStop('the hours end, and nobody is called after that')],
  },
  {
    name: 'a prospect is dialled only if the gate lets it',
    file: `${campaigns}/actions/decide-prospects.ts`,
    edits: [{ text: 'if (!decision.allowed) {', instead: 'if (false) {' }],
    tests: [
      {
        file: `${campaigns}/running.api.test.ts`,
        name: 'who asks not to be called is not, although the turn had come; the reason stands beside the name',
      },
    ],
  },
  {
    name: 'a number stands once in a campaign',
    file: 'apps/server/migrations/0022_campaigns.sql',
    edits: [{ text: 'create unique index prospects_number', instead: 'create index prospects_number' }],
    tests: [lateStop('a number stands once in a campaign, whoever writes the second')],
  },
  {
    name: 'a number that contacts come to share is called once',
    file: `${campaigns}/actions/decide-prospects.ts`,
    edits: [{ text: 'if (numbers.has(number)) shared.add(id);', instead: '' }],
    tests: [lateStop('contacts that come to share one number are one call, and the campaign goes on')],
  },
];
