import { expect, test } from 'vitest';
import { isFiltered, readCampaignSearch, toProspectQuery } from './prospect-filters.ts';

test('what makes no sense in an address is left out', () => {
  const search = readCampaignSearch({ tab: 'prospects', state: 'asleep', outcome: 'busy', q: '  ', p: 7 });
  expect(search).toEqual({ tab: 'prospects', outcome: 'busy' });
});

test('the tab, the sorting and the open prospect are no filters', () => {
  expect(isFiltered({ tab: 'prospects', p: 'prospect_1', sort: 'talk' })).toBe(false);
  expect(toProspectQuery({ q: 'ada', reason: 'compliance.suppressed' })).toEqual({
    search: 'ada',
    reason: 'compliance.suppressed',
  });
});
