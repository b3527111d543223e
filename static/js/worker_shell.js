// The service worker's part of being offline: the page that stands in for all others, and the static files, which never change under their versioned addresses.
//
// Pages themselves are never kept: they are somebody's, and telephones are passed around.

const OFFLINE = "/offline";
const SHELL = "chatroom-shell";
const FILES = "chatroom-files-";
const FILE = /^\/static\/([0-9a-f]{12})\//;

class Shell {
  // Both in one go, so that the page never stands there without its look.
  async bring() {
    const page = await fetch(OFFLINE);
    if (!page.ok || page.redirected) throw new Error(`offline page: ${page.status}`);
    const addresses = new Set((await page.clone().text()).match(/\/static\/[0-9a-f]{12}\/[^"#]+/g));
    const name = FILES + this.versionOf([...addresses][0]);
    const files = await caches.open(name);
    await files.addAll(addresses);
    await (await caches.open(SHELL)).put(OFFLINE, page);
    this.outdated = false;
    const former = (await caches.keys()).filter((one) => one.startsWith(FILES) && one !== name);
    await Promise.all(former.map((one) => caches.delete(one)));
  }

  // Whatever fails here must not fail a page: the next one tries again.
  async refresh() {
    this.refreshing ??= this.bring().catch(() => {}).finally(() => { this.refreshing = undefined; });
    return this.refreshing;
  }

  versionOf(path) {
    return FILE.exec(path)?.[1];
  }

  async page(event) {
    try {
      const page = (await event.preloadResponse) ?? await fetch(event.request);
      event.waitUntil(this.speakAs(page));
      return page;
    } catch (failure) {
      const standIn = event.request.destination === "document" && await this.kept();
      if (!standIn) throw failure;
      return standIn;
    }
  }

  async kept() {
    return (await caches.open(SHELL)).match(OFFLINE, { ignoreVary: true });
  }

  // The visitor reads another language or likes another appearance than when it was brought; or it never was.
  async speakAs(page) {
    const language = page.headers.get("content-language");
    const another = language && (await this.kept())?.headers.get("content-language") !== language;
    if (another || (language && this.outdated)) await this.refresh();
  }

  // A browser that refuses storage, or has no room left, costs no page its files.
  async file(event, version) {
    const files = await caches.open(FILES + version).catch(() => null);
    const kept = await files?.match(event.request, { ignoreVary: true }).catch(() => null);
    if (kept) return kept;
    const file = await fetch(event.request);
    if (files && file.status === 200) event.waitUntil(this.keep(files, event.request, file.clone()).catch(() => {}));
    return file;
  }

  // Another version than the shell's: the house has new files, so the shell is to be of them, too.
  async keep(files, request, file) {
    await files.put(request, file);
    const shell = await (await this.kept())?.text();
    if (!shell?.includes(this.versionOf(new URL(request.url).pathname))) await this.refresh();
  }
}

self.shell = new Shell();
