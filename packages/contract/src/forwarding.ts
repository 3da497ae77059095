import { ForwardingRule } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { idOf } from './shapes.ts';

export const mostForwardingRules = 20;

const PersonForwarding = z.object({
  person_id: idOf('person'),
  rules: z.array(ForwardingRule),
  may_change: z.boolean(),
});

const params = z.object({ person_id: idOf('person') });

export const getForwarding = route({
  name: 'forwarding.get',
  method: 'GET',
  path: '/api/people/:person_id/forwarding',
  summary: 'Where calls to somebody go on to',
  access: { role: 'viewer', scope: 'workspace.read' },
  params,
  responses: { 200: PersonForwarding },
});

export const setForwarding = route({
  name: 'forwarding.set',
  method: 'PUT',
  path: '/api/people/:person_id/forwarding',
  summary: 'Set where calls to somebody go on to; of the rules that apply the first counts',
  description: 'Everybody from agent on sets their own; those of others need a manager.',
  access: { role: 'agent', scope: 'workspace.write' },
  params,
  body: z.strictObject({ rules: z.array(ForwardingRule).max(mostForwardingRules) }),
  responses: { 200: PersonForwarding },
  refusals: ['forwarding.loop'],
});
