import { removeRow } from '../exchange.ts';
import { rfc2822 } from '../parameters.ts';
import { addQueue, mostMaxSize, type Queue, queueNamed } from '../queues/queue.ts';
import { averageWaitSeconds, type Member, waitedSeconds, waitingLine } from '../queues/waiting-line.ts';
import { redirectLine } from '../running.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { pageOf } from './paging.ts';
import { notFound, RestRefusal } from './refusals.ts';
import { changeRow, friendlyNameIn, knownRow, rowsOf } from './rows.ts';
import { accountPath } from './wire.ts';

const queues = `${accountsPath}/Queues`;
const members = `${queues}/{QueueSid}/Members`;

export const queueOperations: readonly Operation[] = [
  { id: 'ListQueue', method: 'GET', path: `${queues}.json`, run: listQueues },
  { id: 'CreateQueue', method: 'POST', path: `${queues}.json`, status: 201, run: createQueue },
  {
    id: 'FetchQueue',
    method: 'GET',
    path: `${queues}/{Sid}.json`,
    run: (request) => queueJson(request, knownRow(request, 'queues')),
  },
  { id: 'UpdateQueue', method: 'POST', path: `${queues}/{Sid}.json`, run: updateQueue },
  { id: 'DeleteQueue', method: 'DELETE', path: `${queues}/{Sid}.json`, run: deleteQueue },
  { id: 'ListMember', method: 'GET', path: `${members}.json`, run: listMembers },
  {
    id: 'FetchMember',
    method: 'GET',
    path: `${members}/{CallSid}.json`,
    run: (request) => memberJson(request, knownMember(request)),
  },
  { id: 'UpdateMember', method: 'POST', path: `${members}/{CallSid}.json`, run: updateMember },
];

function listQueues(request: RestRequest) {
  const { query, path } = request;
  const json = (queue: Queue) => queueJson(request, queue);
  return pageOf(rowsOf(request, 'queues'), { path, query, key: 'queues', json });
}

function createQueue(request: RestRequest) {
  const { exchange, account } = request;
  const form = readForm(request.form, ['FriendlyName', 'MaxSize']);
  const friendlyName = friendlyNameIn(request.form);
  if (!friendlyName) throw new RestRefusal(400, 20001, 'FriendlyName is required');
  refuseTaken(request, friendlyName);
  const maxSize = form.integer('MaxSize', { least: 1, most: mostMaxSize, code: 20001 });
  return queueJson(request, addQueue(exchange, { accountSid: account.sid, friendlyName, maxSize }));
}

function updateQueue(request: RestRequest) {
  const queue = knownRow(request, 'queues');
  const form = readForm(request.form, ['FriendlyName', 'MaxSize']);
  const friendlyName = friendlyNameIn(request.form) ?? queue.friendlyName;
  if (friendlyName !== queue.friendlyName) refuseTaken(request, friendlyName);
  const maxSize = form.integer('MaxSize', { least: 1, most: mostMaxSize, code: 20001 }) ?? queue.maxSize;
  return queueJson(request, changeRow(request.exchange, 'queues', { ...queue, friendlyName, maxSize }));
}

// Twilio's number for a name that is taken, from the messages of its API; it is not in the published list of codes.
function refuseTaken({ exchange, account }: RestRequest, friendlyName: string): void {
  if (queueNamed(exchange, account.sid, friendlyName)) {
    throw new RestRefusal(400, 22003, `A queue with the name '${friendlyName}' exists already`);
  }
}

function deleteQueue(request: RestRequest): void {
  const { exchange } = request;
  const { sid, friendlyName } = knownRow(request, 'queues');
  if (waitingLine(exchange, sid).members.length > 0) {
    throw new RestRefusal(400, 22002, `The queue '${friendlyName}' is not empty`);
  }
  removeRow(exchange, 'queues', sid);
  exchange.waitingLines.delete(sid);
}

function listMembers(request: RestRequest) {
  const { exchange, query, path } = request;
  const waiting = waitingLine(exchange, knownRow(request, 'queues', 'QueueSid').sid);
  const items = waiting.members.map((member) => ({ sid: member.line.callSid, member }));
  return pageOf(items, { path, query, key: 'queue_members', json: ({ member }) => memberJson(request, member) });
}

/** Takes a caller out of the queue and runs another document; the Enqueue's action is told at once. */
function updateMember(request: RestRequest) {
  const member = knownMember(request);
  const target = readForm(request.form, ['Url', 'Method']).target('Url', 'Method');
  if (!target) throw new RestRefusal(400, 21205, 'Url is required');
  const json = memberJson(request, member);
  redirectLine(request.exchange, member.line, target);
  return json;
}

function knownMember(request: RestRequest): Member {
  const { exchange, part, path } = request;
  const { members: waiting } = waitingLine(exchange, knownRow(request, 'queues', 'QueueSid').sid);
  const asked = part('CallSid');
  const member = asked === 'Front' ? waiting[0] : waiting.find(({ line }) => line.callSid === asked);
  if (!member) throw notFound(path);
  return member;
}

function queueJson({ exchange }: RestRequest, queue: Queue) {
  const waiting = waitingLine(exchange, queue.sid);
  const path = `${accountPath(queue.accountSid)}/Queues/${queue.sid}`;
  return {
    sid: queue.sid,
    account_sid: queue.accountSid,
    friendly_name: queue.friendlyName,
    current_size: waiting.members.length,
    max_size: queue.maxSize,
    average_wait_time: averageWaitSeconds(exchange, waiting),
    date_created: rfc2822(queue.createdAtMs),
    date_updated: rfc2822(queue.updatedAtMs),
    uri: `${path}.json`,
    subresource_uris: { members: `${path}/Members.json` },
  };
}

function memberJson(request: RestRequest, member: Member) {
  const { exchange, account, part } = request;
  const queueSid = part('QueueSid');
  const { members: waiting } = waitingLine(exchange, queueSid);
  return {
    queue_sid: queueSid,
    call_sid: member.line.callSid,
    date_enqueued: rfc2822(member.enqueuedAtMs),
    position: waiting.indexOf(member) + 1,
    wait_time: waitedSeconds(exchange, member),
    uri: `${accountPath(account.sid)}/Queues/${queueSid}/Members/${member.line.callSid}.json`,
  };
}
