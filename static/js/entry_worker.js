// The small piece of work of a rush, off the page's own thread: counts up to the first number whose hash, behind the challenge, begins with enough zero bits.

import { sha256 } from "./sha256.js";

self.addEventListener("message", ({ data: { challenge, bits } }) => {
  for (let proof = 0; ; proof += 1) {
    if (Math.clz32(sha256(`${challenge}:${proof}`)[0]) >= bits) return self.postMessage(String(proof));
  }
});
