import { config } from 'zod';

// Zod probes for `new Function` when the first schema is made, which the content security policy reports as a violation.
// So this file must be imported before anything that makes schemas.
config({ jitless: true });
