import type { World } from './world.ts';

const times = {
  api_keys: ['created_at', 'expires_at'],
  idempotency_keys: ['created_at'],
  one_time_links: ['created_at', 'expires_at'],
  sessions: ['rotated_at', 'expires_at'],
  sign_in_tries: ['window_ends_at'],
} as const;

/**
 * Makes what a table holds older. For days: when the clock passes them, every sweep of all those days really runs.
 */
export async function ages(world: World, table: keyof typeof times, seconds: number): Promise<void> {
  const changes = times[table].map((column) => `${column} = ${column} - make_interval(secs => $1)`);
  await world.app.ctx.db.systemPool.query(`update ${table} set ${changes.join(', ')}`, [seconds]);
}
