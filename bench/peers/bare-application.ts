// The least an application of Twilio's does: read the form, answer with a document. With CHECKS=1 it also checks the
// signature with Twilio's own SDK, as every application should.
import { createServer } from 'node:http';
import twilio from 'twilio';

const token = process.env.TWILIO_AUTH_TOKEN ?? '';
const checks = process.env.CHECKS === '1';
const document = '<Response><Pause length="1"/><Redirect>/voice</Redirect></Response>';

const server = createServer((request, response) => {
  if (request.url === '/cpu') {
    const { user, system } = process.cpuUsage();
    response.end(String(user + system));
    return;
  }
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    const form = new URLSearchParams(text);
    response.statusCode = isGenuine(form, request) ? 200 : 403;
    response.setHeader('content-type', 'text/xml');
    response.end(document);
  });
});

function isGenuine(form: URLSearchParams, request: { url?: string; headers: NodeJS.Dict<string | string[]> }): boolean {
  if (!checks) return form.has('CallSid');
  const url = `http://${request.headers.host}${request.url}`;
  return twilio.validateRequest(token, String(request.headers['x-twilio-signature']), url, Object.fromEntries(form));
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : address);
});
