import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { sameBytes, secretHash } from '../keys.ts';
import { Refusal } from '../refusal.ts';
import type { Telemetry } from '../telemetry.ts';

/** Numbers for Prometheus. They tell how busy a business is: in production only the holder of the token sees them. */
export function serveMetrics(
  server: FastifyInstance,
  config: Pick<Config, 'production' | 'metricsToken'>,
  { registry }: Telemetry,
): void {
  const isOpen = !config.production && !config.metricsToken;
  const expected = config.metricsToken && secretHash(`Bearer ${config.metricsToken}`);
  server.get('/metrics', async (request, reply) => {
    const holdsToken = expected && sameBytes(secretHash(request.headers.authorization ?? ''), expected);
    if (!isOpen && !holdsToken) throw new Refusal('request.not_found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
