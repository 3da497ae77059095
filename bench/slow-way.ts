import { connect, createServer, type Socket } from 'node:net';
import type { Clock } from '@offhook/kit';

/** A way to the database whose delay is ours to say, and which we can close. */
export interface SlowWay {
  via(url: string): string;
  /** From now on every piece waits so long in each direction. */
  delay(milliseconds: number): void;
  /** Nothing gets through and nothing is refused, as where a cable was pulled; `false` lets it through again. */
  block(isBlocked: boolean): void;
  close(): Promise<void>;
}

export async function openSlowWay(target: string, clock: Clock): Promise<SlowWay> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let delayMs = 0;
  let isBlocked = false;
  const carry = (one: Socket, other: Socket) => {
    sockets.add(one);
    one.setNoDelay(true);
    one.on('data', (piece) => {
      if (isBlocked) return;
      if (delayMs === 0) other.write(piece);
      else clock.after(delayMs, () => other.destroyed || other.write(piece));
    });
    one.on('error', () => other.destroy());
    one.on('close', () => {
      sockets.delete(one);
      other.destroy();
    });
  };
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // it listens on TCP
  return {
    via: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    delay(milliseconds) {
      delayMs = milliseconds;
    },
    block(wanted) {
      isBlocked = wanted;
      // What was lost on the way would never come: those connections are over.
      if (!wanted) for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
