import { userInfo } from 'node:os';

/** Something the operator must mend before the server can run; the message is one sentence, shown without a stack. */
export class StartupProblem extends Error {
  override readonly name = 'StartupProblem';
}

/** What to tell the operator when a file or folder of ours cannot be used; other errors come back as they are. */
export function fileProblem(error: unknown, path: string): unknown {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartupProblem(`There is no space left on the disk that holds ${path}.`);
    case 'EACCES':
    case 'EPERM':
      return new StartupProblem(
        `${path} cannot be read and written by ${currentUser()}: change its owner, or name another folder in OFFHOOK_DATA_DIR.`,
      );
    case 'EROFS':
      return new StartupProblem(`${path} lies on a read-only disk: name another folder in OFFHOOK_DATA_DIR.`);
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartupProblem(`${path} is not a folder: name another one in OFFHOOK_DATA_DIR.`);
    default:
      return error;
  }
}

/** What to tell the operator when we cannot listen; `setting` is the variable that changes the port. */
export function portProblem(error: unknown, port: number, setting: string): unknown {
  if (errorCode(error) === 'EADDRINUSE') {
    return new StartupProblem(
      `Port ${port} is in use by another program: stop it, or choose another port with ${setting}.`,
    );
  }
  if (errorCode(error) === 'EACCES') {
    return new StartupProblem(
      `Port ${port} may not be opened by ${currentUser()}: choose one above 1023 with ${setting}.`,
    );
  }
  return error;
}

/** What to tell the operator when the server behind DATABASE_URL does not let us in; the password is never shown. */
export function databaseProblem(error: unknown, databaseUrl: string): unknown {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (!url)
    return new StartupProblem(
      'DATABASE_URL is not an address of the form postgres://user:password@host:port/database.',
    );
  const place = `${url.hostname}:${url.port || '5432'}`;
  const code = errorCode(error);
  if (code === '28P01' || code === '28000') {
    return new StartupProblem(
      `The database at ${place} refuses the user "${url.username}": check the password in DATABASE_URL.`,
    );
  }
  if (code === '3D000') {
    return new StartupProblem(
      `The server at ${place} has no database "${url.pathname.slice(1)}": create it, or correct DATABASE_URL.`,
    );
  }
  if (code === '53300') return new StartupProblem(`The database at ${place} has no connection left for us.`);
  if (code === '57P03')
    return new StartupProblem(`The database at ${place} is still starting up: try again in a moment.`);
  if (unreachableCodes.has(code) || /timeout|terminated/i.test(String(error))) {
    return new StartupProblem(
      `The database at ${place} cannot be reached (${code || 'no answer'}): check DATABASE_URL and the network.`,
    );
  }
  return error;
}

const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The code of a Node or PostgreSQL error ('ENOSPC', '28P01'), or an empty string. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function currentUser(): string {
  try {
    return `the user "${userInfo().username}"`;
  } catch {
    return `the user with id ${process.getuid?.()}`;
  }
}
