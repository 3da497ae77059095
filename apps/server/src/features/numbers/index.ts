export { readPhone } from './number.ts';
