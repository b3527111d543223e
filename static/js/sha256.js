// SHA-256 (FIPS 180-4) of short ASCII texts, at most 55 characters: one block, nothing allocated between calls. crypto.subtle exists in secure contexts
// alone, and answers too slowly for a hundred thousand small questions.

const ROUND = new Uint32Array(64);
const START = new Uint32Array(8);
const words = new Uint32Array(64);
const state = new Uint32Array(8);

export const LONGEST = 55;

// The fractional parts of the roots of the first primes, as the standard defines the constants.
for (let candidate = 2, found = 0; found < 64; candidate += 1) {
  if (!isPrime(candidate)) continue;
  ROUND[found] = fraction(Math.cbrt(candidate));
  if (found < 8) START[found] = fraction(Math.sqrt(candidate));
  found += 1;
}

function isPrime(number) {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
  return true;
}

function fraction(number) {
  return (number - Math.floor(number)) * 2 ** 32;
}

const turn = (word, by) => (word >>> by) | (word << (32 - by));

// The eight words of the hash; the same array each time.
export function sha256(text) {
  fill(text);
  state.set(START);
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + words[i];
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
  return state;
}

function fill(text) {
  words.fill(0, 0, 16);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  words[15] = text.length * 8;
  for (let i = 16; i < 64; i += 1) {
    const early = words[i - 15];
    const late = words[i - 2];
    words[i] = words[i - 16] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + words[i - 7] + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
  }
}
