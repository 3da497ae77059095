export { chargesOf } from './rates.ts';
