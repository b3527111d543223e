// The waiting room's page: keeps the place by a socket, shows how the queue moves, and comes in when called.

import { bell } from "./bell.js";
import { connectionFor } from "./own_connection.js";
import { byId, Page } from "./page.js";
import { waitingTime } from "./waiting_time.js";

// Long enough for the bell to be heard before the page goes.
const BELL_LASTS = 900;

const page = new Page(byId("door"));
const title = document.title;
const address = `/lounges/${page.slug}`;
const sound = byId("door-sound");
let longest = Number(byId("door-progress").max);
let called = false;

sound.hidden = false;
sound.addEventListener("change", ({ target }) => target.checked && bell({ silent: true }));

// Whose page it is stands where every page says it.
const connection = connectionFor(new Page(byId("ears")), () => `${address}/lines`);
connection.addEventListener("frame", ({ detail }) => hear(detail));
connection.addEventListener("state", ({ detail }) => {
  if (detail === "ended") location.assign(address);
  byId("door-state").textContent = detail === "waiting" ? page.text("reconnecting") : "";
});
// While a text that could not be sent is shown, the page stays.
if (!document.querySelector(".kept")) connection.connect();

function hear(frame) {
  if (frame.t === "welcome") connection.send({ t: "join", lounge: page.slug });
  if (frame.lounge !== page.slug) return;
  if (frame.t === "waiting") show(frame);
  else if (frame.t === "admitted" || frame.t === "joined" || frame.t === "resync") comeIn();
  else if (frame.t === "left") lost();
}

function show({ position, estimate }) {
  longest = Math.max(longest, position);
  const progress = byId("door-progress");
  progress.max = longest;
  progress.value = longest - position;
  say("door-position", page.text("position", { position: page.number(position) }));
  say("door-estimate", waitingTime(page, estimate));
  document.title = `(${page.number(position)}) ${title}`;
}

// A region that is spoken aloud is written only when it says something else.
function say(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

function comeIn() {
  if (called) return;
  called = true;
  say("door-position", page.text("called"));
  document.title = page.text("calledTitle");
  const audible = sound.querySelector("input").checked;
  if (audible) bell();
  setTimeout(() => location.replace(address), audible ? BELL_LASTS : 0);
}

// Nobody took the place that was held, as when this machine slept: the page asks at the door again.
function lost() {
  say("door-position", page.text("lost"));
  connection.send({ t: "join", lounge: page.slug });
}
