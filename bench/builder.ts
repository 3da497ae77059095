import { createFlow, login, makeClient } from '@offhook/contract';
import type { FlowGraph } from '@offhook/flow/shapes';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../apps/server/test/browser.ts';
import { adminEmail, adminPassword, type Rig } from '../journeys/chaos/rig.ts';
import { ratio, type Spread, show, spreadOf, table } from './figures.ts';

const nodesOf = { large: 300, small: 12 };
const drags = 120;

/** Opens call flows in a real browser and drags a node of them: a large flow beside a small one. */
export async function measureBuilder(rig: Rig, rounds: number): Promise<string[]> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ baseURL: rig.url, viewport: { width: 1280, height: 800 } });
    await context.request.post('/api/auth/login', {
      data: { email: adminEmail, password: adminPassword },
      failOnStatusCode: true,
    });
    const large = await figuresOf(context, await flowOf(rig, nodesOf.large), rounds);
    const small = await figuresOf(context, await flowOf(rig, nodesOf.small), rounds);
    const row = (what: string, of: (figures: Figures) => Spread, digits: number) => [
      what,
      show(of(large), digits),
      show(of(small), digits),
      ratio(of(large), of(small)),
    ];
    const header = ['Call flow builder', `${nodesOf.large} nodes`, `${nodesOf.small} nodes`, 'ratio'];
    return table(header, [
      row('from the address to the first node drawn, ms', ({ load }) => load, 0),
      row('dragging, main thread per frame: p50, ms', ({ p50 }) => p50, 1),
      row('dragging, main thread per frame: p95, ms', ({ p95 }) => p95, 1),
    ]);
  } finally {
    await browser.close();
  }
}

interface Figures {
  load: Spread;
  p50: Spread;
  p95: Spread;
}

async function figuresOf(context: BrowserContext, flowId: string, rounds: number): Promise<Figures> {
  const figures = { load: [] as number[], p50: [] as number[], p95: [] as number[] };
  const page = await context.newPage();
  // The first time fills the browser's cache, as a second visit finds it.
  await open(page, flowId);
  for (let round = 0; round < rounds; round += 1) {
    figures.load.push(await open(page, flowId));
    const frames = await drag(page);
    figures.p50.push(frames[Math.floor(frames.length * 0.5)] ?? 0);
    figures.p95.push(frames[Math.floor(frames.length * 0.95)] ?? 0);
  }
  await page.close();
  return { load: spreadOf(figures.load), p50: spreadOf(figures.p50), p95: spreadOf(figures.p95) };
}

const card = '.react-flow__node';

async function open(page: Page, flowId: string): Promise<number> {
  const started = performance.now();
  await page.goto(`/flows/${flowId}`);
  await page.locator(card).first().waitFor();
  return performance.now() - started;
}

/** What each frame of a drag took of the main thread, in order of size. */
async function drag(page: Page): Promise<number[]> {
  const box = await page.locator(card).nth(1).boundingBox();
  if (!box) throw new Error('There is no second node to drag.');
  const [x, y] = [box.x + 40, box.y + 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(watchFrames);
  for (let step = 1; step <= drags; step += 1) await page.mouse.move(x + step * 2, y + (step % 20) * 4);
  const frames = await page.evaluate<number[]>('window.benchFrames');
  await page.mouse.up();
  return frames.sort((one, other) => one - other);
}

// A frame begins with the first move of the pointer that it handles, and is over when the task after its drawing runs.
const watchFrames = `(() => {
  window.benchFrames = [];
  let began;
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => { if (began !== undefined) window.benchFrames.push(performance.now() - began); began = undefined; };
  addEventListener('pointermove', () => {
    if (began !== undefined) return;
    began = performance.now();
    requestAnimationFrame(() => port1.postMessage(0));
  }, { capture: true });
})()`;

async function flowOf(rig: Rig, nodes: number): Promise<string> {
  const { token } = await makeClient({ baseUrl: rig.url })(login, {
    body: { email: adminEmail, password: adminPassword },
  });
  const api = makeClient({ baseUrl: rig.url, headers: () => ({ authorization: `Bearer ${token}` }) });
  const flow = await api(createFlow, { body: { name: `Flow of ${nodes}`, flow_definition: menusInARow(nodes) } });
  return flow.id;
}

/** Menus that lead to each other, each with words and a voicemail. */
function menusInARow(nodes: number): FlowGraph {
  const graph: FlowGraph = { nodes: [{ id: 'start', type: 'start', data: {} }], edges: [] };
  const lead = (source: string, target: string, label?: string) =>
    graph.edges.push({ id: `${source} ${label ?? ''}`, source, target, ...(label !== undefined && { label }) });
  for (let menu = 0; graph.nodes.length + 3 <= nodes; menu += 1) {
    const [ask, say, box] = [`ask${menu}`, `say${menu}`, `box${menu}`];
    graph.nodes.push(
      { id: ask, type: 'menu', data: { message: 'For sales press 1.', options: { '1': 'Sales', '2': 'More' } } },
      { id: say, type: 'say', data: { message: 'Nobody is free.' } },
      { id: box, type: 'voicemail', data: {} },
    );
    lead(menu === 0 ? 'start' : `ask${menu - 1}`, ask, menu === 0 ? undefined : '2');
    lead(ask, say, '1');
    lead(say, box);
    lead(ask, box, 'no-input');
    lead(ask, box, 'invalid');
  }
  return graph;
}
