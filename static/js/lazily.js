// What is loaded when it is first wanted: `lazily(() => import("./x.js"), ({ X }) => new X())`. `come()` gives everybody who wants it the same promise of what is made
// of the module, and `now` is that, as soon as it is there. While the line is down it does not come; it is asked for until it does.

const RETRY = 2000;

export function lazily(load, make = (module) => module) {
  let coming = null;
  const one = { now: null, come: () => (coming ??= begin()) };
  const begin = async () => (one.now = await make(await untilItComes(load)));
  return one;
}

async function untilItComes(load) {
  for (;;) {
    try {
      return await load();
    } catch (failure) {
      if (!(failure instanceof TypeError)) throw failure; // what browsers say of a module that they cannot get
      await new Promise((tryAgain) => setTimeout(tryAgain, RETRY));
    }
  }
}
