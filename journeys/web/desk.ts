import { changeWorkspace } from '@offhook/contract';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../apps/server/test/browser.ts';
import {
  adminEmail,
  adminPassword,
  makeWorld,
  ourNumber,
  type World,
  type WorldOptions,
} from '../../apps/server/test/world.ts';

/** The whole product and a browser in front of it. */
export interface Desk {
  world: World;
  browser: Browser;
  /** A page in a profile of its own, signed in as the first admin unless told otherwise. */
  open(path: string, options?: PageOptions): Promise<DeskPage>;
  close(): Promise<void>;
}

interface PageOptions extends BrowserContextOptions {
  /** Who sits there; null for nobody. */
  as?: { email: string; password: string } | null;
}

interface DeskPage {
  page: Page;
  /** What the browser complained about: errors of scripts, and of its console unless they only report an answer. */
  complaints: string[];
}

const firstAdmin = { email: adminEmail, password: adminPassword };

export async function makeDesk(options: WorldOptions = {}): Promise<Desk> {
  const [world, browser] = await Promise.all([makeWorld(options), launchBrowser(flags)]);
  await world.admin(changeWorkspace, { body: { default_from_number: ourNumber } });
  return {
    world,
    browser,
    async open(path, { as = firstAdmin, ...contextOptions } = {}) {
      const context = await browser.newContext({ baseURL: world.url, viewport: desktop, ...contextOptions });
      context.setDefaultTimeout(patienceMs);
      if (as) await context.request.post('/api/auth/login', { data: as, failOnStatusCode: true });
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(path);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await world.close();
    },
  };
}

const desktop = { width: 1280, height: 800 };
const patienceMs = 8000;
const flags = [
  '--autoplay-policy=no-user-gesture-required',
  '--mute-audio',
  // A microphone that beeps once a second, and that pages may use.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** Waits until it can be seen. */
export function sees(locator: Locator): Promise<void> {
  return locator.first().waitFor({ state: 'visible' });
}

/** Waits until it is gone, or hidden. */
export function seesNoMore(locator: Locator): Promise<void> {
  return locator.first().waitFor({ state: 'hidden' });
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name });
}

/** The status of the call on the page, once it says `words`. */
export function callStatus(page: Page, words: string): Locator {
  return page.getByRole('status', { name: 'Call status' }).filter({ hasText: words });
}

/** The name of what has the focus, as a person would read it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const element = document.activeElement;
    const label = element.labels?.[0]?.textContent;
    return element === document.body ? 'nothing' : (element.getAttribute('aria-label') ?? label ?? element.textContent).trim();
  })()`);
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The console notes every answer above 399, wanted or not.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return complaints;
}
