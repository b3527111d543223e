// What the house does in this browser while none of its pages is there: notifications, the page without network, and what was written and could not be sent.
// (No module: not every browser with push takes one here.)

importScripts("/static/js/unsent.js", "/static/js/worker_sender.js", "/static/js/worker_shell.js");

const ICON = "/static/icons/favicon.svg";
const PAGES_TOLD = 60_000; // what a page has just shown is not shown again in fewer words
const { shell, sender, unsent } = self;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", serve);
self.addEventListener("message", (event) => event.data?.left && event.waitUntil(unsent.forget(event.data.left)));
self.addEventListener("sync", (event) => event.tag === "unsent" && event.waitUntil(sender.sendAll()));
self.addEventListener("push", (event) => event.waitUntil(tell(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(lead(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

// A new worker takes over at once: it holds nothing of a page, and a page asks it for nothing but files under versioned addresses, which are the same from any worker.
async function install() {
  await shell.refresh();
  await self.skipWaiting();
}

async function activate() {
  await self.registration.navigationPreload?.enable().catch(() => {});
  await self.clients.claim();
  await unsent.forget(); // of those who never came back
}

// Everything else goes its own way, as if there were no worker.
function serve(event) {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== self.location.origin) return;
  const version = shell.versionOf(pathname);
  if (mode === "navigate" && method === "GET") event.respondWith(visit(event));
  else if (pathname === "/preferences") shell.outdated = true;
  else if (version && method === "GET") event.respondWith(shell.file(event, version));
}

async function visit(event) {
  const page = await shell.page(event);
  if (page.ok && !page.redirected) event.waitUntil(sender.sendWhatWasLeft());
  return page;
}

async function tell(data) {
  const notice = data.json();
  if (await isInSight(notice.path)) return;
  const [shown] = await self.registration.getNotifications({ tag: notice.path });
  const byPage = shown?.data?.shownAt > Date.now() - PAGES_TOLD;
  const { title, body } = byPage ? shown : notice;
  const { lang, dir, path } = notice;
  await self.registration.showNotification(title, { body, lang, dir, tag: path, icon: ICON, data: { path } });
}

const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

async function isInSight(path) {
  return (await pages()).some((page) => page.focused && page.visibilityState === "visible" && leadsTo(page, path));
}

// Also what lies below: a message of the lounge.
function leadsTo({ url }, path) {
  const { pathname } = new URL(url);
  return pathname === path || pathname.startsWith(`${path}/`);
}

async function lead(notification) {
  const { path } = notification.data;
  notification.close();
  const open = (await pages()).find((page) => leadsTo(page, path));
  return open ? open.focus() : self.clients.openWindow(path);
}

// The push service has given this browser another address.
async function renew({ newSubscription }) {
  const { key } = await (await fetch("/api/push")).json();
  const subscription = newSubscription ?? await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys: { p256dh, auth } } = subscription.toJSON();
  const { csrfToken } = await (await fetch("/api/auth/csrf", { method: "POST" })).json();
  const headers = { "content-type": "application/json", "x-csrf-token": csrfToken };
  return fetch("/api/push", { method: "POST", headers, body: JSON.stringify({ endpoint, p256dh, auth }) });
}
