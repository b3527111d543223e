// The server's time, whatever the clock of this machine says: from when it made the page on, and put right by what its events say.

export class ServerClock {
  constructor(page, stream) {
    const [arrival] = performance.getEntriesByType("navigation");
    this.began = page.madeAt - (arrival?.responseStart ?? 0);
    stream.addEventListener("event", ({ detail }) => this.heard(detail.at));
  }

  // It counts no slower than its own events: a machine may have slept.
  heard(at) {
    this.began += Math.max(0, at - this.now());
  }

  now() {
    return this.began + performance.now();
  }
}
