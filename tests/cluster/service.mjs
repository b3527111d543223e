// For how long was there no service?

// The longest time within [from, to] in which none of these acknowledgements came, in ms. A time that goes on beyond the end counts up to it.
export function longestWithout(acknowledged, from, to) {
  const times = acknowledged.map(({ at }) => at).filter((at) => at >= from && at <= to).sort((a, b) => a - b);
  return [...times, to].reduce(({ longest, last }, at) => ({ longest: Math.max(longest, at - last), last: at }), { longest: 0, last: from }).longest;
}

// The longest that somebody waited for the acknowledgement of a message first sent within [from, to], in ms.
export function longestWait(acknowledged, from, to) {
  return Math.max(0, ...acknowledged.filter(({ first }) => first >= from && first <= to).map(({ first, at }) => at - first));
}
