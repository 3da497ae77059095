import { expect, test } from 'vitest';
import { areaCodes, overlaysOf } from './nanp.ts';
import { offsetAt } from './zone-clock.ts';
import { readClass, zonesOf } from './zones.ts';

const summer = Date.UTC(2026, 6, 15);
const winter = Date.UTC(2026, 0, 15);
/** What clocks there show against UTC in January and July, so that zones with the same time count as one. */
const hoursOf = (number: string) =>
  zonesOf(number)
    .zones.map((zone) => `${offsetAt(zone, winter) / 3.6e6}/${offsetAt(zone, summer) / 3.6e6}`)
    .toSorted()
    .join(' ');
const numberIn = (code: string | number) => `+1${code}5550123`;

const eastern = '-5/-4';
const central = '-6/-5';
const mountain = '-7/-6';
const pacific = '-8/-7';

test.each([
  [208, [mountain, pacific]],
  [219, [eastern, central]],
  [250, [mountain, pacific]],
  [270, [eastern, central]],
  [308, [central, mountain]],
  [418, ['-4/-3', eastern]],
  [423, [eastern, central]],
  [541, [mountain, pacific]],
  [574, [eastern, central]],
  [605, [central, mountain]],
  [606, [eastern, central]],
  [620, [central, mountain]],
  [701, [central, mountain]],
  [709, ['-3.5/-2.5', '-4/-3']],
  [775, [mountain, pacific]],
  [785, [central, mountain]],
  [807, [eastern, central]],
  [812, [eastern, central]],
  [850, [eastern, central]],
  [867, [eastern, central, mountain]],
  [879, ['-3.5/-2.5', '-4/-3']],
  [906, [eastern, central]],
  [907, ['-9/-8', '-10/-9']],
  [928, ['-7/-7', mountain]],
  [986, [mountain, pacific]],
])('area code %s reaches into all of its zones', (code, hours) => {
  expect(hoursOf(numberIn(code)).split(' ')).toEqual(expect.arrayContaining(hours));
});

test.each([
  [236, 250],
  [778, 250],
  [672, 250],
  [364, 270],
  [930, 812],
  [458, 541],
  [448, 850],
  [367, 418],
  [581, 418],
])('the overlay %s has the zones of %s', (overlay, code) => {
  expect(hoursOf(numberIn(overlay))).toBe(hoursOf(numberIn(code)));
  expect(zonesOf(numberIn(overlay)).zones.length).toBeGreaterThan(1);
});

test('every area code has between one and eight zones and a jurisdiction, or is nowhere', () => {
  for (let code = 200; code <= 999; code += 1) {
    const { zones, jurisdictions } = zonesOf(numberIn(code));
    expect(zones.length, `${code}`).toBeLessThanOrEqual(8);
    expect(zones.length > 0, `${code}`).toBe(areaCodes.includes(String(code)));
    expect(jurisdictions.length > 0, `${code}`).toBe(zones.length > 0);
  }
});

test('codes of one overlay group answer the same zones', () => {
  for (const code of areaCodes) {
    for (const other of overlaysOf(code)) expect(zonesOf(numberIn(other)).zones).toEqual(zonesOf(numberIn(code)).zones);
  }
});

test.each([
  ['+18005550123', 'toll-free'],
  ['+18885550123', 'toll-free'],
  ['+19005550123', 'premium'],
  ['+15005550006', 'personal'],
  ['+15215550123', 'personal'],
  ['+12115550123', undefined],
  ['+19995550123', undefined],
  ['+88312345678', undefined],
])('%s is nowhere, whatever address is stated', (number, service) => {
  expect(zonesOf(number)).toMatchObject({ zones: [], jurisdictions: [] });
  expect(zonesOf(number).service).toBe(service);
  expect(zonesOf(number, { zone: 'America/New_York', region: 'US-NY' }).zones).toEqual([]);
});

test('places that keep the time of their neighbours have both', () => {
  expect(zonesOf('+13065550123').zones).toContain('America/Edmonton'); // Lloydminster
  expect(hoursOf('+19155550123')).toContain(mountain); // El Paso
  expect(hoursOf('+13345550123').split(' ')).toEqual([eastern, central].toSorted()); // Phenix City
});

