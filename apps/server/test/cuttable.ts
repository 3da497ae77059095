import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that a test can cut and mend. */
export interface Cuttable {
  /** The same address by this way. */
  via(url: string): string;
  /** Ends what is connected and refuses what comes. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Opens a way to the host of a URL. Call cut in the end. */
export async function makeCuttable(target: string): Promise<Cuttable> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let port = 0;
  let server: Server | undefined;
  const join = (near: Socket) => {
    const far = connect(Number(to.port), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  };
  const mend = async () => {
    const opened = createServer(join);
    await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve));
    port = (opened.address() as { port: number }).port; // it listens on TCP
    server = opened;
  };
  await mend();
  return {
    via: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    async cut() {
      const closed = server;
      server = undefined;
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => (closed ? closed.close(() => resolve()) : resolve()));
    },
    mend,
  };
}
