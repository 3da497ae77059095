/**
 * One µ-law byte of ITU-T G.711 as a 16-bit sample.
 *
 * @example
 * decodeMuLaw(0xff); // 0
 */
export function decodeMuLaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  return code & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}

/**
 * One A-law byte of ITU-T G.711 as a 16-bit sample.
 *
 * @example
 * decodeALaw(0xd5); // 8
 */
export function decodeALaw(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code & 0x70) >> 4;
  const mantissa = (code & 0x0f) << 4;
  const magnitude = segment === 0 ? mantissa + 8 : (mantissa + 0x108) << (segment - 1);
  return code & 0x80 ? magnitude : -magnitude;
}
