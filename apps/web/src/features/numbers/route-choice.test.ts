import { expect, test } from 'vitest';
import { routeKinds, routeOf, targetOf } from './route-choice.ts';

test('a route is made of its kind and target, and taken apart again', () => {
  for (const { kind } of routeKinds) {
    const route = routeOf(kind, 'x');
    expect(route.kind).toBe(kind);
    expect(targetOf(route)).toBe(kind === 'none' ? '' : 'x');
  }
});
