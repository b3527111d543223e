// What is loaded when it is first wanted: `lazily(() => import("./x.js"), ({ X }) => new X())`. `come()` gives everybody who wants it the same promise of what is made
// of the module; `now` is that, once it is there. While the line is down it is waited for. Browsers may keep a module that failed as failed, and a page that is older
// than the house's files may get parts that do not fit: then it is loaded anew, which loses nothing.

import { TabStore } from "./store.js";

const RETRY = 2000;
const ANEW_WITHIN = 60_000;

export function lazily(load, make = (module) => module) {
  let coming = null;
  const one = { now: null, come: () => (coming ??= begin()) };
  const begin = async () => (one.now = await make(await untilItComes(load)));
  return one;
}

async function untilItComes(load) {
  try {
    return await load();
  } catch {
    while (!(await isThere())) await new Promise((tryAgain) => setTimeout(tryAgain, RETRY));
    return load().catch(anew);
  }
}

const isThere = () => fetch(import.meta.url, { method: "HEAD", cache: "no-store" }).then(({ status }) => status < 500, () => false);

// Not again and again.
function anew(failure) {
  const store = new TabStore("chatroom:");
  if (Date.now() - store.read("anew", 0) < ANEW_WITHIN) throw failure;
  store.write("anew", Date.now());
  location.reload();
  return new Promise(() => {});
}
