// npm run emulator:coverage: writes COVERAGE.md from the code.
import { writeFile } from 'node:fs/promises';
import { coverage } from './render.ts';

await writeFile(new URL('../COVERAGE.md', import.meta.url), coverage());
