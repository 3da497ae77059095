import { writeFileSync, mkdirSync } from 'node:fs';
import { checkFlow, simulate, readGraph } from '../src/index.ts';
import { around, caller, called, directory, flow } from './workspace.ts';
const out = '/work/main/conformance/flows/';
writeFileSync(`${out}workspace.json`, JSON.stringify({ note: 'What there is around the cases: a directory as flows know it.', at: '2026-11-24T09:00:00Z', caller, called, directory }, null, 2) + '\n');
type R = { name: string; flow: any; acts?: any[]; at?: string; caller?: string; versions?: any };
function run(file: string, cases: R[]) {
  writeFileSync(`${out}${file}.json`, JSON.stringify(cases.map((c) => {
    const s = simulate({ graphOf: (v) => (v === 'version_this' ? c.flow : c.versions?.[v ?? '']), version: 'version_this', around: { at: new Date(c.at ?? around.at), directory }, acts: c.acts ?? [], caller: c.caller ?? caller, called });
    return { ...c, end: s.end, visited: s.visited, documents: s.steps.map((x) => x.verbs), ...(s.message && { message: s.message }), ...(s.problem && { refused: s.problem.sentence }) };
  }), null, 1) + '\n');
}
const press = (digits: string) => ({ do: 'press', digits }); const wait = { do: 'wait' }; const speak = (text: string) => ({ do: 'speak', text });
const dialled = (outcome: string) => ({ do: 'dialled', outcome }); const leave = (seconds: number) => ({ do: 'leave-message', seconds });
const say = (id: string, message = id): [string, string, object] => [id, 'say', { message }];
const bye: [string, string, object] = ['bye', 'hangup', { message: 'Goodbye then.' }];
const s: [string, string] = ['start', 'start'];
run('running', [
  { name: 'a flow of a start alone says goodbye', flow: flow([s]) },
  { name: 'nodes are run in the order of the edges, not of the list', flow: flow([bye, ['music', 'play', { audio_url: 'https://example.com/a.wav', loop: 2 }], ['jingle', 'play', { media_id: 'media_1' }], ['hello', 'say', { message: ' Good day. ', voice: 'alice', language: 'en-GB' }], s], 'music > jingle', 'jingle > bye', 'start > hello', 'hello next > music') },
  { name: 'an exit that no edge leaves by ends the flow politely', flow: flow([s, say('hello', 'Good day.')], 'start > hello') },
  { name: 'nodes that nothing leads to are not run', flow: flow([s, say('island')]) },
  { name: 'a hang-up without words says goodbye, so that no document is silent', flow: flow([s, ['bye', 'hangup']], 'start > bye') },
  { name: 'text with a variable that is not set leaves it out, and markup in a text is only text', flow: flow([s, say('hello', 'Hi {{name}}, you call from {{caller}}. <Hangup/>')], 'start > hello') },
  { name: 'a loop that never waits is refused', flow: flow([s, say('one'), say('two')], 'start > one', 'one > two', 'two > one') },
  { name: 'a loop in which nobody could ring ends politely', flow: flow([s, ['ring', 'dial', { targets: [{ group_id: 'group_empty' }] }]], 'start > ring', 'ring no-answer > ring') },
  { name: 'a kind that there is not is refused by name', flow: flow([s, ['fax', 'fax']], 'start > fax') },
  { name: 'a node that is not filled in is refused by name', flow: flow([s, ['music', 'play', { audio_url: 'file:///a.wav' }]], 'start > music') },
  { name: 'an edge to a node that there is not ends the call politely', flow: flow([s], 'start > nowhere') },
  { name: 'a caller who hangs up ends the run', flow: flow([s, ['m', 'menu', { message: 'Press 1.', options: { 1: '' } }]], 'start > m'), acts: [{ do: 'hang-up' }] },
]);
const menu = (data: object, ...more: string[]) => flow([s, ['m', 'menu', { message: 'Press 1 or 2.', options: { 1: 'Sales', 2: '' }, tries: 2, ...data }], say('sales'), say('two'), say('silent'), say('wrong'), ...(more.length ? [['x', 'say', { message: 'x' }] as [string, string, object]] : [])], 'start > m', 'm 1 > sales', 'm 2 > two', 'm no-input > silent', 'm invalid > wrong', ...more);
run('asking', [
  { name: 'a menu gathers one key and leaves by it', flow: menu({}), acts: [press('1')] },
  { name: 'after a wrong key a menu says so and asks again', flow: menu({}), acts: [press('9'), press('2')] },
  { name: 'a wrong key on the last try leaves by invalid', flow: menu({}), acts: [press('9'), press('12')] },
  { name: 'silence asks again without a rebuke, and then leaves by no-input', flow: menu({}), acts: [wait, wait] },
  { name: 'a wrong key in words of one\'s own', flow: menu({ invalid_message: 'No, {{caller}}.' }), acts: [press('9')] },
  { name: 'with keys of several digits as many are gathered as the longest has, and a short one ends by the time', flow: flow([s, ['m', 'menu', { message: 'Extension?', options: { 0: '', 4321: 'Anna' }, timeout_seconds: 3 }], say('desk'), say('anna'), say('no')], 'start > m', 'm 0 > desk', 'm 4321 > anna', 'm > no'), acts: [press('4321')] },
  { name: 'a menu with # as a key lets # end nothing', flow: flow([s, ['m', 'menu', { message: 'Star or hash?', options: { '*': '', '#': '' } }], say('star'), say('hash'), say('no')], 'start > m', 'm * > star', 'm # > hash', 'm next > no'), acts: [press('#')] },
  { name: 'a branch that is not drawn goes by next', flow: flow([s, ['m', 'menu', { message: 'Press 1.', options: { 1: '', 2: '' }, tries: 1 }], say('other')], 'start > m', 'm > other'), acts: [press('2')] },
  { name: 'a menu without options takes any digits and keeps them', flow: flow([s, ['m', 'menu', { message: 'Your number?', most_digits: 6, save_as: 'account' }], say('thanks', 'Thank you, {{account}}.'), say('none')], 'start > m', 'm entered > thanks', 'm no-input > none'), acts: [press('12345')] },
  { name: 'a menu with sound of ours plays it while it listens', flow: flow([s, ['m', 'menu', { media_id: 'media_1', options: { 1: '' } }], say('one')], 'start > m', 'm > one'), acts: [press('1')] },
  { name: 'speech is understood by words, not by parts of words', flow: flow([s, ['q', 'speech', { message: 'Sales or support?', language: 'en-US', choices: [{ name: 'sales', words: ['sale', 'buy'] }, { name: 'support', words: ['support', 'does not work'] }] }], say('sales'), say('support'), say('no')], 'start > q', 'q sales > sales', 'q support > support', 'q > no'), acts: [speak('Wholesale!'), speak('It, um, DOES NOT work.')] },
  { name: 'speech without choices takes anything and keeps it', flow: flow([s, ['q', 'speech', { message: 'Your name?', save_as: 'name' }], say('hi', 'Hello {{name}}.'), say('no')], 'start > q', 'q heard > hi', 'q no-input > no'), acts: [speak('Ada <b>')] },
  { name: 'speech leaves by no-input after silence on every try', flow: flow([s, ['q', 'speech', { message: 'Your name?', tries: 2 }], say('hi'), say('no')], 'start > q', 'q heard > hi', 'q no-input > no'), acts: [wait, wait] },
  { name: 'a record node records and goes on', flow: flow([s, ['r', 'record', { message: 'Say your name.', max_seconds: 10, silence_seconds: 3, beep: false }], say('thanks')], 'start > r', 'r > thanks'), acts: [leave(4)] },
  { name: 'a record node that heard nothing leaves by silent where that is drawn', flow: flow([s, ['r', 'record', {}], say('thanks'), say('silence')], 'start > r', 'r next > thanks', 'r silent > silence'), acts: [wait] },
]);
const hours = (test = 'hours') => flow([s, ['c', 'condition', { test, hours_id: 'hours_1' }], say('a'), say('b'), say('h')], 'start > c', ...(test === 'hours' ? ['c open > a', 'c closed > b', 'c holiday > h'] : ['c yes > h', 'c no > a']));
const cond = (data: object) => flow([s, ['v', 'set-variable', { name: 'n', value: ' Ten 10 ' }], ['k', 'set-variable', { name: 'age', value: '41' }], ['c', 'condition', data], say('yes'), say('no')], 'start > v', 'v > k', 'k > c', 'c yes > yes', 'c no > no');
run('deciding', [
  { name: 'open by the opening hours', flow: hours() },
  { name: 'closed in the evening, by the clock of the zone', flow: hours(), at: '2026-11-24T16:00:00Z' },
  { name: 'holiday before everything else', flow: hours(), at: '2026-12-25T10:00:00Z' },
  { name: 'a holiday that is not drawn goes the way of closed', flow: flow([s, ['c', 'condition', { test: 'hours', hours_id: 'hours_1' }], say('a'), say('b')], 'start > c', 'c open > a', 'c closed > b'), at: '2026-12-25T10:00:00Z' },
  { name: 'hours that were deleted keep nobody out', flow: flow([s, ['c', 'condition', { test: 'hours', hours_id: 'constructor' }], say('a')], 'start > c', 'c open > a') },
  { name: 'is it a holiday: yes', flow: hours('holiday'), at: '2026-12-25T10:00:00Z' },
  { name: 'is it a holiday: no', flow: hours('holiday') },
  { name: 'who calls: by the beginning of the number', flow: cond({ test: 'caller', numbers: ['+391', '+3906*'] }) },
  { name: 'who calls: a withheld number is among none', flow: cond({ test: 'caller', numbers: ['+3906*'] }), caller: 'anonymous' },
  { name: 'which number was called', flow: cond({ test: 'called', numbers: ['+390687654321'] }) },
  { name: 'a variable is equal without regard to case and blanks around', flow: cond({ test: 'variable', variable: 'n', is: 'equal', value: 'TEN 10' }) },
  { name: 'a variable is not equal', flow: cond({ test: 'variable', variable: 'n', is: 'not-equal', value: 'ten' }) },
  { name: 'a variable contains the value of another', flow: cond({ test: 'variable', variable: 'caller', is: 'contains', value: '{{called}}' }) },
  { name: 'numbers are compared as numbers', flow: cond({ test: 'variable', variable: 'age', is: 'greater', value: '5' }) },
  { name: 'a text is neither greater nor less than a number', flow: cond({ test: 'variable', variable: 'n', is: 'less', value: '5' }) },
  { name: 'a variable that nothing set is not less than anything', flow: cond({ test: 'variable', variable: 'constructor', is: 'less', value: '5' }) },
  { name: 'a variable that every object has is not set', flow: cond({ test: 'variable', variable: 'constructor', is: 'set' }) },
  { name: 'a value is made of others', flow: flow([s, ['v', 'set-variable', { name: 'who', value: 'caller {{caller}}' }], say('a', '{{who}}!')], 'start > v', 'v > a') },
]);
const ring = (data: object) => flow([s, ['d', 'dial', data], say('after'), say('nobody'), say('busy')], 'start > d', 'd answered > after', 'd no-answer > nobody', 'd busy > busy');
run('connecting', [
  { name: 'a person rings, and after the conversation the flow goes on', flow: ring({ targets: [{ person_id: 'person_anna' }] }), acts: [dialled('answered')] },
  { name: 'somebody\'s own box is not used: the drawing says what happens when nobody answers', flow: ring({ targets: [{ person_id: 'person_anna' }] }), acts: [dialled('no-answer')] },
  { name: 'busy has a branch of its own', flow: ring({ targets: [{ person_id: 'person_anna' }] }), acts: [dialled('busy')] },
  { name: 'failed goes the way of no answer', flow: ring({ targets: [{ person_id: 'person_anna' }] }), acts: [dialled('failed')] },
  { name: 'S2\'s number rings', flow: ring({ number: '+12345678901', screen: false, caller_id: 'called', ring_seconds: 10 }), acts: [dialled('answered')] },
  { name: 'all of a group ring at once, each number once', flow: ring({ targets: [{ group_id: 'group_sales' }, { person_id: 'person_anna' }] }), acts: [dialled('no-answer')] },
  { name: 'in turn the next rings when one does not answer', flow: ring({ targets: [{ group_id: 'group_sales' }], strategy: 'in-turn' }), acts: [dialled('no-answer'), dialled('answered')] },
  { name: 'in turn those without a phone are passed over', flow: ring({ targets: [{ person_id: 'person_carla' }, { person_id: 'person_anna' }, { person_id: 'person_carla' }], strategy: 'in-turn' }), acts: [dialled('busy')] },
  { name: 'more than ten numbers ring ten at a time', flow: ring({ targets: [{ group_id: 'group_many' }] }), acts: [dialled('no-answer'), dialled('no-answer')] },
  { name: 'a rule for no answer leads to the next person, whose silence goes back to the drawing', flow: ring({ targets: [{ person_id: 'person_bruno' }] }), acts: [dialled('no-answer'), dialled('no-answer')] },
  { name: 'a rule for busy leads outside, where nobody has to press a key', flow: ring({ targets: [{ person_id: 'person_bruno' }] }), acts: [dialled('busy'), dialled('answered')] },
  { name: 'a rule into a box takes a message', flow: ring({ targets: [{ person_id: 'person_dario' }] }), acts: [dialled('no-answer'), leave(7)] },
  { name: 'a rule into a box, and nothing said', flow: ring({ targets: [{ person_id: 'person_dario' }] }), acts: [dialled('no-answer'), wait] },
  { name: 'whoever calls is not rung', flow: ring({ targets: [{ group_id: 'group_sales' }] }), caller: '+393331111111' },
  { name: 'somebody who calls the number that rings them finds it busy, and their rule applies', flow: ring({ targets: [{ person_id: 'person_bruno' }] }), caller: '+393332222222' },
  { name: 'an empty group and people who are gone cannot be reached', flow: ring({ targets: [{ group_id: 'group_empty' }, { group_id: 'constructor' }, { person_id: 'gone' }] }) },
  { name: 'forward hands the call to a number outside without asking for a key', flow: flow([s, ['f', 'forward', { number: '+390655555555' }], say('no')], 'start > f', 'f no-answer > no'), acts: [dialled('busy')] },
  { name: 'forward to a number of ours rings whom it leads to', flow: flow([s, ['f', 'forward', { number: '+390699999999' }], say('no')], 'start > f', 'f no-answer > no'), acts: [dialled('answered')] },
]);
const http = (data: object) => flow([s, say('wait', 'One moment.'), ['h', 'http-request', { url: 'https://api.example.com/customers?phone={{caller}}', ...data }], say('ok', 'Hello {{name}}, {{count}}.'), say('failed')], 'start > wait', 'wait > h', 'h ok > ok', 'h failed > failed');
run('doing', [
  { name: 'parts of a JSON answer become variables; what is no text, number or truth becomes nothing', flow: http({ save: { name: 'items.0.name', count: 'count', list: 'items', none: '__proto__.x' } }), acts: [{ do: 'fetched', status: 200, body: { items: [{ name: 'Ada' }], count: 3 } }] },
  { name: 'an answer that is no success fails', flow: http({}), acts: [{ do: 'fetched', status: 404, body: null }] },
  { name: 'an answer that is no JSON is empty', flow: http({ save: { name: 'name' } }), acts: [{ do: 'fetched', status: 204, body: null }] },
  { name: 'without an answer it fails', flow: http({ method: 'POST', headers: { 'X-Caller': '{{caller}}' }, body: '{"from":"{{caller}}"}', timeout_ms: 500 }), acts: [{ do: 'hang-up' }] },
  { name: 'what somebody said is data, not part of the address, of a header or of the JSON', flow: flow([s, ['q', 'speech', { message: 'Name?', save_as: 'name' }], ['h', 'http-request', { method: 'PUT', url: 'https://api.example.com/a/{{name}}/b', headers: { 'X-Name': '{{name}}' }, body: '{"name":"{{name}}"}' }], say('ok'), say('no')], 'start > q', 'q > h', 'h ok > ok', 'h failed > no'), acts: [speak('../x?y="1"\r\nHost: evil'), { do: 'fetched', status: 200 }] },
  { name: 'dots alone do not climb out of a path', flow: flow([s, ['q', 'speech', { message: 'Name?', save_as: 'name' }], ['h', 'http-request', { url: 'https://api.example.com/a/{{name}}/b' }], say('ok'), say('no')], 'start > q', 'q > h', 'h ok > ok', 'h failed > no'), acts: [speak('..'), { do: 'fetched', status: 200 }] },
  { name: 'the call goes on in the version of another flow that is live, with its variables', flow: flow([s, ['v', 'set-variable', { name: 'x', value: 'from before' }], ['g', 'go-to-flow', { flow_id: 'flow_other' }]], 'start > v', 'v > g'), versions: { version_other: flow([s, say('there', 'Here, {{x}}.')], 'start > there') } },
  { name: 'a flow that is not published is unavailable', flow: flow([s, ['g', 'go-to-flow', { flow_id: 'flow_draft' }], say('sorry')], 'start > g', 'g unavailable > sorry') },
  { name: 'a version that is gone is unavailable', flow: flow([s, ['g', 'go-to-flow', { flow_id: 'flow_other' }], say('sorry')], 'start > g', 'g unavailable > sorry') },
  { name: 'two flows that lead to each other without waiting are refused', flow: flow([s, ['g', 'go-to-flow', { flow_id: 'flow_other' }]], 'start > g'), versions: { version_other: flow([s, ['g', 'go-to-flow', { flow_id: 'flow_other' }]], 'start > g') } },
]);
const vm = (data: object, ...more: string[]) => flow([s, ['v', 'voicemail', data], ...(more.length ? [say('after')] : [])], 'start > v', ...more);
run('messages', [
  { name: 'a message for the box of the workspace, with thanks', flow: vm({}), acts: [leave(9)] },
  { name: 'a message for a box that was chosen', flow: vm({ box_id: 'box_anna' }), acts: [leave(9)] },
  { name: 'a box that was deleted gives way to the one of the workspace', flow: vm({ box_id: 'constructor' }), acts: [leave(9)] },
  { name: 'nothing said is no message', flow: vm({}), acts: [wait] },
  { name: 'a full box says so', flow: vm({ box_id: 'box_full' }) },
  { name: 'a full box leads on where that is drawn', flow: vm({ box_id: 'box_full' }, 'v full > after') },
  { name: 'after a message the flow goes on where that is drawn', flow: vm({}, 'v left > after'), acts: [leave(3)] },
  { name: 'hanging up with a last word', flow: flow([s, bye], 'start > bye') },
]);
function check(file: string, cases: { name: string; flow: any; liveOther?: any }[]) {
  writeFileSync(`${out}${file}.json`, JSON.stringify(cases.map((c) => ({ ...c, problems: checkFlow(c.flow, { directory, flowId: 'flow_this', liveGraphOf: (id) => (id === 'flow_other' ? c.liveOther : undefined) }).map(({ nodeId, field, severity, code }) => ({ node: nodeId, ...(field !== undefined && { field }), severity, code })) })), null, 1) + '\n');
}
const good = (...n: [string, string, object?][]) => n;
const v: [string, string] = ['v', 'voicemail'];
const req = (url: string) => flow([s, ['h', 'http-request', { url }], v], 'start > h', 'h > v');
check('refusing', [
  { name: 'a whole flow has no problems', flow: flow([s, say('hello'), v], 'start > hello', 'hello > v') },
  { name: 'no start', flow: flow([bye]) },
  { name: 'a second start', flow: flow([s, ['again', 'start'], bye], 'start > bye', 'again > bye') },
  { name: 'two nodes with one id', flow: flow([s, say('x'), say('x'), v], 'start > x', 'x > v') },
  { name: 'an edge into the start', flow: flow([s, ['m', 'menu', { message: 'x', options: { 1: '' } }]], 'start > m', 'm > start') },
  { name: 'a kind that there is not', flow: flow([s, ['x', 'constructor']], 'start > x') },
  { name: 'a kind that is not available yet', flow: flow([s, ['x', 'queue']], 'start > x') },
  { name: 'nothing to say, play, ring, ask, go on in, look at', flow: flow([s, ['a', 'say'], ['b', 'play'], ['c', 'dial', { targets: [] }], ['d', 'http-request', { url: '' }], ['e', 'condition', { test: 'hours' }], ['f', 'menu', { options: {} }], ['g', 'forward'], ['h', 'go-to-flow']], 'start > a', 'a > b', 'b > c', 'c > d', 'd > e', 'e > f', 'f > g', 'g > h') },
  { name: 'values that a kind cannot use, at their field', flow: flow([s, ['a', 'dial', { number: '12', ring_seconds: 500, strategy: 'never' }], ['m', 'menu', { message: 'x', options: { 12345: 'x' }, tries: 0 }], v], 'start > a', 'a > m', 'm > v') },
  { name: 'a node that nothing leads to', flow: flow([s, v, say('island')], 'start > v', 'island > v') },
  { name: 'a branch without a way on', flow: flow([s, say('a')], 'start > a') },
  { name: 'keys, silence and wrong keys without a way on', flow: flow([s, ['m', 'menu', { message: 'x', options: { 1: 'Sales' } }]], 'start > m') },
  { name: 'hours that no branch covers', flow: flow([s, ['c', 'condition', { test: 'hours', hours_id: 'hours_1' }], v], 'start > c', 'c open > v') },
  { name: 'an edge to and one from a node that there is not', flow: flow([s, v], 'start > ghost', 'ghost > v') },
  { name: 'two edges by one exit', flow: flow([s, v, bye], 'start > v', 'start next > bye') },
  { name: 'an edge by an exit that there is not', flow: flow([s, v, ['bye', 'hangup']], 'start > v', 'v 1 > bye', 'bye > v') },
  { name: 'a loop without input is named once', flow: flow([s, say('a'), say('b'), say('c'), v], 'start > a', 'a > b', 'b > c', 'c > a') },
  { name: 'a loop in which an answered request leads back', flow: flow([s, ['h', 'http-request', { url: 'https://example.com' }], v], 'start > h', 'h ok > v', 'h failed > h') },
  { name: 'a loop with a menu in it is none', flow: flow([s, say('a'), ['m', 'menu', { message: 'x', options: { 1: '' } }]], 'start > a', 'a > m', 'm > a') },
  { name: 'a loop through another flow', flow: flow([s, ['g', 'go-to-flow', { flow_id: 'flow_other' }]], 'start > g'), liveOther: flow([s, ['g', 'go-to-flow', { flow_id: 'flow_this' }]], 'start > g') },
  { name: 'a flow that goes to another that waits is no loop', flow: flow([s, ['g', 'go-to-flow', { flow_id: 'flow_other' }]], 'start > g'), liveOther: flow([s, ['m', 'menu', { message: 'x', options: { 1: '' } }], ['g', 'go-to-flow', { flow_id: 'flow_this' }]], 'start > m', 'm > g') },
  { name: 'a variable that nothing sets, and one that only some ways set', flow: flow([s, ['m', 'menu', { message: 'Hi {{nobody}}', save_as: 'n', tries: 1 }], say('a', 'Yes {{n}} {{ caller }}'), say('b', 'No {{n}}'), v], 'start > m', 'm entered > a', 'm no-input > b', 'a > b', 'b > v') },
  { name: 'a variable that is set only after an edge that leads back', flow: flow([s, ['m', 'menu', { message: 'Again {{n}}', save_as: 'n' }]], 'start > m', 'm > m') },
  { name: 'a variable that a flow sets which leads here', flow: flow([s, say('a', 'Hi {{x}}'), v], 'start > a', 'a > v'), liveOther: flow([s, ['q', 'set-variable', { name: 'x', value: '1' }], ['g', 'go-to-flow', { flow_id: 'flow_this' }]], 'start > q', 'q > g') },
  { name: 'whether a variable is set may be asked of any', flow: flow([s, ['c', 'condition', { test: 'variable', variable: 'vip', is: 'set' }], v], 'start > c', 'c > v') },
  { name: 'things that the workspace does not have', flow: flow([s, ['c', 'condition', { test: 'hours', hours_id: 'constructor' }], ['p', 'play', { media_id: 'media_2' }], ['d', 'dial', { targets: [{ person_id: 'x' }, { group_id: 'y' }] }], ['v', 'voicemail', { box_id: 'z' }], ['g', 'go-to-flow', { flow_id: 'q' }]], 'start > c', 'c > p', 'p > d', 'd answered > g', 'd > v') },
  { name: 'a person without a phone, a group of nobody, a flow that is not published', flow: flow([s, ['d', 'dial', { targets: [{ person_id: 'person_carla' }, { group_id: 'group_empty' }] }], v, ['g', 'go-to-flow', { flow_id: 'flow_draft' }]], 'start > d', 'd > v', 'd answered > g') },
  { name: 'ringing a number of ours that leads back to this flow', flow: flow([s, ['d', 'dial', { number: called }], ['f', 'forward', { number: called }], v], 'start > d', 'd > f', 'f > v') },
  { name: 'ringing a number of ours that leads to somebody else', flow: flow([s, ['f', 'forward', { number: '+390699999999' }], v], 'start > f', 'f > v') },
  ...['http://localhost/x', 'https://localhost./x', 'https://printer.local/', 'https://vault.internal/', 'https://intranet/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://10.1.2.3/', 'https://100.64.0.1/', 'https://169.254.169.254/latest', 'https://172.31.0.1/', 'https://192.168.0.1:8443/', 'https://[::1]/', 'https://[::]/', 'https://[fe80::1]/', 'https://[fd00::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[64:ff9b::a00:1]/', 'https://[2002:7f00:1::]/'].map((url) => ({ name: `an address inside: ${url}`, flow: req(url) })),
  ...['https://8.8.8.8/', 'https://172.32.0.1/', 'https://[2606:4700::1111]/', 'https://example.com:8443/x?y={{caller}}'].map((url) => ({ name: `an address outside: ${url}`, flow: req(url) })),
  { name: 'an address without encryption', flow: req('http://example.com/') },
  { name: 'a text that nobody listens to, and a menu that nobody remembers', flow: flow([s, say('a', 'x'.repeat(501)), ['m', 'menu', { message: 'x', options: Object.fromEntries([...'0123456789'].map((k) => [k, ''])) }], v], 'start > a', 'a > m', 'm > v') },
  { name: 'ringing after which nothing is said', flow: flow([s, say('a'), ['d', 'dial', { targets: [{ person_id: 'person_anna' }] }], ['k', 'set-variable', { name: 'x', value: '1' }], ['bye', 'hangup']], 'start > a', 'a > d', 'd > k', 'k > bye') },
  { name: 'a flow in which nothing is said', flow: flow([s, ['bye', 'hangup']], 'start > bye') },
]);
writeFileSync(`${out}reading.json`, JSON.stringify([
  { name: 'S2\'s own example: the keys of a menu are the labels of its edges', given: { nodes: [{ id: 'start', type: 'start', data: {} }, { id: 'menu1', type: 'menu', data: { message: 'Press 1 for...', options: {} } }, { id: 'dial1', type: 'dial', data: { number: '+1234567890' } }], edges: [{ id: 'e1', source: 'start', target: 'menu1' }, { id: 'e2', source: 'menu1', target: 'dial1', label: '1' }] } },
  { name: 'wrapped as flow_definition, with names and positions, and a key that is a number', given: { flow_definition: { nodes: [{ id: 'a', type: 'start', name: ' In ', position: { x: 1.5, y: -2 } }, { id: 'm', type: 'menu', name: '', data: { message: 'x' } }], edges: [{ id: 'e', source: 'm', target: 'a', label: 3 }] } } },
  { name: 'digits of any length stay digits of any length', given: { nodes: [{ id: 'm', type: 'menu', data: { message: 'x', options: {} } }], edges: [{ id: 'e', source: 'm', target: 'm', label: 'entered' }] } },
  ...[null, 7, 'flow', [], {}, { nodes: {} }, { nodes: [], edges: 1 }].map((given) => ({ name: `no flow: ${JSON.stringify(given)}`, given })),
  { name: 'nodes that are none', given: { nodes: [1, null, [], {}, { id: '' }, { id: 'a' }, { id: 'b', type: 'fax' }, { id: 'c', type: 'constructor' }, { id: 'd', type: 'say', data: [], name: 5, position: { x: 'left' } }] } },
  { name: 'two nodes with one id', given: { nodes: [{ id: 'a', type: 'start' }, { id: 'a', type: 'say' }] } },
  { name: 'edges that are none', given: { nodes: [], edges: [1, {}, { id: 'e' }, { id: 'e', source: 'a' }, { id: 'e', source: 'a', target: 'b', label: {} }, { id: 'f', source: 'a', target: 'b' }, { id: 'f', source: 'a', target: 'b' }] } },
  { name: 'names that programs give a meaning', given: JSON.parse('{"nodes":[{"id":"a","type":"say","data":{"__proto__":{"admin":true}}},{"id":"b","type":"menu","data":{"options":{"constructor":"x"}}}],"edges":[]}') },
  { name: 'data that is nested too deeply', given: { nodes: [{ id: 'a', type: 'say', data: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) }] } },
].map((c) => { const r = readGraph(c.given); return { ...c, ...(r.graph ? { graph: r.graph } : { problems: r.problems!.map(({ nodeId, field, code }) => ({ node: nodeId, ...(field !== undefined && { field }), code })) }) }; }), null, 1) + '\n');
