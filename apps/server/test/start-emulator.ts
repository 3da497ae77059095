// A small server process for the tests of the emulator's process: start-emulator.ts <data folder> <port> <account> <token>.
// Prints one line of JSON and runs until it is killed.
import { startEmulatorProcess } from '../src/runtime/processes/emulator-process.ts';

const [dataDir = '', port, accountSid = '', authToken = ''] = process.argv.slice(2);
const emulator = await startEmulatorProcess({
  dataDir,
  port: Number(port),
  accountSid,
  authToken,
  log: () => undefined,
});
console.log(JSON.stringify({ pid: emulator.pid() }));
