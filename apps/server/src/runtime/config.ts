import { resolve } from 'node:path';
import type { z } from 'zod';
import { issueSentence } from './issue-sentence.ts';
import { StartupProblem } from './startup-problem.ts';
import { ignoredVariables, type Variable, type VariableName, variables } from './variables.ts';

type Values = { [Name in VariableName]: z.output<(typeof variables)[Name]['schema']> };
/** Where recordings and other audio lie. */
export type StorageConfig =
  | { type: 'local' }
  | {
      type: 's3';
      bucket: string;
      region: string;
      /** Another server than Amazon's that speaks S3. */
      endpoint: string | undefined;
      /** The bucket stands in the path and not in the host name: what most servers other than Amazon's need. */
      forcePathStyle: boolean;
      /** Without them those that the machine has from Amazon (its role) are used. */
      credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
    };

export type CarrierMode = 'emulator' | 'twilio' | 'none';

/** What the environment says, typed; made by one pure function. */
export interface Config {
  production: boolean;
  host: string;
  port: number;
  socketPort: number;
  emulatorPort: number;
  publicUrl: string | undefined;
  dataDir: string;
  firstAdmin: { email: string; password: string } | undefined;
  database: { url: string; ownerUrl: string } | undefined;
  carrier: {
    mode: CarrierMode;
    accountSid: string | undefined;
    authToken: string | undefined;
    fromNumber: string | undefined;
    baseUrl: string;
    timeoutMs: number;
    reconcileAfterMs: number;
    sweepMs: number;
  };
  encryptionKey: string | undefined;
  storage: StorageConfig;
  /** The mail server for notices, where there is one. */
  mail: { url: string; from: string } | undefined;
  tokens: { secret: string | undefined; external: { issuer: string; audience: string; jwksUrl: string } | undefined };
  trustedProxies: string | undefined;
  metricsToken: string | undefined;
  log: { level: Values['LOG_LEVEL']; personalData: boolean };
  /** Set in the environment, without a meaning here. */
  ignored: string[];
}

/**
 * Reads the environment. All problems are told at once.
 *
 * @throws StartupProblem with one line per problem
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, workingDir: string): Config {
  const { values, problems } = readValues(environment);
  const crossed = [...problems, ...crossProblems(values)];
  if (crossed.length > 0)
    throw new StartupProblem(`The configuration has problems:\n${crossed.map((line) => `  ${line}`).join('\n')}`);
  const { OFFHOOK_ADMIN_EMAIL: email, OFFHOOK_ADMIN_PASSWORD: password } = values;
  return {
    production: values.NODE_ENV === 'production',
    host: values.HOST,
    port: values.PORT,
    socketPort: values.WS_PORT,
    emulatorPort: values.EMULATOR_PORT,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: resolve(workingDir, values.OFFHOOK_DATA_DIR),
    firstAdmin: email && password ? { email: email.toLowerCase(), password } : undefined,
    database: values.DATABASE_URL
      ? { url: values.DATABASE_URL, ownerUrl: values.DATABASE_OWNER_URL ?? values.DATABASE_URL }
      : undefined,
    carrier: {
      mode: carrierMode(values),
      accountSid: values.TWILIO_ACCOUNT_SID,
      authToken: values.TWILIO_AUTH_TOKEN,
      fromNumber: values.TWILIO_FROM_NUMBER,
      baseUrl: values.TWILIO_BASE_URL.replace(/\/+$/, ''),
      timeoutMs: values.CARRIER_TIMEOUT_SECONDS * 1000,
      reconcileAfterMs: values.RECONCILE_AFTER_SECONDS * 1000,
      sweepMs: values.SWEEP_SECONDS * 1000,
    },
    encryptionKey: values.APP_ENCRYPTION_KEY,
    storage: storageOf(values),
    mail: values.SMTP_URL && values.MAIL_FROM ? { url: values.SMTP_URL, from: values.MAIL_FROM } : undefined,
    tokens: {
      secret: values.JWT_SECRET,
      external:
        values.JWT_ISSUER && values.JWT_JWKS_URL
          ? { issuer: values.JWT_ISSUER, audience: values.JWT_AUDIENCE, jwksUrl: values.JWT_JWKS_URL }
          : undefined,
    },
    trustedProxies: values.TRUSTED_PROXIES,
    metricsToken: values.METRICS_TOKEN,
    log: { level: values.LOG_LEVEL, personalData: values.LOG_PERSONAL_DATA },
    ignored: ignoredVariables.filter((name) => environment[name] !== undefined),
  };
}

/** The names of the Twilio credentials that are missing. */
export function missingCredentials(carrier: Config['carrier']): string[] {
  return [
    ...(carrier.accountSid ? [] : ['TWILIO_ACCOUNT_SID']),
    ...(carrier.authToken ? [] : ['TWILIO_AUTH_TOKEN']),
    ...(carrier.fromNumber ? [] : ['TWILIO_FROM_NUMBER']),
  ];
}

