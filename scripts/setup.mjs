// Makes a fresh clone ready to run: dependencies, database libraries, the pinned Node, the web app.

import { linkDatabaseLibraries } from './setup/database-libraries.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { pinnedNode } from './setup/pinned-node.mjs';
import { SetupProblem } from './setup/setup-problem.mjs';
import { buildWebApp } from './setup/web-app.mjs';

/** Everything that must be there before TypeScript can run; answers the path of the Node binary to run it with. */
export async function setUp({ webApp = false } = {}) {
  await installDependencies();
  linkDatabaseLibraries();
  const node = pinnedNode();
  if (webApp) await buildWebApp(node);
  return node;
}

/** Sets up, or ends this process with one sentence that says why not. */
export async function setUpOrExit(options) {
  try {
    return await setUp(options);
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
