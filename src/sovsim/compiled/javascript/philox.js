// Draws in (0, 1): Philox 4x64-10, bit for bit those of NumPy, by halves of 32 bits.
//
// A number of 64 bits is two halves, each a whole number below 2^32. The high half of a product of
// two halves comes from the product in floating point: less its low half it lies within 2^11 of a
// multiple of 2^32, so that rounding finds it exactly.

const WORD = 2 ** 32;
const SHARE = 2 ** -32;
const SMALLEST = 2 ** -54;
const DRAWS = 4; // that one value of the counter gives
const CHUNK = 16; // quarters that one address serves
const START = [256, 0]; // in place of the chunk: draws for what holds at the start

const FIRST_HIGH = 0xd2e7470e, FIRST_LOW = 0xe14c6c93;
const SECOND_HIGH = 0xca5a8263, SECOND_LOW = 0x95121157;

// The keys of the ten rounds, four halves each, that a seed gives.
function roundKeys(seed) {
  const keys = new Uint32Array(40);
  let first = [Math.floor(seed / WORD), seed >>> 0];
  let second = [0, 0];
  for (let round = 0; round < 10; round++) {
    keys.set([...first, ...second], 4 * round);
    first = sum64(first, [0x9e3779b9, 0x7f4a7c15]);
    second = sum64(second, [0xbb67ae85, 0x84caa73b]);
  }
  return keys;
}

function sum64(a, b) {
  const low = a[1] + b[1];
  return [(a[0] + b[0] + (low >= WORD ? 1 : 0)) >>> 0, low >>> 0];
}

// The four draws of an address into out[at], out[at + apart], ...
//
// The address is four numbers of 64 bits: run and block, unit, purpose, chunk; of unit and purpose
// only the low halves are ever used.
function philox(keys, runHigh, runLow, unit, purpose, chunkHigh, chunkLow, out, at, apart) {
  let aHigh = runHigh, aLow = runLow, bHigh = 0, bLow = unit;
  let cHigh = 0, cLow = purpose, dHigh = chunkHigh, dLow = chunkLow;
  for (let k = 0; k < 40; k += 4) {
    const p = Math.imul(FIRST_LOW, aLow) >>> 0;
    const q = Math.imul(FIRST_HIGH, aLow) >>> 0;
    const r = Math.imul(FIRST_LOW, aHigh) >>> 0;
    const s = Math.imul(FIRST_HIGH, aHigh) >>> 0;
    const pHigh = ((FIRST_LOW * aLow - p) * SHARE + 0.5) >>> 0;
    const qHigh = ((FIRST_HIGH * aLow - q) * SHARE + 0.5) >>> 0;
    const rHigh = ((FIRST_LOW * aHigh - r) * SHARE + 0.5) >>> 0;
    const sHigh = ((FIRST_HIGH * aHigh - s) * SHARE + 0.5) >>> 0;
    const middle = pHigh + q + r;
    const firstMiddle = middle >>> 0;
    const upper = s + qHigh + rHigh + (middle - firstMiddle) * SHARE;
    const firstUpper = upper >>> 0;
    const firstTop = sHigh + (upper - firstUpper) * SHARE;
    const t = Math.imul(SECOND_LOW, cLow) >>> 0;
    const u = Math.imul(SECOND_HIGH, cLow) >>> 0;
    const v = Math.imul(SECOND_LOW, cHigh) >>> 0;
    const w = Math.imul(SECOND_HIGH, cHigh) >>> 0;
    const tHigh = ((SECOND_LOW * cLow - t) * SHARE + 0.5) >>> 0;
    const uHigh = ((SECOND_HIGH * cLow - u) * SHARE + 0.5) >>> 0;
    const vHigh = ((SECOND_LOW * cHigh - v) * SHARE + 0.5) >>> 0;
    const wHigh = ((SECOND_HIGH * cHigh - w) * SHARE + 0.5) >>> 0;
    const center = tHigh + u + v;
    const secondMiddle = center >>> 0;
    const over = w + uHigh + vHigh + (center - secondMiddle) * SHARE;
    const secondUpper = over >>> 0;
    const secondTop = wHigh + (over - secondUpper) * SHARE;
    aHigh = (secondTop ^ bHigh ^ keys[k]) >>> 0;
    aLow = (secondUpper ^ bLow ^ keys[k + 1]) >>> 0;
    bHigh = secondMiddle;
    bLow = t;
    cHigh = (firstTop ^ dHigh ^ keys[k + 2]) >>> 0;
    cLow = (firstUpper ^ dLow ^ keys[k + 3]) >>> 0;
    dHigh = firstMiddle;
    dLow = p;
  }
  out[at] = uniform(aHigh, aLow);
  out[at + apart] = uniform(bHigh, bLow);
  out[at + 2 * apart] = uniform(cHigh, cLow);
  out[at + 3 * apart] = uniform(dHigh, dLow);
}

function uniform(high, low) {
  const drawn = (high * 2097152 + (low >>> 11)) * 2 ** -53;
  return drawn > SMALLEST ? drawn : SMALLEST;
}

// The first word of the counter for a run's draws of the four quarters about a step.
const firstWord = (run, step) =>
  run * (CHUNK / DRAWS) + Math.floor((step % CHUNK) / DRAWS) + 1;

// The draws of one run for the four quarters from `step`, a multiple of 4: out[quarter][slot].
function drawQuarters(keys, run, step, address, out) {
  const { words, purposes } = address;
  const place = firstWord(run, step);
  const chunk = Math.floor(step / CHUNK);
  const high = Math.floor(place / WORD), low = place >>> 0;
  for (let slot = 0; slot < words.length; slot++) {
    philox(keys, high, low, words[slot], purposes[slot], 0, chunk, out, slot, words.length);
  }
}

// The draw of one run that belongs to a unit and to a name at the start; both as their words.
function drawStart(keys, run, unit, name) {
  const place = run + 1;
  const high = Math.floor(place / WORD);
  philox(keys, high, place >>> 0, unit, name, START[0], START[1], AT_START, 0, 1);
  return AT_START[0];
}

const AT_START = new Float64Array(DRAWS);
