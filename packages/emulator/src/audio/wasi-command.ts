import { type GrowingFile, growingFile } from './growing-file.ts';

const ok = 0;
const badDescriptor = 8;
const stdoutFd = 1;
const stderrFd = 2;
const folderFd = 3;
const fileFd = 4;

/**
 * Runs a WASI command that reads nothing and writes one file, all in memory. Node's own `node:wasi` would need a real
 * folder and prints a warning that it is experimental.
 *
 * @param args the command line, beginning with the name of the program
 * @returns the bytes of the one file it wrote (empty when it wrote none), its exit code and what it printed
 * @throws WebAssembly.RuntimeError when the program traps
 * @example
 * await runWasiCommand(module, ['flite', '-t', 'hello', '-o', 'speech.wav']);
 */
export async function runWasiCommand(module: WebAssembly.Module, args: readonly string[]): Promise<CommandResult> {
  const file = growingFile();
  const printed = growingFile();
  // The memory belongs to the instance, which needs these functions to exist first.
  const machine: { memory?: WebAssembly.Memory } = {};
  const memory = () => {
    if (!machine.memory) throw new Error('The program called us before it began');
    return machine.memory;
  };
  const imports = { ...argumentCalls(memory, args), ...fileCalls(memory, file, printed) };
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: imports });
  const { memory: exportedMemory, _start: start } = instance.exports;
  if (!(exportedMemory instanceof WebAssembly.Memory) || typeof start !== 'function') {
    throw new Error('This is not a WASI command: it exports no memory or no _start');
  }
  machine.memory = exportedMemory;
  return { exitCode: exitCodeOf(start), file: file.bytes(), printed: new TextDecoder().decode(printed.bytes()) };
}

/** What became of a command. */
export interface CommandResult {
  exitCode: number;
  file: Uint8Array;
  printed: string;
}

/** A program that ends itself: the only way out of a WASI command before its last line. */
class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

type MemoryOf = () => WebAssembly.Memory;

function exitCodeOf(start: CallableFunction): number {
  try {
    start();
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    throw error;
  }
}

function argumentCalls(memory: MemoryOf, args: readonly string[]) {
  // In C a text ends at its first NUL.
  const texts = args.map((arg) => new TextEncoder().encode(`${arg.replaceAll('\0', '')}\0`));
  return {
    args_sizes_get: (countAt: number, bytesAt: number) => {
      const view = new DataView(memory().buffer);
      view.setUint32(countAt, texts.length, true);
      view.setUint32(
        bytesAt,
        texts.reduce((total, text) => total + text.length, 0),
        true,
      );
      return ok;
    },
    args_get: (pointersAt: number, textsAt: number) => {
      const view = new DataView(memory().buffer);
      let at = textsAt;
      for (const [place, text] of texts.entries()) {
        view.setUint32(pointersAt + place * 4, at, true);
        new Uint8Array(memory().buffer, at, text.length).set(text);
        at += text.length;
      }
      return ok;
    },
    // A clock that stands still: the same words must always give the same sound.
    clock_time_get: (_clock: number, _precision: bigint, resultAt: number) => {
      new DataView(memory().buffer).setBigUint64(resultAt, 0n, true);
      return ok;
    },
    proc_exit: (code: number) => {
      throw new Exit(code);
    },
  };
}

function fileCalls(memory: MemoryOf, file: GrowingFile, printed: GrowingFile) {
  const view = () => new DataView(memory().buffer);
  return {
    fd_prestat_get: (fd: number, resultAt: number) => {
      if (fd !== folderFd) return badDescriptor;
      view().setUint32(resultAt, 0, true);
      view().setUint32(resultAt + 4, 1, true);
      return ok;
    },
    fd_prestat_dir_name: (_fd: number, nameAt: number) => {
      view().setUint8(nameAt, '.'.charCodeAt(0));
      return ok;
    },
    path_open: (...call: [number, number, number, number, number, bigint, bigint, number, number]) => {
      view().setUint32(call[8], fileFd, true);
      return ok;
    },
    fd_fdstat_get: (fd: number, resultAt: number) => {
      // 2 is a character device, 3 a folder, 4 a file.
      const kinds: Record<number, number> = { [folderFd]: 3, [fileFd]: 4 };
      new Uint8Array(memory().buffer, resultAt, 24).fill(0);
      view().setUint8(resultAt, kinds[fd] ?? 2);
      view().setBigUint64(resultAt + 8, 2n ** 64n - 1n, true);
      view().setBigUint64(resultAt + 16, 2n ** 64n - 1n, true);
      return ok;
    },
    fd_fdstat_set_flags: () => ok,
    fd_close: () => ok,
    fd_read: (_fd: number, _pieces: number, _count: number, readAt: number) => {
      view().setUint32(readAt, 0, true);
      return ok;
    },
    fd_seek: (fd: number, offset: bigint, whence: number, resultAt: number) => {
      if (fd !== fileFd) return badDescriptor;
      view().setBigUint64(resultAt, BigInt(file.seek(Number(offset), whence)), true);
      return ok;
    },
    fd_write: (fd: number, piecesAt: number, count: number, writtenAt: number) => {
      if (![stdoutFd, stderrFd, fileFd].includes(fd)) return badDescriptor;
      let total = 0;
      for (let piece = 0; piece < count; piece += 1) {
        const start = view().getUint32(piecesAt + piece * 8, true);
        const length = view().getUint32(piecesAt + piece * 8 + 4, true);
        (fd === fileFd ? file : printed).write(new Uint8Array(memory().buffer, start, length));
        total += length;
      }
      view().setUint32(writtenAt, total, true);
      return ok;
    },
  };
}
