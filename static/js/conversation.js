// The page of a conversation: what is written goes out over the socket and is sent again with the same id until it is answered; what arrives comes as the
// server's own lines.

import { Badge } from "./badge.js";
import { Banner } from "./banner.js";
import { initial } from "./line.js";
import { newId } from "./outbox.js";
import { OwnStream } from "./own_stream.js";
import { byId, Page } from "./page.js";
import { post } from "./post.js";
import { Connection } from "./socket.js";
import { TabStore } from "./store.js";
import { Times } from "./times.js";

const RETRY_LINES = 2000;

const page = new Page(byId("conversation"));
const peer = Number(page.root.dataset.peer);
const list = byId("lines");
const times = new Times(page.language);
const form = byId("composer");
const store = new TabStore(`chatroom:direct:${peer}:`);
let lastSeq = page.lastSeq;
let loading = null;
let waiting = store.read("waiting", []);

for (const line of list.children) finish(line);
if (page.atEnd) goLive();

function goLive() {
  const renewSession = async () => (await post("/api/auth/refresh")) !== 0;
  const connection = new Connection(`${location.origin.replace(/^http/, "ws")}/ws`, { sessionIsOver, renewSession });
  const own = new OwnStream(connection);
  new Banner({ box: byId("banner"), text: byId("banner-text"), link: byId("banner-link"), button: byId("banner-button"), page, connection });
  new Badge({ link: document.querySelector(".messages-link"), page, connection, own });
  own.addEventListener("event", ({ detail }) => hear(detail, connection));
  connection.addEventListener("frame", ({ detail }) => answered(detail, connection));
  form?.addEventListener("submit", (event) => say(event, connection));
  form?.elements.body.addEventListener("keydown", sendOnEnter);
  document.addEventListener("visibilitychange", () => tellRead(connection));
  connection.connect();
}

// ---- what arrives

function hear(event, connection) {
  const between = event.from && (event.from.id === peer || event.to === peer);
  if (!between) return;
  if (event.kind === "direct" && event.n > lastSeq) load(connection);
  if (event.kind === "direct_remove") reload(event.n);
}

// Everything after the last line; again while more keeps coming.
async function load(connection) {
  if (loading) return void (loading.again = true);
  loading = { again: false };
  const lines = await fetchLines(`after=${lastSeq}`);
  const { again } = loading;
  loading = null;
  if (!lines) return void setTimeout(() => load(connection), RETRY_LINES);
  for (const line of lines) add(line);
  if (lines.length) byId("end").scrollIntoView({ block: "end" });
  tellRead(connection);
  if (again && lines.length) load(connection);
}

async function reload(place) {
  const [line] = (await fetchLines(`after=${place - 1}`)) ?? [];
  const shown = list.querySelector(`[data-seq="${place}"]`);
  if (!line || !shown || Number(line.dataset.seq) !== place) return;
  finish(line);
  shown.replaceWith(line);
}

async function fetchLines(query) {
  try {
    const answer = await fetch(`/direct/${peer}/lines?${query}`, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    return [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll(".line")];
  } catch {
    return null;
  }
}

function add(line) {
  const seq = Number(line.dataset.seq);
  if (seq <= lastSeq) return;
  lastSeq = seq;
  finish(line);
  list.append(line);
}

function finish(line) {
  line.querySelector(".avatar").textContent = initial(line.querySelector(".author").textContent);
  times.show(line);
}

// ---- what is written

function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
}

function say(event, connection) {
  event.preventDefault();
  const body = form.elements.body.value.trim();
  if (!body) return;
  const entry = { t: "dm", id: newId(), to: peer, body };
  waiting.push(entry);
  keep();
  form.elements.body.value = "";
  complain("");
  if (!connection.send(entry)) complain(page.text("waiting"));
}

function answered(frame, connection) {
  if (frame.t === "welcome") return welcomed(connection);
  const entry = waiting.find(({ id }) => id === frame.id);
  if (!entry) return;
  if (frame.t === "ack") return settle(entry, connection);
  if (frame.t !== "nack") return;
  if (frame.code === "unavailable" || frame.code === "too_early") return void setTimeout(() => connection.send(entry), frame.retryAfter ?? 500);
  drop(entry);
  const box = form.elements.body;
  box.value = box.value ? `${entry.body}\n${box.value}` : entry.body;
  complain(frame.message);
}

// What the page missed while it was being made or the line was broken, and what is not known to be stored.
function welcomed(connection) {
  load(connection);
  for (const entry of waiting) connection.send(entry);
}

function settle(entry, connection) {
  drop(entry);
  complain("");
  load(connection);
}

function drop(entry) {
  waiting = waiting.filter((one) => one !== entry);
  keep();
}

function keep() {
  store.write("waiting", waiting.length ? waiting : null);
}

function complain(text) {
  const box = byId("refused");
  box.hidden = !text;
  box.textContent = text;
}

// ---- what was seen

let told = 0;
function tellRead(connection) {
  if (document.hidden || told >= lastSeq) return;
  if (connection.send({ t: "dm_read", id: newId(), with: peer, n: lastSeq })) told = lastSeq;
}

async function sessionIsOver() {
  try {
    const answer = await fetch(`/direct/${peer}/lines?after=${lastSeq}`, { redirect: "manual" });
    return answer.status === 401 || answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}
