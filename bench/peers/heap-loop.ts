// The least that an event simulator can do: a heap of moments in typed arrays, and for each a state that moves on by one. One
// argument: how many calls. Prints how many events there were, and the CPU seconds they took.
const calls = Number(process.argv[2]);
const steps = 10;
const pending = Math.min(calls, 10_000);

const due = new Float64Array(pending);
const heap = new Int32Array(pending);
const state = new Uint8Array(pending);
let seed = 1;
let begun = 0;
let events = 0;

const draw = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

function sink(slot: number): void {
  let place = 0;
  for (;;) {
    const first = place * 4 + 1;
    if (first >= pending) break;
    let least = first;
    for (let child = first + 1; child < Math.min(first + 4, pending); child += 1) {
      if ((due[heap[child] ?? 0] ?? 0) < (due[heap[least] ?? 0] ?? 0)) least = child;
    }
    const below = heap[least] ?? 0;
    if ((due[below] ?? 0) >= (due[slot] ?? 0)) break;
    heap[place] = below;
    place = least;
  }
  heap[place] = slot;
}

for (let slot = 0; slot < pending; slot += 1) {
  due[slot] = slot / pending;
  heap[slot] = slot;
}
begun = pending;

const before = process.cpuUsage();
for (;;) {
  const slot = heap[0] ?? 0;
  const now = due[slot] ?? 0;
  if (now === Number.POSITIVE_INFINITY) break;
  events += 1;
  state[slot] = (state[slot] ?? 0) + 1;
  if (state[slot] === steps) {
    state[slot] = 0;
    if (begun >= calls) due[slot] = Number.POSITIVE_INFINITY;
    else {
      begun += 1;
      due[slot] = now + draw();
    }
  } else due[slot] = now + draw() * 10;
  sink(slot);
}
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ events, cpuSeconds: (user + system) / 1e6 }));
