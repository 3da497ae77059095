import { utc } from '../parameters.ts';
import { cut, dayFrom, dayMs, dayText, type Step, startOf } from '../usage/periods.ts';
import { type Category, categories, type Period, type Usage, usageIn } from '../usage/usage.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { RestRefusal } from './refusals.ts';
import { accountPath } from './wire.ts';

const records = `${accountsPath}/Usage/Records`;

/** The lists by their last word, with the periods that each shows. */
const lists: Record<string, (request: RestRequest) => Period[]> = {
  AllTime: (request) => [askedPeriod(request)],
  Daily: (request) => parts(request, 'day'),
  Monthly: (request) => parts(request, 'month'),
  Yearly: (request) => parts(request, 'year'),
  Today: (request) => [whole(request, 'day', 0)],
  Yesterday: (request) => [whole(request, 'day', -1)],
  ThisMonth: (request) => [whole(request, 'month', 0)],
  LastMonth: (request) => [whole(request, 'month', -1)],
};

export const usageRecordOperations: readonly Operation[] = [
  {
    id: 'ListUsageRecord',
    method: 'GET',
    path: `${records}.json`,
    run: (request) => list(request, [askedPeriod(request)]),
  },
  ...Object.entries(lists).map(([name, periods]): Operation => {
    const path = `${records}/${name}.json`;
    return { id: `ListUsageRecord${name}`, method: 'GET', path, run: (request) => list(request, periods(request)) };
  }),
];

function list(request: RestRequest, periods: Period[]) {
  const { query, path } = request;
  const wanted = query.get('Category');
  const all = usageIn(request.exchange, accountsOf(request), periods);
  const found = periods.flatMap((period, at) => {
    const sums = all[at];
    return categories
      .filter(({ name }) => (wanted ?? name) === name)
      .map((category) => ({
        sid: `${category.name} ${period.fromMs}`,
        category,
        period,
        usage: sums?.get(category.name),
      }));
  });
  const json = ({ category, period, usage }: (typeof found)[number]) =>
    recordJson(request, { category, period, usage });
  return pageOf(found, { path, query, key: 'usage_records', json });
}

// The usage of an owner includes that of its subaccounts, unless it is asked not to.
function accountsOf({ exchange, account, query }: RestRequest): Set<string> {
  if (query.get('IncludeSubaccounts') === 'false') return new Set([account.sid]);
  const owned = [...exchange.world.tables.accounts.values()].filter(({ ownerSid }) => ownerSid === account.sid);
  return new Set([account.sid, ...owned.map(({ sid }) => sid)]);
}

// Without a start since the account was opened.
function askedPeriod(request: RestRequest): Period {
  const nowMs = request.exchange.clock.nowMs();
  const fromMs = dayIn(request, 'StartDate') ?? startOf('day', request.account.createdAtMs);
  const toMs = (dayIn(request, 'EndDate') ?? startOf('day', nowMs)) + dayMs;
  return { fromMs, toMs: Math.max(fromMs, toMs) };
}

const mostParts = 400;

// At most as many as are summed up in reasonable time.
function parts(request: RestRequest, step: Step): Period[] {
  const period = askedPeriod(request);
  return cut({ ...period, fromMs: Math.max(period.fromMs, startOf(step, period.toMs, -mostParts)) }, step);
}

function whole({ exchange }: RestRequest, step: Step, more: number): Period {
  const nowMs = exchange.clock.nowMs();
  return { fromMs: startOf(step, nowMs, more), toMs: startOf(step, nowMs, more + 1) };
}

function dayIn({ query, exchange }: RestRequest, name: string): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  const atMs = dayFrom(text, exchange.clock.nowMs());
  if (atMs === undefined) {
    throw new RestRefusal(400, 20001, `${name} must be a day such as 2026-01-05 or -30days, not '${text}'`);
  }
  return atMs;
}

function recordJson(
  { account, exchange, path }: RestRequest,
  { category, period, usage }: { category: Category; period: Period; usage: Usage | undefined },
) {
  const folder = `${accountPath(account.sid)}/Usage/Records`;
  const [start, end] = [dayText(period.fromMs), dayText(period.toMs - 1)];
  const { count, usage: used, micros } = usage ?? { count: 0, usage: 0, micros: 0 };
  const uriOf = (name: string) => `${folder}/${name}.json?Category=${category.name}`;
  return {
    account_sid: account.sid,
    api_version: '2010-04-01',
    category: category.name,
    description: category.description,
    count: category.countUnit === '' ? null : String(count),
    count_unit: category.countUnit,
    usage: String(used),
    usage_unit: category.usageUnit,
    // A text in Twilio's examples, a number in its schema.
    price: micros / 1_000_000,
    price_unit: 'usd',
    start_date: start,
    end_date: end,
    as_of: utc(exchange.clock.nowMs())
      .toISOString()
      .replace(/\.\d+Z$/, '+00:00'),
    subresource_uris: {
      all_time: uriOf('AllTime'),
      daily: uriOf('Daily'),
      last_month: uriOf('LastMonth'),
      monthly: uriOf('Monthly'),
      this_month: uriOf('ThisMonth'),
      today: uriOf('Today'),
      yearly: uriOf('Yearly'),
      yesterday: uriOf('Yesterday'),
    },
    uri: `${path}?Category=${category.name}&StartDate=${start}&EndDate=${end}`,
  };
}
