// The last lines of npm test, and its exit code.
export function summarise(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const ranTests = results.some((result) => result.ranTests);
  const failed = sum('failed');
  const skipped = sum('skipped');
  const width = Math.max(...results.map(({ title }) => title.length));
  const lines = ['', ...results.map((result) => lineOf(result, width)), ''];
  if (!ranTests) lines.push('No test ran.');
  if (skipped > 0) lines.push('A skipped test counts as a failure of this run.');
  lines.push(`${sum('passed')} passed, ${failed} failed, ${skipped} skipped`);
  return { lines, exitCode: failed > 0 || skipped > 0 || !ranTests ? 1 : 0 };
}

function lineOf({ title, passed, failed, skipped, seconds, note }, width) {
  const sign = failed > 0 || skipped > 0 ? '✗' : '✓';
  const ran = passed + failed + skipped;
  const counts = ran === 0 ? '– nothing to run' : `${sign} ${passed} of ${ran} in ${seconds.toFixed(1)} s`;
  return `${title.padEnd(width)}  ${counts}${note ? ` (${note})` : ''}`;
}
