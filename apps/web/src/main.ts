import './app/zod-without-eval.ts';

// A chunk of its own, so that no schema is made before the line above has run, however the bundle is split.
void import('./app/start.tsx');
