// At a rush: does the task of the entry form in the background while the visitor types. Whoever is quicker than the work goes on as soon as it is done.
// Where no worker runs, the visitor is asked the question instead, as without scripts.

import { byId } from "./page.js";

const task = byId("task");
const form = task.closest("form");
const proof = form.elements.namedItem("proof");
let waiting = null;
let asked = false;

form.addEventListener("submit", (event) => {
  if (proof.value || asked) return;
  event.preventDefault();
  waiting = event.submitter;
  form.setAttribute("aria-busy", "true");
  byId("task-state").textContent = task.dataset.textWorking;
});
begin();

function begin() {
  try {
    const worker = new Worker(task.dataset.worker, { type: "module" });
    worker.addEventListener("message", ({ data }) => done(data));
    worker.addEventListener("error", ask);
    worker.postMessage({ challenge: task.dataset.challenge, bits: Number(task.dataset.bits) });
  } catch {
    ask();
  }
}

// The house asked for the task after the form was sent: then the form goes again by itself.
function done(number) {
  proof.value = number;
  if (waiting) form.requestSubmit(waiting);
  else if ("again" in task.dataset) form.requestSubmit(form.querySelector(`button[value="${task.dataset.go || "liveliest"}"]`));
}

function ask() {
  if (asked) return;
  asked = true;
  task.append(byId("question-template").content.cloneNode(true));
  byId("task-state").textContent = "";
  form.removeAttribute("aria-busy");
}
