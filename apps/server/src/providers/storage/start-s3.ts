import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { S3Options } from './s3.ts';

/** A server that speaks S3 and is not of our making. */
export interface S3Server {
  options: Omit<S3Options, 'bucket'>;
  stop(): Promise<void>;
}

const account = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };

/** The server that the environment names, else OpenStack Swift, else nothing and a line that says how to have one. */
export async function startS3(): Promise<S3Server | undefined> {
  const { S3_TEST_ENDPOINT: endpoint, S3_TEST_REGION: region = 'us-east-1' } = process.env;
  if (endpoint) {
    const { S3_TEST_ACCESS_KEY: accessKeyId = '', S3_TEST_SECRET_KEY: secretAccessKey = '' } = process.env;
    const credentials = { accessKeyId, secretAccessKey };
    return { options: { endpoint, region, forcePathStyle: true, credentials }, stop: async () => undefined };
  }
  const python = ['/usr/bin/python3', 'python3'].find(hasSwift);
  if (python) return startSwift(python);
  process.stderr.write(
    'NOT RUN: storage in S3. Run "apt-get install --no-install-recommends python3-swift" (Debian), or set S3_TEST_ENDPOINT, S3_TEST_ACCESS_KEY and S3_TEST_SECRET_KEY.\n',
  );
  return undefined;
}

function hasSwift(python: string): boolean {
  return spawnSync(python, ['-c', 'import swift.proxy.server'], { stdio: 'ignore' }).status === 0;
}

async function startSwift(python: string): Promise<S3Server> {
  const program = fileURLToPath(new URL('swift-server.py', import.meta.url));
  const swift = spawn(python, [program, account.accessKeyId, account.secretAccessKey], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const endpoint = `http://127.0.0.1:${await portOf(swift)}`;
  return {
    options: { endpoint, region: 'us-east-1', forcePathStyle: true, credentials: account },
    async stop() {
      const ended = once(swift, 'exit');
      swift.stdin.end();
      await ended;
    },
  };
}

async function portOf(swift: ChildProcess): Promise<string> {
  let complaint = '';
  swift.stderr?.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  return new Promise((resolve, reject) => {
    swift.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
    swift.once('close', (code) => reject(new Error(`Swift ended with ${code}: ${complaint}`)));
  });
}
