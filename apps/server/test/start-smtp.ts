import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server on this machine. What it answers an address it is told; else it takes every mail. */
export interface TestSmtp {
  url: string;
  /** What arrived, as it came. */
  arrived: { to: string; text: string }[];
  /** How often each address was asked for. */
  asked: Map<string, number>;
  answers: Map<string, number | 'silence'>;
  close(): Promise<void>;
}

export async function startSmtp(signIn?: { user: string; password: string }): Promise<TestSmtp> {
  const arrived: TestSmtp['arrived'] = [];
  const asked = new Map<string, number>();
  const answers: TestSmtp['answers'] = new Map();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: signIn === undefined,
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      username === signIn?.user && password === signIn?.password
        ? done(null, { user: username })
        : done(new Error('Wrong name or password')),
    onRcptTo({ address }, _session, done) {
      asked.set(address, (asked.get(address) ?? 0) + 1);
      const answer = answers.get(address);
      if (typeof answer !== 'number') return done();
      done(Object.assign(new Error(answer < 500 ? 'Busy, try later' : 'No such mailbox'), { responseCode: answer }));
    },
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo[0]?.address ?? '';
      const pieces: Buffer[] = [];
      stream.on('data', (piece) => pieces.push(piece));
      stream.on('end', () => {
        arrived.push({ to, text: Buffer.concat(pieces).toString('utf8') });
        // A server that dies before it answers.
        if (answers.get(to) === 'silence') for (const { _socket } of server.connections) _socket.destroy();
        else done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo; // it listens on TCP
  const who = signIn ? `${signIn.user}:${encodeURIComponent(signIn.password)}@` : '';
  return {
    url: `smtp://${who}127.0.0.1:${port}`,
    arrived,
    asked,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
