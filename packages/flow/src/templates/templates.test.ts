import { describe, expect, test } from 'vitest';
import { directory } from '../../test/workspace.ts';
import { checkFlow, FlowGraph, instantiate, templates } from '../index.ts';

const choices = new Set(['missing-hours', 'missing-number']);

test('there are at least six, each with a name of its own', () => {
  expect(templates.length).toBeGreaterThanOrEqual(6);
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});

describe.each(templates)('$name', (template) => {
  const { graph } = template;

  test('is whole but for what a workspace has to choose', () => {
    expect(FlowGraph.parse(graph)).toEqual(graph);
    expect(checkFlow(graph).filter(({ code }) => !choices.has(code))).toEqual([]);
  });

  test('publishes at once in a workspace with hours, somebody with a phone and a box', () => {
    expect(checkFlow(instantiate(template, directory), { directory, flowId: 'flow_this' })).toEqual([]);
  });

  test('stays a draft in an empty workspace, with a problem for each choice', () => {
    const empty = {
      hours: {},
      people: {},
      groups: {},
      boxes: {},
      flows: {},
      numbers: {},
      prompts: {},
      default_box_id: null,
    };
    expect(instantiate(template, empty)).toEqual(graph);
    expect(checkFlow(instantiate(template, empty), { directory: empty }).length).toBeGreaterThan(0);
  });

  test('no node lies on another, and calls go from left to right', () => {
    const at = new Map(graph.nodes.map(({ id, position }) => [id, position]));
    const spots = graph.nodes.map(({ position }) => position ?? { x: 0, y: 0 });
    for (const [index, one] of spots.entries()) {
      for (const other of spots.slice(index + 1)) {
        expect(Math.abs(one.x - other.x) >= 300 || Math.abs(one.y - other.y) >= 100).toBe(true);
      }
    }
    const order = graph.nodes.map(({ id }) => id);
    for (const { source, target } of graph.edges) {
      if (order.indexOf(target) > order.indexOf(source)) {
        expect(at.get(target)?.x).toBeGreaterThan(at.get(source)?.x ?? 0);
      }
    }
  });
});

test('a node that names a group gets that group, others whoever there is', () => {
  const reception = templates.find(({ id }) => id === 'reception');
  const support = { name: 'Customer support', members: [{ number: '+390644444445' }] };
  const { nodes } = instantiate(reception ?? { graph: { nodes: [], edges: [] } }, {
    ...directory,
    groups: { ...directory.groups, group_support: support },
  });
  const targets = (id: string) => nodes.find((node) => node.id === id)?.data.targets;
  expect(targets('support')).toEqual([{ group_id: 'group_support' }]);
  expect(targets('sales')).toEqual([{ group_id: 'group_sales' }]);
  expect(targets('desk')).toEqual([{ group_id: 'group_sales' }]);
});
