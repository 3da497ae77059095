export { type Charge, chargesOf } from './rates.ts';
