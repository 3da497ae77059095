import { expect, test } from 'vitest';
import { microphoneSentence } from './microphone-problem.ts';

test('each way in which a recording fails has words of its own', () => {
  const said = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'SecurityError', 'SilenceError'].map((name) =>
    microphoneSentence(new DOMException('', name)),
  );
  expect(new Set(said).size).toBe(5);
  expect(said[0]).toContain('Allow it by the icon beside the address');
  expect(microphoneSentence(new TypeError('odd'))).toBe('The recording failed. Try again, or upload a file.');
});
