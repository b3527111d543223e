// The times of the overview as the viewer's own clock has them: the server writes UTC. Days stay those of UTC, as they are counted.

const DAYS = new URLSearchParams(location.search).get("span") === "30d";
const language = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", numberingSystem: "latn" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC", numberingSystem: "latn" });

function show(time) {
  const written = DAYS && time.closest(".chart") ? day : clock;
  time.textContent = written.format(new Date(time.dateTime));
}

const showAll = (within) => within.querySelectorAll(".figures time").forEach(show);

showAll(document);
// fresh.js has put a part of the page in the place of another.
document.addEventListener("freshened", () => showAll(document));
