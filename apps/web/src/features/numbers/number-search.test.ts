import { expect, test } from 'vitest';
import { searchOf } from './number-search.ts';

const fields = { country: 'US', type: 'local', areaCode: '', contains: '', sms: false, mms: false } as const;

test('what is empty is not asked for, and signs of a pattern are for the eye', () => {
  expect(searchOf(fields)).toEqual({ country: 'US', type: 'local' });
  expect(searchOf({ ...fields, areaCode: ' 415 ', contains: '+1 (415) 55-**', sms: true, mms: true })).toEqual({
    country: 'US',
    type: 'local',
    area_code: '415',
    contains: '+141555**',
    capabilities: 'sms,mms',
  });
});

test('an area code counts where there are any', () => {
  expect(searchOf({ ...fields, areaCode: '415', country: 'GB' })).toEqual({ country: 'GB', type: 'local' });
  expect(searchOf({ ...fields, areaCode: '415', type: 'toll_free' })).toEqual({ country: 'US', type: 'toll_free' });
});
