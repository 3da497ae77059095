export { ConnectionDropped, underMischief as underFault } from '../mischief/requests.ts';
