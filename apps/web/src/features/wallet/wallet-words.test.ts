import type { Wallet } from '@offhook/contract';
import { expect, test } from 'vitest';
import { callTimeWords, priceWords, reachWords, readAmount, signedMoney } from './wallet-words.ts';

test.each([
  [0, 'not even a minute of a call'],
  [59, 'about 59 min of calls'],
  [60, 'about 1 h of calls'],
  [225, 'about 3 h 45 min of calls'],
  [302, 'about 5 h of calls'],
  [119_999, 'about 1,999 h of calls'],
])('%i minutes are %s', (minutes, words) => {
  expect(callTimeWords(minutes)).toBe(words);
});

test('the reach of a wallet names the price it is reckoned by, where there is one', () => {
  const wallet = { minutes_left: 10, minute_price: '0.021', currency: 'USD' } as Wallet; // as far as it is looked at
  expect(reachWords(wallet)).toBe('about 10 min of calls at $0.021 a minute');
  expect(reachWords({ ...wallet, minute_price: null })).toBe('about 10 min of calls');
  expect(reachWords({ ...wallet, minutes_left: null })).toBe('calls cost nothing by the prices in force');
});

test('amounts have their sign, prices their increment', () => {
  expect([signedMoney('25.00', 'USD'), signedMoney('-0.042', 'USD')]).toEqual(['+$25.00', '-$0.042']);
  expect(priceWords({ per_minute: '0.021', percent: null, increment_seconds: 60 }, 'USD')).toBe(
    '$0.021 a minute, by begun minutes',
  );
  expect(priceWords({ per_minute: '0.02', percent: null, increment_seconds: 6 }, 'USD')).toBe(
    '$0.02 a minute, by begun 6 s',
  );
  expect(priceWords({ per_minute: null, percent: 150, increment_seconds: 60 }, 'USD')).toBe(
    '150 % of what the carrier charges',
  );
});

test.each([
  [' 25 ', '25'],
  ['$12,50', '12.50'],
  ['-3.1', '-3.1'],
  ['1e3', undefined],
  ['', undefined],
  ['12345678', undefined],
])('%j is read as %j', (text, amount) => {
  expect(readAmount(text)).toBe(amount);
});