function readValues(environment: Readonly<Record<string, string | undefined>>): { values: Values; problems: string[] } {
  const problems: string[] = [];
  const entries = Object.entries(variables).map(([name, variable]: [string, Variable]) => {
    const set = [name, ...(variable.aliases ?? [])].find((known) => (environment[known] ?? '') !== '');
    const result = variable.schema.safeParse(set && environment[set], { reportInput: true });
    if (!result.success) problems.push(`${set ?? name}: ${problemOf(result.error)}`);
    return [name, result.data];
  });
  // Each entry was parsed by the schema of its name, or there is a problem and the values are not used.
  return { values: Object.fromEntries(entries) as Values, problems };
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? issueSentence(issue) : 'is not valid';
}

function crossProblems(values: Values): string[] {
  const problems: string[] = [];
  const production = values.NODE_ENV === 'production';
  if (production && !values.APP_ENCRYPTION_KEY)
    problems.push('APP_ENCRYPTION_KEY: production needs it (32 bytes, base64)');
  if (production && !values.PUBLIC_URL && carrierMode(values) === 'twilio')
    problems.push('PUBLIC_URL: Twilio must reach this server');
  if (Boolean(values.OFFHOOK_ADMIN_EMAIL) !== Boolean(values.OFFHOOK_ADMIN_PASSWORD)) {
    problems.push('OFFHOOK_ADMIN_EMAIL and OFFHOOK_ADMIN_PASSWORD: set both or neither');
  }
  if (Boolean(values.JWT_ISSUER) !== Boolean(values.JWT_JWKS_URL))
    problems.push('JWT_ISSUER and JWT_JWKS_URL: set both or neither');
  if (Boolean(values.SMTP_URL) !== Boolean(values.MAIL_FROM))
    problems.push('SMTP_URL and MAIL_FROM: set both or neither');
  if (values.STORAGE_TYPE === 's3' && !values.S3_BUCKET)
    problems.push('S3_BUCKET: STORAGE_TYPE=s3 needs the name of a bucket');
  if (Boolean(values.S3_ACCESS_KEY) !== Boolean(values.S3_SECRET_KEY))
    problems.push('S3_ACCESS_KEY and S3_SECRET_KEY: set both or neither');
  if (carrierMode(values) === 'twilio' && values.RECONCILE_AFTER_SECONDS < 120) {
    problems.push('RECONCILE_AFTER_SECONDS: at least 120 with Twilio, or a late acceptance is taken for none');
  }
  return problems;
}

function storageOf(values: Values): StorageConfig {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY: accessKeyId, S3_SECRET_KEY: secretAccessKey } = values;
  if (!bucket || values.STORAGE_TYPE === 'local') return { type: 'local' };
  return {
    type: 's3',
    bucket,
    region: values.S3_REGION,
    endpoint: values.S3_ENDPOINT,
    forcePathStyle: values.S3_FORCE_PATH_STYLE ?? values.S3_ENDPOINT !== undefined,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  };
}

function carrierMode(values: Values): CarrierMode {
  if (values.CARRIER) return values.CARRIER;
  if (values.TWILIO_ACCOUNT_SID && values.TWILIO_AUTH_TOKEN) return 'twilio';
  return values.NODE_ENV === 'production' ? 'none' : 'emulator';
}
