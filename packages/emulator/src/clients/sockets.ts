import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Exchange } from '../exchange.ts';
import { openSession } from './session.ts';

export const clientPath = '/emulator/v1/client';

const mostFrameBytes = 64 * 1024;
/** A device that does not read is not sent more sound than ten seconds. */
const mostWaitingBytes = 80_000;

/** What answers requests to upgrade to a WebSocket. */
export interface Upgrades {
  on(event: 'upgrade', listener: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): unknown;
}

/**
 * Lets browsers and programs be telephones: a WebSocket at `/emulator/v1/client`. Returns what breaks all of them off.
 *
 * @example
 * const close = serveClients(exchange, server);
 */
export function serveClients(exchange: Exchange, server: Upgrades): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostFrameBytes });
  server.on('upgrade', (request, socket, head) => {
    // Node has taken its own listener away, and a socket that breaks with none stops the process.
    socket.on('error', () => socket.destroy());
    // The request line may hold anything, also what is no URL.
    const [path] = (request.url ?? '').split('?', 1);
    if (path !== clientPath) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serve(exchange, webSocket));
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function serve(exchange: Exchange, socket: WebSocket): void {
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  const session = openSession(exchange, {
    send: (text) => {
      if (isOpen()) socket.send(text);
    },
    sendAudio: (frame) => {
      if (isOpen() && socket.bufferedAmount < mostWaitingBytes) socket.send(frame);
    },
    close: () => socket.close(1000),
  });
  // Messages of one device are obeyed in the order in which they came.
  let before = Promise.resolve();
  socket.on('message', (data, isBinary) => {
    const bytes = bytesOf(data);
    if (isBinary) session.audio(bytes);
    else before = before.then(() => session.text(new TextDecoder().decode(bytes)));
  });
  // ws closes the connection after an error, such as a frame that is too long.
  socket.on('error', (error) => exchange.log(`client: ${error.message}`));
  socket.on('close', () => session.closed());
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
