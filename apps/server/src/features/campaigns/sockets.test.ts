import { expect, test } from 'vitest';
import { liveCampaigns } from './sockets.ts';

test('open pages hear of each campaign once, however often it changed, and learn nothing but its id', () => {
  const changed = (campaign_id: string) => ({ type: 'campaign.changed' as const, campaign_id });
  const over = { type: 'call.ended' as const, call_id: 'x', status: 'busy' };
  expect(liveCampaigns([changed('1'), over, changed('2'), changed('1')], 7)).toEqual([
    { type: 'campaign.changed', seq: 7, campaign_id: 'campaign_1' },
    { type: 'campaign.changed', seq: 7, campaign_id: 'campaign_2' },
  ]);
});
