import { expect, test } from 'vitest';
import { makeLog, personalFields } from './log.ts';

function logged(personalData: boolean, fields: object, message = 'happened'): Record<string, unknown> {
  const lines: string[] = [];
  makeLog({ level: 'info', personalData }, { write: (line) => lines.push(line) }).info(fields, message);
  return JSON.parse(lines[0] ?? '{}');
}

test('numbers keep their last two digits, other personal data nothing', () => {
  const line = logged(false, {
    to: '+14155550142',
    email: 'ada@example.com',
    call: { from: '+14155550199', name: 'Ada' },
  });
  expect(line).toMatchObject({ to: '…42', email: '[masked]', call: { from: '…99', name: '[masked]' } });
});

test.each(personalFields)('%s is masked, at the top and one level down', (field) => {
  const line = logged(false, { [field]: 'Ada Lovelace', inside: { [field]: 'Ada Lovelace' } });
  expect(JSON.stringify(line)).not.toContain('Ada');
});

test.each(['password', 'token', 'secret', 'authorization', 'cookie'])(
  '%s is masked also where personal data may be logged',
  (field) => {
    const line = logged(true, { [field]: '1234567890', inside: { [field]: '1234567890' } });
    expect(JSON.stringify(line)).not.toContain('90"');
  },
);

test('personal data is logged in clear when the operator says so', () => {
  expect(logged(true, { to: '+14155550142' })).toMatchObject({ to: '+14155550142' });
});

test('a line is one JSON object with level, time and message, and lower levels are left out', () => {
  expect(logged(false, {}, 'a bug')).toMatchObject({ level: 30, msg: 'a bug', time: expect.stringMatching(/^\d{4}-/) });
  const lines: string[] = [];
  makeLog({ level: 'silent', personalData: false }, { write: (line) => lines.push(line) }).error('x');
  expect(lines).toEqual([]);
});

test('an error of others does not name a whole number', () => {
  const err = new Error('The number +14155550142 is not reachable.');
  expect(JSON.stringify(logged(false, { err }))).toContain('The number …42 is not reachable.');
  expect(JSON.stringify(logged(false, { err }))).not.toContain('4155550142');
  expect(JSON.stringify(logged(true, { err }))).toContain('+14155550142');
});
