import { expect, test } from 'vitest';
import { databaseProblem, fileProblem, portProblem, StartupProblem } from './startup-problem.ts';

const failure = (code: string) => Object.assign(new Error(`failed with ${code}`), { code });
const url = 'postgres://offhook:secret@db.example.com/offhook';

test.each([
  ['ENOSPC', 'There is no space left on the disk that holds /data.'],
  ['EACCES', '/data cannot be read and written by the user'],
  ['EROFS', '/data lies on a read-only disk'],
  ['ENOTDIR', '/data is not a folder'],
])('a data folder that fails with %s is one sentence', (code, sentence) => {
  expect(fileProblem(failure(code), '/data')).toMatchObject({
    name: 'StartupProblem',
    message: expect.stringContaining(sentence),
  });
});

test.each([
  ['EADDRINUSE', 'Port 4640 is in use by another program: stop it, or choose another port with PORT.'],
  ['EACCES', 'Port 4640 may not be opened by'],
])('a port that fails with %s is one sentence that names the setting', (code, sentence) => {
  expect(portProblem(failure(code), 4640, 'PORT')).toMatchObject({
    name: 'StartupProblem',
    message: expect.stringContaining(sentence),
  });
});

test.each([
  ['ECONNREFUSED', 'The database at db.example.com:5432 cannot be reached (ECONNREFUSED)'],
  ['28P01', 'refuses the user "offhook"'],
  ['3D000', 'has no database "offhook"'],
  ['53300', 'has no connection left'],
  ['57P03', 'is still starting up'],
])('a database that fails with %s is one sentence without the password', (code, sentence) => {
  const problem = databaseProblem(failure(code), url);
  expect(problem).toBeInstanceOf(StartupProblem);
  expect(String(problem)).toContain(sentence);
  expect(String(problem)).not.toContain('secret');
});

test('a host with two addresses, neither of which answers, is unreachable', () => {
  const both = new AggregateError([failure('ECONNREFUSED'), failure('ECONNREFUSED')]);
  expect(String(databaseProblem(both, url))).toContain('cannot be reached (ECONNREFUSED)');
});

test('an address that is none is said so', () => {
  expect(String(databaseProblem(failure('X'), 'db'))).toContain('DATABASE_URL is not an address of the form');
});

test('what nobody can mend by configuration stays a bug', () => {
  const bug = new TypeError('x is undefined');
  expect(fileProblem(bug, '/data')).toBe(bug);
  expect(portProblem(bug, 1, 'PORT')).toBe(bug);
  expect(databaseProblem(bug, url)).toBe(bug);
});
