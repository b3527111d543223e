// Shows what the house tells this browser while no page of it is open. It keeps nothing and stands between no page and the server.
// (No module: not every browser with push takes one here.)

const ICON = "/static/icons/favicon.svg";
const PAGES_TOLD = 60_000; // what a page has just shown is not shown again in fewer words

self.addEventListener("push", (event) => event.waitUntil(tell(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(lead(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

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
