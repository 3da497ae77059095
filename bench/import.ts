import { openAsBlob, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkContactImport,
  createContactImport,
  getContactImportProgress,
  login,
  makeClient,
  runContactImport,
} from '@offhook/contract';
import type { Clock } from '@offhook/kit';
import { Client } from 'pg';
import { adminEmail, adminPassword, type Rig } from '../journeys/chaos/rig.ts';
import { table } from './figures.ts';

interface Powers {
  clock: Clock;
  databaseUrl: string;
  /** Where the database server can read. */
  folder: string;
}

/** A file of contacts through the API, from its upload to the last contact, beside a bare COPY of the same file. */
export async function measureImport(rig: Rig, rows: number, powers: Powers): Promise<string[]> {
  const file = join(powers.folder, 'contacts.csv');
  writeFileSync(file, csvOf(rows), { mode: 0o644 });
  const anonymous = makeClient({ baseUrl: rig.url });
  const { token } = await anonymous(login, { body: { email: adminEmail, password: adminPassword } });
  const api = makeClient({ baseUrl: rig.url, headers: () => ({ authorization: `Bearer ${token}` }) });
  const idle = peakMegabytes(rig.pids().server);
  const copied = await secondsOf(() => copy(powers.databaseUrl, file));
  let id = '';
  const uploaded = await secondsOf(async () => {
    ({ id } = await api(createContactImport, { body: { name: 'bench' }, file: await openAsBlob(file) }));
  });
  const ended = async (state: string) => {
    for (;;) {
      const now = await api(getContactImportProgress, { params: { import_id: id } });
      if (now.state === state) return now;
      if (now.state === 'failed') throw new Error(now.failure ?? 'The import failed.');
      await powers.clock.sleep(100);
    }
  };
  const checked = await secondsOf(async () => {
    await api(checkContactImport, { params: { import_id: id } });
    await ended('checked');
  });
  let created = 0;
  const written = await secondsOf(async () => {
    await api(runContactImport, { params: { import_id: id } });
    created = (await ended('done')).result?.with_number ?? 0;
  });
  const peak = peakMegabytes(rig.pids().server);
  const line = (name: string, seconds: number) => [
    ...[name, seconds.toFixed(1), Math.round(rows / seconds).toLocaleString('en')],
    `${(seconds / copied).toFixed(1)}×`,
  ];
  return [
    ...table(
      [`${rows.toLocaleString('en')} contacts from a file`, 'seconds', 'rows a second', 'against COPY'],
      [
        line('upload, encrypted', uploaded),
        line('check: every cell, numbers read, who is there already', checked),
        line('write: contacts, numbers, tags, progress with each 500', written),
        line('all of it', uploaded + checked + written),
        line('control: COPY of the same file into a bare table', copied),
      ],
    ),
    '',
    `${created.toLocaleString('en')} have their number. The server's memory peaked at ${peak.toFixed(0)} MB, ${idle.toFixed(0)} MB before.`,
  ];
}

/** One in a hundred has a number that cannot exist. */
function csvOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, k) => {
    const digits = String((k * 7919 + 13) % 10_000_000).padStart(7, '0');
    const phone = k % 100 === 99 ? '12' : `(${201 + (k % 700)}) ${digits.slice(0, 3)}-${digits.slice(3)}`;
    return `First${k},Last${k},${phone},person${k}@example.com,Company ${k % 5000},"New York, ${k % 900}",US`;
  });
  return `${['first name,last name,phone,email,company,address,country', ...lines].join('\n')}\n`;
}

async function copy(databaseUrl: string, file: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('create table bare_contacts (a text, b text, c text, d text, e text, f text, g text)');
    await client.query(`copy bare_contacts from '${file}' with (format csv, header)`);
  } finally {
    await client.query('drop table if exists bare_contacts');
    await client.end();
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** The most that a process ever had in memory; 0 where there is no /proc. */
function peakMegabytes(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
