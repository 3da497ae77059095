import type { Access, Route, RouteInput, RouteResponse } from '@offhook/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import { mustBeAllowed } from '../actor.ts';
import { issueSentence } from '../issue-sentence.ts';
import { Refusal } from '../refusal.ts';
import { acceptForms, type Form, readForm, type Upload, type UploadPowers } from './uploads.ts';

/** The request and the reply, for what JSON does not carry: cookies, headers, files. */
export interface Wire {
  request: FastifyRequest;
  reply: FastifyReply;
  /** The file of a form, where the route takes one. */
  upload?: Upload | undefined;
}

/** A route of the contract with the function that answers it. */
export interface BoundRoute {
  route: Route;
  answer: (actor: Actor | undefined, input: RouteInput<Route>, wire: Wire) => Promise<unknown>;
  /** Sees the first bytes of a file while the rest is still on its way; throws when they cannot be right. */
  checkHead?: UploadPowers['checkHead'];
}

/** An answer with another status than the route's first, for example 202. */
export class Answer<Body> {
  readonly status: number;
  readonly body: Body;

  constructor(status: number, body: Body) {
    this.status = status;
    this.body = body;
  }
}

type ActorFor<A extends Access> = A extends 'public' ? Actor | undefined : Actor;

/** Binds a route: the handler gets exactly what the contract says and must give exactly what it promises. */
export function on<R extends Route>(
  route: R,
  answer: (
    actor: ActorFor<R['access']>,
    input: RouteInput<R>,
    wire: Wire,
  ) => Promise<RouteResponse<R> | Answer<RouteResponse<R>> | FastifyReply>,
  checkHead?: BoundRoute['checkHead'],
): BoundRoute {
  // The registration parses by the schemas of this very route, so the handler's narrower types hold.
  return { route, answer: answer as unknown as BoundRoute['answer'], checkHead };
}

export interface RoutePowers {
  findActor: (request: FastifyRequest) => Promise<Actor | undefined>;
  clock: UploadPowers['clock'];
  /** Where files lie while they come in. */
  uploadFolder: string;
}

/** Registers routes: find the actor, parse, answer by the schema (unknown fields never leave). */
export function registerRoutes(server: FastifyInstance, bound: readonly BoundRoute[], powers: RoutePowers): void {
  for (const each of bound) {
    const { method, path: url, uploads, maxBodyBytes } = each.route;
    const options = {
      ...{ method, url, handler: handlerOf(each, powers) },
      ...(maxBodyBytes !== undefined && { bodyLimit: maxBodyBytes }),
    };
    if (!uploads) server.route(options);
    else
      server.register(async (scope) => {
        await acceptForms(scope);
        scope.route(options);
      });
  }
}

function handlerOf({ route, answer, checkHead }: BoundRoute, powers: RoutePowers) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const actor = route.access === 'public' ? undefined : await allowedActor(route.access, request, powers.findActor);
    const params = parse(route.params, request.params, 'path');
    const query = parse(route.query, request.query, 'query');
    const form = await formOf({ request, reply }, route, { ...powers, folder: powers.uploadFolder, checkHead });
    try {
      const body = parse(route.body, form?.fields ?? request.body ?? undefined, 'body');
      const given = await answer(actor, { params, query, body }, { request, reply, upload: form?.upload });
      if (reply.sent || given === reply) return reply;
      const status = given instanceof Answer ? given.status : Number(Object.keys(route.responses)[0]);
      const shown = given instanceof Answer ? given.body : given;
      reply.code(status);
      if (shown === undefined) return reply.send();
      return reply.send(route.responses[status]?.parse(shown) ?? shown);
    } finally {
      await form?.upload?.close();
    }
  };
}

async function formOf(wire: Wire, { uploads }: Route, powers: UploadPowers): Promise<Form | undefined> {
  return uploads && wire.request.isMultipart() ? readForm(wire, uploads, powers) : undefined;
}

async function allowedActor(
  access: Exclude<Access, 'public'>,
  request: FastifyRequest,
  findActor: (request: FastifyRequest) => Promise<Actor | undefined>,
): Promise<Actor> {
  const actor = await findActor(request);
  if (!actor) throw new Refusal('access.signed_out');
  if (access !== 'signed-in') mustBeAllowed(actor, access);
  return actor;
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): never {
  if (!schema) return undefined as never;
  const result = schema.safeParse(value, { reportInput: true });
  // Handlers know the type from the contract; here it is whatever the schema gave.
  if (result.success) return result.data as never;
  throw invalid(result.error, where);
}

function invalid(error: z.ZodError, where: string): Refusal {
  const problems = error.issues.map((issue) => ({
    field: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.') || where,
    problem: issueSentence(issue),
  }));
  return new Refusal('request.invalid', { ...problems[0], problems });
}
