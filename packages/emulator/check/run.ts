// npm run twiml:check -- FOLDER: reads, prints and runs to its end every document of a folder.
import { checkFolder, reportOf } from '@offhook/twiml/check';
import { closeAudio } from '../src/audio/index.ts';
import { runDocument } from './run-document.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Say which folder to check: npm run twiml:check -- path/to/folder');
  process.exit(2);
}
try {
  const { text, passed } = reportOf(folder, await checkFolder(folder, runDocument));
  console.log(text);
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  console.error(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
await closeAudio();
