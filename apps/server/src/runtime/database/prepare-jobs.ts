import pg from 'pg';
import { PgBoss } from 'pg-boss';
import bossPackage from 'pg-boss/package.json' with { type: 'json' };
import { jobQueues } from '../job-queues.ts';

/** What the job tables are made from; the same text means that there is nothing to do. */
export const jobsVersion = `pg-boss ${bossPackage.version} ${JSON.stringify(jobQueues)}`;

/** Installs the job tables as the owner and lets offhook_system, and nobody else, use them. */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'jobs', supervise: false, schedule: false, max: 2 });
  await boss.start();
  try {
    for (const [name, options] of Object.entries(jobQueues)) {
      await boss.createQueue(name, options);
      await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`
      grant usage on schema jobs to offhook_system;
      grant select, insert, update, delete on all tables in schema jobs to offhook_system;
      grant usage on all sequences in schema jobs to offhook_system;
      grant execute on all functions in schema jobs to offhook_system`);
  } finally {
    await client.end();
  }
}
