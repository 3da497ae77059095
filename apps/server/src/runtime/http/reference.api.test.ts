import { routes } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ask } from '../../../test/ask.ts';
import { makeWorld, type World } from '../../../test/world.ts';

const Schema = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.object({ schema: Schema }));
const Operation = z.strictObject({
  operationId: z.string(),
  tags: z.array(z.string()).min(1),
  summary: z.string().min(3),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(
    z.strictObject({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema: Schema }),
  ),
  requestBody: z.strictObject({ required: z.literal(true), content: Content }).optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|default)$/),
    z.strictObject({ description: z.string(), content: Content.optional() }),
  ),
});
const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.literal('Offhook'), version: z.string(), license: z.object({ name: z.literal('MIT') }) }),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.record(z.enum(['get', 'post', 'patch', 'put', 'delete']), Operation.optional()),
  ),
  components: z.object({ schemas: z.record(z.string(), Schema), securitySchemes: z.record(z.string(), Schema) }),
});

let world: World;
let document: z.infer<typeof Document>;
beforeAll(async () => {
  world = await makeWorld();
  document = Document.parse((await ask(world.url, 'GET', '/openapi.json')).body);
});
afterAll(() => world.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).flatMap(([method, operation]) => (operation ? [{ path, method, operation }] : [])),
  );

test('every route of the contract is described, and nothing else', () => {
  const described = operations().map(({ operation }) => operation.operationId);
  expect(described.toSorted()).toEqual(routes.map((route) => route.name).toSorted());
});

test('the parameters in a path are the ones that are described', () => {
  for (const { path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const described = operation.parameters.filter((parameter) => parameter.in === 'path');
    expect(described.map((parameter) => parameter.name)).toEqual(inPath);
    expect(described.every((parameter) => parameter.required)).toBe(true);
  }
});

test('what needs somebody signed in says so, by schemes that exist', () => {
  for (const { operation } of operations()) {
    const isPublic = routes.find((route) => route.name === operation.operationId)?.access === 'public';
    expect([operation.operationId, operation.security.length === 0]).toEqual([operation.operationId, isPublic]);
    for (const scheme of operation.security.flatMap(Object.keys)) {
      expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
    }
  }
});

test('every answer of every operation has a success, and every reference leads somewhere', () => {
  for (const { operation } of operations()) {
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\/components\/schemas\//);
    expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1));
  }
});

test('a route that takes a file says so, and how to send it', () => {
  const taking = routes.filter((route) => route.uploads);
  expect(taking.length).toBeGreaterThan(0);
  for (const { name, uploads } of taking) {
    const found = operations().find(({ operation }) => operation.operationId === name);
    const content = Object(found?.operation.requestBody).content;
    expect(Object.keys(content)).toEqual(['application/json', 'multipart/form-data']);
    const file = content['multipart/form-data'].schema.properties[uploads?.field ?? ''];
    expect(file).toMatchObject({ format: 'binary', maxLength: uploads?.maxBytes });
  }
});

test('the reference to read loads nothing from elsewhere', async () => {
  const page = await ask(world.url, 'GET', '/dev/');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
  expect(String(page.body)).not.toMatch(/(src|href)="https?:/);
});
