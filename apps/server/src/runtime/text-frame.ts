/**
 * A text message as it goes over a WebSocket (RFC 6455, section 5.2): from a server it is not masked, and ours are never
 * compressed. Made once it can be written to every socket that hears it.
 */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const headBytes = bytes < 126 ? 2 : bytes < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headBytes + bytes);
  frame[0] = finalText;
  if (headBytes === 2) frame[1] = bytes;
  else if (headBytes === 4) frame.writeUInt16BE(bytes, frame.writeUInt8(126, 1));
  else frame.writeBigUInt64BE(BigInt(bytes), frame.writeUInt8(127, 1));
  frame.write(text, headBytes);
  return frame;
}

const finalText = 0x81;
