import { expect, test } from 'vitest';
import { summarise } from './summary.mjs';
import { countTests } from './vitest-report.mjs';

const check = { title: 'Types', passed: 1, failed: 0, skipped: 0, ranTests: false, seconds: 2, note: '' };
const tests = { title: 'Unit', passed: 41, failed: 0, skipped: 0, ranTests: true, seconds: 9.87, note: '' };

test('the last line is the sum of all steps', () => {
  const { lines, exitCode } = summarise([check, tests]);
  expect(lines.at(-1)).toBe('42 passed, 0 failed, 0 skipped');
  expect(lines).toContain('Unit   ✓ 41 of 41 in 9.9 s');
  expect(exitCode).toBe(0);
});

test.each([
  ['a failure', { ...tests, failed: 1 }, '42 passed, 1 failed, 0 skipped'],
  ['a skipped test', { ...tests, skipped: 2 }, '42 passed, 0 failed, 2 skipped'],
  ['a run without a test', { ...tests, passed: 0, ranTests: false }, '1 passed, 0 failed, 0 skipped'],
])('%s makes the run fail', (_name, step, last) => {
  const { lines, exitCode } = summarise([check, step]);
  expect(lines.at(-1)).toBe(last);
  expect(exitCode).toBe(1);
});

const report = (counts, testResults = []) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults, ...counts });

test('skipped and planned tests are both skipped', () => {
  expect(countTests(report({ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 }), 0)).toMatchObject({
    passed: 3,
    skipped: 2,
    failed: 0,
  });
});

test('a file that cannot be read as a test counts as a failure', () => {
  const broken = { status: 'failed', assertionResults: [] };
  expect(countTests(report({ numPassedTests: 3 }, [broken]), 1)).toMatchObject({ passed: 3, failed: 1 });
});

test('an error outside of any test counts as a failure', () => {
  expect(countTests(report({ numPassedTests: 3 }), 1)).toMatchObject({ passed: 3, failed: 1 });
});

test('a run that left no report counts as a failure', () => {
  expect(countTests(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('a test that passed only at the second try is named', () => {
  const tests = [
    { status: 'passed', fullName: 'calls > ring', failureMessages: ['Error: too early'] },
    { status: 'passed', fullName: 'calls > end', failureMessages: [] },
  ];
  const counted = countTests(report({ numPassedTests: 2 }, [{ status: 'passed', assertionResults: tests }]), 0);
  expect(counted).toMatchObject({ passed: 2, failed: 0, note: 'passed only at the second try: calls > ring' });
});

test('a step without any test file is neither', () => {
  expect(countTests(report({}), 0)).toEqual({ passed: 0, failed: 0, skipped: 0, ranTests: false, note: '' });
});
