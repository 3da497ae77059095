import type { Contact } from '@offhook/contract';
import { expect, test } from 'vitest';
import { whoIsMeant } from './who-is-meant.ts';

const contact = (name: string, phone_number: string | null = '+14155550142'): Contact => ({
  ...{ id: `contact_${name}`, name, first_name: null, last_name: null, company: null, title: null, email: null },
  ...{ phone_number, numbers: phone_number ? [{ number: phone_number, label: 'main', is_default: true }] : [] },
  ...{
    time_zone: null,
    region: null,
    country: null,
    zones: [],
    tags: [],
    metadata: {},
    import_id: null,
    sample: false,
  },
  ...{ created_at: '2026-11-21T14:00:00Z', updated_at: '2026-11-21T14:00:00Z' },
});
const meantAmong = (text: string, ...found: Contact[]) => whoIsMeant(text, 'US', () => Promise.resolve(found));

test('the only contact found that has a number is meant', async () => {
  const ada = contact('Ada Lovelace');
  expect(await meantAmong('ada', ada, contact('Adam', null))).toEqual({ contact: ada });
});

test('an exact name is meant before names that contain it, whatever its case', async () => {
  const ada = contact('Ada');
  expect(await meantAmong(' aDA ', contact('Ada Lovelace'), ada)).toEqual({ contact: ada });
});

test('several that match, or have the same name, must be chosen from', async () => {
  expect(await meantAmong('ad', contact('Ada'), contact('Adam'))).toMatchObject({ several: true });
  expect(await meantAmong('ada', contact('Ada'), contact('ada'))).toMatchObject({ several: true });
});

test('a name that finds nobody with a number means nobody', async () => {
  expect(await meantAmong('ada', contact('Ada', null))).toMatchObject({ several: false });
});

test('a number is read without a look at the contacts', async () => {
  expect(await whoIsMeant('(415) 555-0142', 'US', () => Promise.reject(new Error('looked')))).toEqual({
    number: '+14155550142',
  });
});

test('a search that fails is told', async () => {
  const failing = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await whoIsMeant('ada', 'US', failing)).toMatchObject({
    problem: expect.stringContaining('cannot be reached'),
  });
});
