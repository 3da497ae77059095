// The least that a carrier can be: it accepts every call and calls nobody.
import { createServer } from 'node:http';

let calls = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    calls += 1;
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ sid: `CA${calls.toString(16).padStart(32, '0')}`, status: 'queued' }));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address ? address.port : '');
});
