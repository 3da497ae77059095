/** Kinds of mischief to begin with, as the control API takes them; all of a rule can be changed before it is added. */
export const presets: { words: string; rule: object }[] = [
  {
    words: 'The next call placed is refused with 429',
    rule: { on: { operation: 'CreateCall' }, times: 1, do: { fault: 'refuse', status: 429, retryAfterSeconds: 1 } },
  },
  {
    words: 'The next call placed is answered with 500, but carried out',
    rule: { on: { operation: 'CreateCall' }, times: 1, do: { fault: 'refuse', status: 500, accepted: true } },
  },
  {
    words: 'The next call placed is carried out, and the connection breaks',
    rule: { on: { operation: 'CreateCall' }, times: 1, do: { fault: 'cut' } },
  },
  {
    words: 'Calls are accepted four seconds late',
    rule: { on: { operation: 'CreateCall' }, do: { fault: 'late-accept', delayMs: 4000 } },
  },
  {
    words: 'One answer in five is cut off in the middle',
    rule: { on: { operation: '*' }, chance: 0.2, do: { fault: 'bad-body', body: 'truncated' } },
  },
  {
    words: 'Lists do not know the last ten seconds',
    rule: { on: { operation: ['ListCall', 'ListRecording'] }, do: { fault: 'lag', delayMs: 10_000 } },
  },
  {
    words: 'One callback in ten is lost',
    rule: { on: { callback: '*' }, chance: 0.1, do: { fault: 'drop' } },
  },
  {
    words: 'One callback in ten comes twice',
    rule: { on: { callback: '*' }, chance: 0.1, do: { fault: 'duplicate' } },
  },
  {
    words: 'Callbacks are up to three seconds late',
    rule: { on: { callback: '*' }, do: { fault: 'delay', delayMs: [0, 3000] } },
  },
  {
    words: 'Status callbacks overtake one another',
    rule: { on: { callback: 'status' }, chance: 0.5, do: { fault: 'reorder' } },
  },
  {
    words: 'Every callback is followed by a forged one',
    rule: { on: { callback: '*' }, do: { fault: 'forge', signature: 'wrong-token', besides: true } },
  },
  {
    words: 'Prices come a minute late',
    rule: { on: { price: true }, do: { fault: 'late-price', delayMs: 60_000 } },
  },
  {
    words: 'At the next callback the clock jumps an hour back',
    rule: { on: { callback: '*' }, times: 1, do: { fault: 'step-clock', byMs: -3_600_000 } },
  },
];
