import { connect, createServer, type Socket } from 'node:net';

/** One door before several servers, as a load balancer is: a connection goes to the next one that takes it. */
export interface Balancer {
  url: string;
  close(): void;
}

export async function openBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const open = new Set<Socket>();
  const pass = (from: Socket, tries: number): void => {
    turn += 1;
    const to = connect(ports[turn % ports.length] ?? 0, '127.0.0.1');
    to.once('connect', () => from.pipe(to).pipe(from));
    to.once('error', () => {
      if (to.bytesRead === 0 && to.bytesWritten === 0 && tries < ports.length) pass(from, tries + 1);
      else from.destroy();
    });
    from.once('close', () => to.destroy());
  };
  const server = createServer((from) => {
    open.add(from);
    from.once('close', () => open.delete(from)).on('error', () => undefined);
    pass(from, 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // it listens on TCP
  return {
    url: `http://localhost:${port}`,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
