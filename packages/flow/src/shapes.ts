export * from './calendar-shapes.ts';
export * from './directory-shapes.ts';
export { FlowEdge, FlowGraph, FlowNode } from './graph.ts';
