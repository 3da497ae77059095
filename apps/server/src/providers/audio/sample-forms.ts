/** How a WAV file writes one sample. */
export interface SampleForm {
  bytes: number;
  /** From -1 to 1. */
  read(view: DataView, at: number): number;
}

const muLaw = Float32Array.from({ length: 256 }, (_none, byte) => muLawValue(byte));
const aLaw = Float32Array.from({ length: 256 }, (_none, byte) => aLawValue(byte));

// Format tag and bits per sample; 1 is PCM, 3 float, 6 A-law, 7 µ-law (RFC 2361).
const forms: Record<string, SampleForm> = {
  '1/8': { bytes: 1, read: (view, at) => (view.getUint8(at) - 128) / 128 },
  '1/16': { bytes: 2, read: (view, at) => view.getInt16(at, true) / 32_768 },
  '1/24': { bytes: 3, read: (view, at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 8_388_608 },
  '1/32': { bytes: 4, read: (view, at) => view.getInt32(at, true) / 2_147_483_648 },
  '3/32': { bytes: 4, read: (view, at) => finite(view.getFloat32(at, true)) },
  '3/64': { bytes: 8, read: (view, at) => finite(view.getFloat64(at, true)) },
  '6/8': { bytes: 1, read: (view, at) => aLaw[view.getUint8(at)] ?? 0 },
  '7/8': { bytes: 1, read: (view, at) => muLaw[view.getUint8(at)] ?? 0 },
};

export function sampleForm(tag: number, bits: number): SampleForm | undefined {
  return forms[`${tag}/${bits}`];
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

// ITU-T G.711, tables 2a and 2b: sign, three bits of segment, four bits of step.
function muLawValue(byte: number): number {
  const code = byte ^ 0xff;
  const size = (((code & 15) * 2 + 33) << ((code >> 4) & 7)) - 33;
  return ((code & 128 ? -1 : 1) * size) / 8192;
}

// ITU-T G.711, tables 1a and 1b: every second bit is sent inverted.
function aLawValue(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = (code & 15) * 2 + 1;
  const size = segment === 0 ? step : (step + 32) << (segment - 1);
  return ((code & 128 ? 1 : -1) * size) / 4096;
}
