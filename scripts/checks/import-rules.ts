// Checks who may import whom: the two lines of ARCHITECTURE.md, as a table.
import { featureEdges, findCycles } from './import-cycles.ts';
import { type Import, readImports } from './import-graph.ts';

interface Rule {
  name: string;
  from: RegExp;
  /** The importing files that the rule leaves alone. */
  except?: RegExp;
  /** What must not be imported; `$1` stands for the first group of `from`. */
  to: string;
  typesAllowed?: boolean;
}

const src = '^apps/server/src';
const edges = 'routes|webhooks|jobs|listeners|sockets|effects';
const tests = /\.test\.ts$/;

// A layer is a file of that name, one whose name ends with it (recording-store.ts), or a folder of that name.
const layer = (names: string) => `^apps/server/src/features/[^/]+/(?:[^/]+/)*(?:[^/]*-)?(?:${names})(?:\\.ts$|/)`;
const noLayer = new RegExp(`${layer(`store|actions|${edges}`)}|/index\\.ts$|${tests.source}`);

export const importRules: Rule[] = [
  { name: 'packages-know-no-app', from: /^packages\//, to: '^apps/' },
  { name: 'kit-stands-alone', from: /^packages\/kit\//, to: '^packages/(?!kit/)' },
  { name: 'twiml-knows-only-kit', from: /^packages\/twiml\//, to: '^packages/(?!twiml/|kit/)' },
  { name: 'flow-knows-only-twiml-and-kit', from: /^packages\/flow\//, to: '^packages/(?!flow/|twiml/|kit/)' },
  { name: 'pacing-knows-only-kit', from: /^packages\/pacing\//, to: '^packages/(?!pacing/|kit/)' },
  {
    name: 'contract-knows-only-zod-and-shapes',
    from: /^packages\/contract\/src\//,
    except: tests,
    to: '^(?!packages/contract/|packages/flow/src/shapes\\.ts$|npm:zod$|unresolved:)',
  },
  {
    name: 'emulator-knows-only-twiml-and-kit',
    from: /^packages\/emulator\//,
    to: '^packages/(?!emulator/|twiml/|kit/)',
  },
  {
    name: 'web-knows-only-contract-kit-flow-and-pacing',
    from: /^apps\/web\//,
    to: '^packages/(?!contract/|kit/|flow/|pacing/)|^apps/(?!web/)',
  },
  { name: 'server-knows-no-other-app', from: /^apps\/server\//, to: '^apps/(?!server/)' },
  {
    name: 'the-emulator-is-behind-http',
    from: /^apps\/server\/src\//,
    // A world in one process, for tests and virtual days, holds both on one clock.
    except: /\.test\.ts$|^apps\/server\/src\/virtual-world\.ts$/,
    to: '^packages/emulator/',
  },
  {
    name: 'runtime-knows-no-feature',
    from: /^apps\/server\/src\/runtime\//,
    except: tests,
    to: `${src}/(features/|providers/|app\\.ts|main\\.ts)`,
  },
  {
    name: 'providers-know-no-feature',
    from: /^apps\/server\/src\/providers\//,
    to: `${src}/(features/|app\\.ts|main\\.ts)`,
  },
  { name: 'features-know-no-app', from: /^apps\/server\/src\/features\//, except: tests, to: `${src}/(app|main)\\.ts` },
  { name: 'nobody-imports-main', from: /./, to: `${src}/main\\.ts` },
  {
    name: 'features-see-our-words-not-vendors',
    from: /^apps\/server\/src\/features\//,
    except: tests,
    to: `${src}/providers/[^/]+/(?!index\\.ts$)`,
  },
  {
    name: 'use-the-door',
    from: /^apps\/server\/src\/features\/([^/]+)\//,
    to: `${src}/features/(?!$1/)[^/]+/(?!index\\.ts$)`,
  },
  {
    name: 'rules-are-pure',
    from: /^apps\/server\/src\/features\//,
    except: noLayer,
    to: layer(`store|actions|${edges}`),
  },
  {
    name: 'rules-touch-nothing',
    from: /^apps\/server\/src\/features\//,
    except: noLayer,
    to: `${src}/(runtime/(?!refusal\\.ts$)|providers/)|^node:|^npm:(pg|kysely|fastify|pg-boss|twilio)$`,
    typesAllowed: true,
  },
  { name: 'stores-know-no-action', from: new RegExp(layer('store')), except: tests, to: layer(`actions|${edges}`) },
  { name: 'actions-know-no-edge', from: new RegExp(layer('actions')), except: tests, to: layer(edges) },
  { name: 'edges-call-actions', from: new RegExp(layer(edges)), except: tests, to: layer('store'), typesAllowed: true },
  { name: 'imports-resolve', from: /./, to: '^unresolved:' },
];

/** One line for each breach, as `rule: importer → imported`. */
export function findBreaches(imports: Import[]): string[] {
  const running = imports.filter(({ typeOnly, to }) => !typeOnly && !/^(npm|node|unresolved):/.test(to));
  return [
    ...importRules.flatMap((rule) =>
      imports.filter((each) => breaks(rule, each)).map(({ from, to }) => `${rule.name}: ${from} → ${to}`),
    ),
    ...findCycles(running).map((group) => `no-cycles: ${group.join(' ↔ ')}`),
    ...findCycles(featureEdges(imports)).map((group) => `no-cycles-between-features: ${group.join(' ↔ ')}`),
  ];
}

function breaks(rule: Rule, { from, to, typeOnly }: Import): boolean {
  const match = rule.from.exec(from);
  if (!match || rule.except?.test(from) || (rule.typesAllowed && typeOnly)) return false;
  return new RegExp(rule.to.replace('$1', match[1] ?? '')).test(to);
}

if (import.meta.main) {
  const breaches = findBreaches(readImports('.', ['apps', 'packages', 'journeys', 'bench', 'conformance']));
  for (const breach of breaches) console.error(breach);
  process.exitCode = breaches.length > 0 ? 1 : 0;
}
