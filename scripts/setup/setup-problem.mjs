// What stops the set-up, said in one sentence to the person at the terminal.
export class SetupProblem extends Error {}
