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

test.each(['S3_SECRET_KEY', 'TWILIO_AUTH_TOKEN', 'JWT_SECRET', 'APP_ENCRYPTION_KEY', 'OFFHOOK_ADMIN_PASSWORD'])(
  'a problem with %s does not repeat the secret',
  (name) => {
    expect(problemsOf({ ...production, [name]: 'hunter2', PORT: 'x' })).not.toContain('hunter2');
  },
);

const examples: Record<string, [string, string]> = {
  PUBLIC_URL: ['https://a.example', 'https://b.example'],
  TWILIO_FROM_NUMBER: ['+14155550101', '+14155550102'],
  S3_BUCKET: ['one-bucket', 'other-bucket'],
};

test.each(
  Object.entries(variables).flatMap(([name, variable]) =>
    'aliases' in variable ? variable.aliases.map((alias) => [alias, name] as const) : [],
  ),
)('%s is read as %s, which goes before it', (alias, name) => {
  const [one = '', other = ''] = examples[name] ?? [];
  const read = (environment: Record<string, string>) => {
    const { publicUrl, carrier, storage } = readConfig(environment, '/srv');
    const bucket = storage.type === 's3' ? storage.bucket : undefined;
    return new Map([
      ['PUBLIC_URL', publicUrl],
      ['TWILIO_FROM_NUMBER', carrier.fromNumber],
      ['S3_BUCKET', bucket],
    ]).get(name);
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

test('recordings lie in the data folder until a bucket is named', () => {
  expect(readConfig({}, '/srv').storage).toEqual({ type: 'local' });
  const amazon = { bucket: 'ewh-voice-recordings', region: 'us-east-1', endpoint: undefined, forcePathStyle: false };
  const keys = { S3_ACCESS_KEY: 'key', S3_SECRET_KEY: 'secret' };
  expect(readConfig({ STORAGE_TYPE: 's3', S3_BUCKET: 'ewh-voice-recordings', ...keys }, '/srv').storage).toEqual({
    type: 's3',
    ...amazon,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  expect(readConfig({ VOICE_RECORDING_BUCKET: 's3://recordings' }, '/srv').storage).toMatchObject({
    type: 's3',
    bucket: 'recordings',
    credentials: undefined,
  });
  expect(readConfig({ STORAGE_TYPE: 'local', S3_BUCKET: 'recordings' }, '/srv').storage).toEqual({ type: 'local' });
});

test('another server than Amazon is asked with the bucket in the path, unless that is said otherwise', () => {
  const own = { S3_BUCKET: 'recordings', S3_ENDPOINT: 'http://minio:9000' };
  expect(readConfig(own, '/srv').storage).toMatchObject({ endpoint: 'http://minio:9000', forcePathStyle: true });
  const said = readConfig({ ...own, S3_FORCE_PATH_STYLE: 'false' }, '/srv').storage;
  expect(said).toMatchObject({ forcePathStyle: false });
});

test('half a configuration of S3 is told, all of it at once', () => {
  const problems = problemsOf({ STORAGE_TYPE: 's3', S3_ACCESS_KEY: 'key', S3_ENDPOINT: 'minio:9000' });
  expect(problems.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^ {2}S3_ENDPOINT: is no address/),
    '  S3_BUCKET: STORAGE_TYPE=s3 needs the name of a bucket',
    '  S3_ACCESS_KEY and S3_SECRET_KEY: set both or neither',
  ]);
  expect(problemsOf({ STORAGE_TYPE: 'minio' })).toContain('STORAGE_TYPE: must be one of local, s3');
  expect(problemsOf({ S3_BUCKET: 'gs://recordings' })).toContain('S3_BUCKET: is no bucket such as s3://recordings');
  expect(problemsOf({ S3_BUCKET: 's3://recordings/below' })).toContain(
    'S3_BUCKET: is no bucket such as s3://recordings',
  );
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
