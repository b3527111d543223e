// What was said in this browser and is not yet known to be stored: the one queue of it, in IndexedDB, where every page and the service worker find it. Pages import this file and
// the service worker loads it as a script (not every browser with push takes a module there), so what it gives stands at `self.unsent`.
//
// An entry: { id, author, place, name, frame, body, re, media, at, keeper, tab, held, refused }
//   place, name  the path of the page that it was said on, and what that page is called
//   frame        what goes out, as in PROTOCOL.md
//   keeper       the page that looks after it; others leave it alone while that page lives
//   held         the server keeps it for a moderator          refused  { text, retry, notBefore }: why it was not taken

const STORE = "unsent";
const FORGOTTEN_AFTER = 30 * 24 * 3600_000; // of people who never came back
const FOR_GOOD = /^body_|^bad_id|^unknown_lounge|^picture_|^said_|^content_|^not_shown/;

class Unsent {
  async all() {
    const entries = await this.ask("readonly", (rows) => rows.getAll(), []);
    return entries.sort((one, other) => one.at - other.at);
  }

  async of(place) {
    return (await this.all()).filter((entry) => entry.place === place);
  }

  put(entry) {
    return this.ask("readwrite", (rows) => rows.put(entry));
  }

  drop(id) {
    return this.ask("readwrite", (rows) => rows.delete(id));
  }

  // Somebody has left on purpose: nothing of theirs stays on what may be another's device; nor does what is too old to be of use to anybody.
  async forget(author) {
    const now = Date.now();
    const gone = (await this.all()).filter((entry) => entry.author === author || now - entry.at > FORGOTTEN_AFTER);
    return Promise.all(gone.map(({ id }) => this.drop(id)));
  }

  // As a server's refusal is kept: { code, message, retryAfter } (a `nack`).
  refusal({ code = "", message = "", retryAfter = 0 }) {
    return { text: message, retry: !FOR_GOOD.test(code), notBefore: Date.now() + retryAfter };
  }

  // From now on, as long as this page or worker lives.
  keep(keeper) {
    navigator.locks?.request(lockOf(keeper), () => new Promise(() => {}));
  }

  // Calls `take` once that keeper is gone; `options` may hold a signal that ends the waiting. (Without locks, so outside of https, nobody knows who lives; then an entry may be
  // sent twice, which its id makes harmless.)
  whenLeft(keeper, take, options = {}) {
    return navigator.locks ? navigator.locks.request(lockOf(keeper), options, take) : take();
  }

  // A browser that refuses storage costs the convenience and nothing else: `otherwise` is the answer then. One that has closed the database meanwhile (of a page that slept, or
  // with the site's data) is asked again.
  async ask(mode, question, otherwise, again = false) {
    const opened = this.opening;
    try {
      const database = await (this.opening ??= open());
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const request = question(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
        transaction.commit?.(); // a page that is about to close does not come to it by itself
      });
    } catch {
      this.opening = undefined;
      return opened && !again ? this.ask(mode, question, otherwise, true) : otherwise;
    }
  }
}

const lockOf = (keeper) => `chatroom:unsent:${keeper}`;

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("chatroom", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

self.unsent = new Unsent();
