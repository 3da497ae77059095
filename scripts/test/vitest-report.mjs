// Counts what Vitest's JSON report says. Anything that went wrong outside of a test counts as one failure.
export function countTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0, ranTests: false, note: 'Vitest ended without a report' };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = numFailedTests + brokenFiles.length;
  const second = testResults.flatMap(({ assertionResults }) => assertionResults).filter(passedAtTheSecondTry);
  return {
    passed: numPassedTests,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
    ranTests: numPassedTests + numFailedTests > 0,
    note:
      second.length === 0 ? '' : `passed only at the second try: ${second.map(({ fullName }) => fullName).join('; ')}`,
  };
}

/** The errors of a failed try stay in the report of a test that then passed. */
function passedAtTheSecondTry({ status, failureMessages = [] }) {
  return status === 'passed' && failureMessages.length > 0;
}
