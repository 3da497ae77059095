import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { missingCredentials, readConfig } from './config.ts';
import { StartupProblem } from './startup-problem.ts';
import { envExample, ignoredVariables, variables } from './variables.ts';

const account = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token' };
const key = { APP_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64') };
const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://phone.example.com', ...key };

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment, '/srv');
  } catch (error) {
    if (error instanceof StartupProblem) return error.message;
    throw error;
  }
  return '';
}

test('an empty environment is a complete configuration for development', () => {
  const config = readConfig({}, '/srv');
  expect(config).toMatchObject({
    production: false,
    host: '127.0.0.1',
    port: 4640,
    dataDir: resolve('/srv', '.offhook'),
    database: undefined,
    firstAdmin: undefined,
    carrier: { mode: 'emulator', timeoutMs: 10_000, reconcileAfterMs: 120_000 },
    log: { level: 'info', personalData: false },
    ignored: [],
  });
});

test('all problems are told at once, each by the name that was set', () => {
  const problems = problemsOf({
    PORT: 'x',
    WEBHOOK_BASE_URL: 'phone.example.com',
    TWILIO_ACCOUNT_SID: 'AC1',
    OFFHOOK_ADMIN_EMAIL: 'ada@example.com',
    JWT_ISSUER: 'https://issuer.example.com',
    NODE_ENV: 'production',
  });
  const lines = problems.split('\n').slice(1);
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}PORT: /),
    expect.stringMatching(/^ {2}WEBHOOK_BASE_URL: /),
    expect.stringMatching(/^ {2}TWILIO_ACCOUNT_SID: /),
    '  APP_ENCRYPTION_KEY: production needs it (32 bytes, base64)',
    '  OFFHOOK_ADMIN_EMAIL and OFFHOOK_ADMIN_PASSWORD: set both or neither',
    '  JWT_ISSUER and JWT_JWKS_URL: set both or neither',
  ]);
});

test.each(['TWILIO_AUTH_TOKEN', 'JWT_SECRET', 'APP_ENCRYPTION_KEY', 'OFFHOOK_ADMIN_PASSWORD'])(
  'a problem with %s does not repeat the secret',
  (name) => {
    expect(problemsOf({ ...production, [name]: 'hunter2', PORT: 'x' })).not.toContain('hunter2');
  },
);

test.each(
  Object.entries(variables).flatMap(([name, variable]) =>
    'aliases' in variable ? variable.aliases.map((alias) => [alias, name] as const) : [],
  ),
)('%s is read as %s, which goes before it', (alias, name) => {
  const [one, other] =
    name === 'PUBLIC_URL' ? ['https://a.example', 'https://b.example'] : ['+14155550101', '+14155550102'];
  const read = (environment: Record<string, string>) => {
    const { publicUrl, carrier } = readConfig(environment, '/srv');
    return name === 'PUBLIC_URL' ? publicUrl : carrier.fromNumber;
  };
  expect(read({ [alias]: one })).toBe(one);
  expect(read({ [alias]: one, [name]: other })).toBe(other);
});

test('a variable that is set to nothing is not set', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: '', CARRIER: '' }, '/srv')).toMatchObject({
    port: 4640,
    publicUrl: undefined,
  });
});

test.each([
  ['no credentials in development', {}, 'emulator'],
  ['credentials in development', account, 'twilio'],
  ['half the credentials', { TWILIO_ACCOUNT_SID: account.TWILIO_ACCOUNT_SID }, 'emulator'],
  ['no credentials in production', production, 'none'],
  ['credentials in production', { ...production, ...account }, 'twilio'],
  ['the emulator in production, said aloud', { ...production, ...account, CARRIER: 'emulator' }, 'emulator'],
  ['none, said aloud', { ...account, CARRIER: 'none' }, 'none'],
] as const)('the carrier with %s', (_what, environment, mode) => {
  expect(readConfig(environment, '/srv').carrier.mode).toBe(mode);
});

test('in production Twilio must be told where we are, also when the mode follows from the credentials', () => {
  const { PUBLIC_URL: _left, ...rest } = production;
  expect(problemsOf({ ...rest, ...account })).toContain('PUBLIC_URL: Twilio must reach this server');
  expect(problemsOf({ ...rest, CARRIER: 'emulator' })).toBe('');
});

test('production does not start without a key, nor with one of another length', () => {
  expect(problemsOf({ NODE_ENV: 'production' })).toContain('APP_ENCRYPTION_KEY: production needs it');
  const short = Buffer.alloc(16).toString('base64');
  expect(problemsOf({ APP_ENCRYPTION_KEY: short })).toContain('32 bytes in base64');
});

test('with Twilio an unknown attempt is not settled before two minutes', () => {
  expect(problemsOf({ ...account, RECONCILE_AFTER_SECONDS: '119' })).toContain('RECONCILE_AFTER_SECONDS');
  expect(problemsOf({ RECONCILE_AFTER_SECONDS: '1' })).toBe('');
});

test('what means nothing here is listed, not refused', () => {
  expect(readConfig({ REDIS_URL: 'redis://x', MONGO_URL: '' }, '/srv').ignored).toEqual(['REDIS_URL', 'MONGO_URL']);
});

test('missing credentials are named', () => {
  const { carrier } = readConfig({ TWILIO_AUTH_TOKEN: 'x' }, '/srv');
  expect(missingCredentials(carrier)).toEqual(['TWILIO_ACCOUNT_SID', 'TWILIO_FROM_NUMBER']);
});

test('addresses lose their slash at the end, e-mails their case', () => {
  const config = readConfig(
    {
      PUBLIC_URL: 'https://phone.example.com/',
      TWILIO_BASE_URL: 'http://localhost:4650//',
      OFFHOOK_ADMIN_EMAIL: 'Ada@Example.com',
      OFFHOOK_ADMIN_PASSWORD: 'correct horse battery',
    },
    '/srv',
  );
  expect(config).toMatchObject({ publicUrl: 'https://phone.example.com', firstAdmin: { email: 'ada@example.com' } });
  expect(config.carrier.baseUrl).toBe('http://localhost:4650');
});

test('.env.example says what the program reads, and changes nothing when it is used as it is', () => {
  const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
  expect(example).toBe(envExample());
  for (const name of [...Object.keys(variables), ...ignoredVariables]) expect(example).toContain(name);
  for (const line of example.split('\n')) expect(line).toMatch(/^(#.*)?$/);
});
