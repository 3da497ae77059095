import { z } from 'zod';

/** One environment variable: how it is read, what it is for, and the names that S1 to S5 give it. */
export interface Variable {
  schema: z.ZodType;
  help: string;
  example?: string;
  aliases?: readonly string[];
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const optional = z.string().min(1).optional();
const seconds = (fallback: number) => z.coerce.number().min(0.1).max(86_400).default(fallback);

/** Every variable that means something here, in the order of `.env.example`. */
export const variables = {
  NODE_ENV: {
    schema: z.enum(['development', 'production', 'test']).default('development'),
    help: 'production: no demo data, no generated secrets, the emulator only when CARRIER says so.',
  },
  PORT: { schema: port(4640), help: 'The page, the API and the webhooks.' },
  WS_PORT: { schema: port(4641), help: 'A second door for WebSockets, beside /ws on the main port.' },
  HOST: { schema: z.string().default('127.0.0.1'), help: 'Address to listen on; 0.0.0.0 in a container.' },
  EMULATOR_PORT: { schema: port(4650), help: 'Where the emulated carrier listens (loopback only).' },
  PUBLIC_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    help: 'How the carrier reaches this server; webhooks are signed for this address. Default: http://localhost:PORT.',
    example: 'https://phone.example.com',
    aliases: ['WEBHOOK_BASE_URL', 'NEXT_PUBLIC_APP_URL', 'PUBLIC_BASE_URL'],
  },
  OFFHOOK_DATA_DIR: { schema: z.string().min(1).default('.offhook'), help: 'Database, recordings, keys and logs.' },
  OFFHOOK_ADMIN_EMAIL: { schema: z.email().optional(), help: 'Creates the first admin when no one exists.' },
  OFFHOOK_ADMIN_PASSWORD: {
    schema: z.string().min(15, 'use at least 15 characters').optional(),
    help: 'Password of that admin, 15 characters or more.',
  },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    help: 'A PostgreSQL 15 or later of your own. Default: the embedded PostgreSQL 18.',
    example: 'postgres://offhook:secret@localhost:5432/offhook',
  },
  DATABASE_OWNER_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    help: 'The login that migrates and owns the tables. Default: DATABASE_URL.',
  },
  CARRIER: {
    schema: z.enum(['emulator', 'twilio', 'none']).optional(),
    help: 'Default: twilio with credentials; without them emulator, and in production none.',
  },
  TWILIO_ACCOUNT_SID: {
    schema: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/, 'AC and 32 hex digits')
      .optional(),
    help: 'Your Twilio account.',
  },
  TWILIO_AUTH_TOKEN: { schema: optional, help: 'Its auth token; webhooks are signed with it.' },
  TWILIO_FROM_NUMBER: {
    schema: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'E.164, such as +14155550100')
      .optional(),
    help: 'Default number to call from.',
    aliases: ['TWILIO_DEFAULT_FROM_NUMBER', 'TWILIO_VOICE_NUMBER', 'TWILIO_PHONE_NUMBER'],
  },
  TWILIO_BASE_URL: { schema: z.url().default('https://api.twilio.com'), help: 'Address of the Twilio API.' },
  APP_ENCRYPTION_KEY: {
    schema: z
      .base64()
      .refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes in base64')
      .optional(),
    help: '32 bytes, base64. Required in production; otherwise made and kept in the data folder.',
  },
  STORAGE_TYPE: {
    schema: z.enum(['local', 's3']).optional(),
    help: 'Where recordings lie: the data folder or S3, encrypted in both. Default: s3 when S3_BUCKET is set.',
  },
  S3_BUCKET: {
    schema: z
      .string()
      .refine(
        (text) => /^(s3:\/\/)?[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/?$/.test(text),
        'is no bucket such as s3://recordings',
      )
      .transform((text) => text.replace(/^s3:\/\/|\/$/g, ''))
      .optional(),
    help: 'The bucket, which must exist; as recordings or s3://recordings.',
    aliases: ['VOICE_RECORDING_BUCKET'],
  },
  S3_REGION: { schema: z.string().min(1).default('us-east-1'), help: 'The region of the bucket.' },
  S3_ACCESS_KEY: { schema: optional, help: 'Its access key. Default: the role that the machine has at Amazon.' },
  S3_SECRET_KEY: { schema: optional, help: 'The secret of that access key.' },
  S3_ENDPOINT: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    help: 'Another server than Amazon that speaks S3.',
    example: 'https://minio.example.com:9000',
  },
  S3_FORCE_PATH_STYLE: {
    schema: z.stringbool().optional(),
    help: 'true: the bucket stands in the path, not in the host name. Default: true with S3_ENDPOINT.',
  },
  SMTP_URL: {
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
    help: 'The mail server for e-mail notices. Without it none are sent, and the product says so.',
    example: 'smtps://user:password@smtp.example.com:465',
  },
  MAIL_FROM: {
    schema: z
      .string()
      .trim()
      .max(300)
      .regex(/^[^\r\n]*@[^\r\n]+$/, 'an address such as Offhook <phone@example.com>')
      .optional(),
    help: 'Who e-mail notices come from.',
    example: 'Offhook <phone@example.com>',
  },
  JWT_SECRET: {
    schema: z.string().min(32, 'use at least 32 characters').optional(),
    help: 'Signs tokens. Default: derived from APP_ENCRYPTION_KEY.',
  },
  JWT_ISSUER: { schema: optional, help: 'An external issuer whose tokens are accepted too.' },
  JWT_AUDIENCE: { schema: z.string().min(1).default('offhook'), help: 'Audience that those tokens must name.' },
  JWT_JWKS_URL: { schema: z.url().optional(), help: 'Where the keys of that issuer are.' },
  TRUSTED_PROXIES: {
    schema: z.string().min(1).optional(),
    help: 'Proxies in front of us, as addresses or networks with commas in between; only theirs is X-Forwarded-For believed.',
    example: '127.0.0.1,10.0.0.0/8',
  },
  METRICS_TOKEN: {
    schema: z.string().min(16, 'use at least 16 characters').optional(),
    help: 'Bearer token for /metrics. Without it /metrics is open in development and closed in production.',
  },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    help: 'How much is logged.',
  },
  LOG_PERSONAL_DATA: {
    schema: z.stringbool().default(false),
    help: 'true: numbers, names and e-mails are logged in clear.',
  },
  CARRIER_TIMEOUT_SECONDS: { schema: seconds(10), help: 'How long a call may wait for the carrier to accept it.' },
  RECONCILE_AFTER_SECONDS: {
    schema: seconds(120),
    help: 'An attempt whose fate is unknown is settled no sooner than this. Below 120 only with the emulator.',
  },
  SWEEP_SECONDS: { schema: seconds(15), help: 'A live call that we heard nothing of for this long is asked about.' },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;

/** Named by S1 to S5, without a meaning here: one PostgreSQL is the engine. */
export const ignoredVariables = ['REDIS_URL', 'MONGO_URL', 'WEBHOOK_SECRET'] as const;

/** The text of `.env.example`. */
export function envExample(): string {
  const blocks = Object.entries(variables).map(([name, variable]: [string, Variable]) => {
    const fallback = variable.schema.safeParse(undefined);
    const value = variable.example ?? (fallback.success && fallback.data !== undefined ? String(fallback.data) : '');
    const aliases = variable.aliases ? `\n# Also read as ${variable.aliases.join(', ')}.` : '';
    return `# ${variable.help}${aliases}\n# ${name}=${value}\n`;
  });
  return `# Every variable has a default; set only what you need.\n# Ignored when set: ${ignoredVariables.join(', ')}.\n\n${blocks.join('\n')}`;
}
