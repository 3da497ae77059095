import { expect, test } from 'vitest';
import { fileProblem, nameOf } from './audio-file.ts';
import { waveformPath } from './waveform-path.ts';

test('a file that is empty or too large is told before it is sent', () => {
  expect(fileProblem({ name: 'a.wav', size: 0 })).toBe('The file is empty.');
  expect(fileProblem({ name: 'a.wav', size: 30 * 1024 * 1024 })).toBe('The file has 31.5 MB; 26.2 MB is the most.');
  expect(fileProblem({ name: 'a.wav', size: 1000 })).toBeUndefined();
});

test('the name of a drop comes from its file', () => {
  expect(nameOf('after_hours-2.final.wav')).toBe('after hours 2.final');
  expect(nameOf('.wav')).toBe('.wav');
});

test('a waveform has one bar per step, and silence is still a line', () => {
  expect(waveformPath([1, 0], 20)).toBe('M0.5 0V20M1.5 9.5V10.5');
});
