/** Somebody outside; in the emulator this one does only what the page tells it to. */
export const callersNumber = '+14155550110';
