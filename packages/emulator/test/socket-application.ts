import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: what a frame is, is for the test to find out.
export type Frame = any;

export interface Connection {
  socket: WebSocket;
  path: string;
  headers: IncomingMessage['headers'];
  frames: Frame[];
  send(frame: object | string): void;
  /** Those of one event or type. */
  of(kind: string): Frame[];
  closedWith?: number;
}

/** The WebSocket side of the application under test: keeps what it is sent and answers as it is told. */
export interface SocketApplication {
  url: string;
  connections: Connection[];
  /** Called for every frame, before the emulator's clock goes on. */
  answer: (frame: Frame, connection: Connection) => void;
  latest(): Connection;
  close(): Promise<void>;
}

export async function startSocketApplication(): Promise<SocketApplication> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const connections: Connection[] = [];
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const app: SocketApplication = {
    url: `ws://127.0.0.1:${port}`,
    connections,
    answer: () => undefined,
    latest: () => {
      const latest = connections.at(-1);
      if (!latest) throw new Error('Nobody has connected');
      return latest;
    },
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
  server.on('connection', (socket, request) => {
    const frames: Frame[] = [];
    const connection: Connection = {
      socket,
      path: request.url ?? '',
      headers: request.headers,
      frames,
      send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
      of: (kind) => frames.filter((frame) => frame.event === kind || frame.type === kind),
    };
    connections.push(connection);
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString());
      frames.push(frame);
      app.answer(frame, connection);
    });
    socket.on('close', (code) => {
      connection.closedWith = code;
    });
  });
  return app;
}