test('a mobile phone in a country of several zones may be in each, unless its place is stated', () => {
  expect(zonesOf('+61412345678').zones).toEqual(
    expect.arrayContaining(['Australia/Perth', 'Australia/Darwin', 'Australia/Sydney', 'Australia/Lord_Howe']),
  );
  expect(zonesOf('+79161234567').zones).toEqual(expect.arrayContaining(['Europe/Kaliningrad', 'Asia/Vladivostok']));
  expect(zonesOf('+628123456789').zones).toEqual(['Asia/Jakarta', 'Asia/Jayapura', 'Asia/Makassar']);
  expect(zonesOf('+5511987654321').zones).toContain('America/Rio_Branco');
  expect(zonesOf('+551133334444').zones).toEqual(['America/Sao_Paulo']);
  expect(zonesOf('+61412345678', { zone: 'Australia/Perth' }).zones).toEqual(['Australia/Perth']);
  expect(zonesOf('+61412345678', { zone: 'America/New_York' }).zones).toContain('Australia/Sydney');
});

test('countries that the map gives to a neighbour have a clock of their own', () => {
  expect(zonesOf('+213551234567').zones).toEqual(['Africa/Algiers']);
  expect(zonesOf('+50581234567').zones).toEqual(['America/Managua']);
  expect(zonesOf('+21891234567').zones).toEqual(['Africa/Tripoli']);
  expect(zonesOf('+61733334444').zones).toContain('Australia/Brisbane');
  expect(zonesOf('+77011234567')).toMatchObject({ zones: ['Asia/Almaty'], jurisdictions: ['KZ'] });
});

test('a stated place counts beside the number, and instead of it only with a reason', () => {
  expect(zonesOf('+12125550123', { zone: 'America/Los_Angeles' }).zones).toEqual([
    'America/Los_Angeles',
    'America/New_York',
  ]);
  const both = zonesOf('+12125550123', { region: 'us-fl' });
  expect(both.jurisdictions).toEqual(['US', 'US-FL', 'US-NY']);
  expect(both.zones).toEqual(['America/Chicago', 'America/New_York']);
  const moved = zonesOf('+13055550123', { region: 'US-NY', insteadOfNumber: 'Moved in 2025, proof on file' });
  expect(moved).toMatchObject({ zones: ['America/New_York'], jurisdictions: ['US', 'US-NY'] });
  expect(zonesOf('+13055550123', { region: 'US-NY', insteadOfNumber: ' ' }).jurisdictions).toContain('US-FL');
  const onlyZone = zonesOf('+13055550123', { zone: 'America/Denver', insteadOfNumber: 'Moved' });
  expect(onlyZone).toMatchObject({ zones: ['America/Denver'], jurisdictions: ['US', 'US-FL'] });
});

test('a zone or region that nobody knows changes nothing', () => {
  const plain = zonesOf('+12125550123');
  expect(zonesOf('+12125550123', { zone: 'Mars/Olympus', region: 'Florida!' })).toEqual(plain);
  expect(zonesOf('+12125550123', { zone: '', region: null })).toEqual(plain);
});

test('members of the European Union and territories of the United States belong to them', () => {
  expect(zonesOf('+33612345678').jurisdictions).toEqual(['EU', 'FR']);
  expect(zonesOf('+4930123456', { region: 'DE-BY' }).jurisdictions).toEqual(['DE', 'DE-BY', 'EU']);
  expect(zonesOf('+17875550123')).toMatchObject({ zones: ['America/Puerto_Rico'], jurisdictions: ['US', 'US-PR'] });
  expect(zonesOf('+262692123456').jurisdictions).toEqual(['EU', 'FR', 'RE']);
  expect(zonesOf('+447911123456').jurisdictions).toEqual(['GB']);
});

test('a class stands for its zones and jurisdictions', () => {
  const florida = zonesOf('+18505550123');
  expect(readClass(florida.class)).toEqual(florida);
  expect(zonesOf('+14485550123').class).toBe(florida.class);
  expect(readClass('|')).toEqual({ class: '|', zones: [], jurisdictions: [] });
});
