// A cheap phone on a slow line, and what goes over that line: by the browser's own account (DevTools protocol).

// "Slow 4G", as browsers' own tools have it: per round trip, and bytes a second.
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const SLOWER = 4; // than this machine

export const SCREEN = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

// Everything that the page asks for from now on. `requests`: { url, type, bytes, cached }, in the order in which they began.
export class Line {
  static async under(page) {
    const devtools = await page.context().newCDPSession(page);
    const line = new Line(devtools);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    return line;
  }

  constructor(devtools) {
    this.forget();
    const on = (event, hear) => devtools.on(`Network.${event}`, (told) => hear(told, this.open.get(told.requestId)));
    on("requestWillBeSent", ({ requestId, request, type }) => this.began(requestId, { url: request.url, type, bytes: 0, cached: false }));
    on("requestServedFromCache", (_, request) => { if (request) request.cached = true; });
    on("responseReceived", ({ response }, request) => { if (request && response.fromDiskCache) request.cached = true; });
    on("loadingFinished", ({ requestId, encodedDataLength }, request) => this.ended(requestId, request, encodedDataLength));
    on("loadingFailed", ({ requestId }, request) => this.ended(requestId, request, 0));
    on("webSocketCreated", ({ requestId, url }) => this.began(requestId, { url, type: "WebSocket", bytes: 0, cached: false, stays: true }));
    on("webSocketHandshakeResponseReceived", ({ response }, request) => { if (request) request.bytes += response.headersText?.length ?? 0; });
    on("webSocketFrameReceived", ({ response }, request) => { if (request) request.bytes += Buffer.byteLength(response.payloadData); });
  }

  forget() {
    this.requests = [];
    this.open = new Map();
  }

  began(id, request) {
    // A redirect goes on under the same number.
    this.open.set(id, request);
    this.requests.push(request);
  }

  ended(id, request, bytes) {
    if (!request) return;
    request.bytes += request.cached ? 0 : bytes;
    this.open.delete(id);
    this.wake?.();
  }

  // Once nothing is on its way any more but what stays open.
  async quiet(page) {
    const busy = () => [...this.open.values()].some(({ stays }) => !stays);
    do {
      while (busy()) await new Promise((wake) => { this.wake = wake; });
      // What the scripts do with the last of it may ask for more.
      await page.evaluate(() => new Promise((idle) => { requestIdleCallback(idle); }));
    } while (busy());
  }

  get sent() {
    return this.requests.filter(({ cached }) => !cached);
  }

  get bytes() {
    return this.sent.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  // For a message that says what was too much.
  list() {
    const name = ({ url }) => new URL(url).pathname.replace(/^\/static\/[0-9a-f]{12}/, "");
    return this.sent.map((request) => `${String(request.bytes).padStart(7)} ${name(request)}`).join("\n");
  }
}

// Every shift of what was drawn already, from the first drawing on: how far, and what moved. To be called before the page is opened.
export const watchShifts = (page) => page.addInitScript(() => {
  window.shifts = [];
  const name = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.outerHTML.slice(0, 120);
  const watch = ({ value, sources }) => window.shifts.push({ value, moved: sources.map(({ node, previousRect, currentRect }) => `${name(node)} ${previousRect.y} -> ${currentRect.y}, ${previousRect.height} -> ${currentRect.height}`) });
  new PerformanceObserver((list) => list.getEntries().forEach(watch)).observe({ type: "layout-shift", buffered: true });
});

export const shiftsOf = (page) => page.evaluate(() => window.shifts);
