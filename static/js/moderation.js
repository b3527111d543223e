// For moderators: keys, through the list of what waits and what is done with a case, and the picture of a case in its place. Without them everything is a link or a button.

const ACTIONS = new Map([["d", ["MESSAGE_DELETE"]], ["w", ["WARNING"]], ["m", ["MUTE"]], ["k", ["KICK"]], ["b", ["BAN_TEMP", "BAN_PERMANENT"]]]);
const BUTTONS = new Map([["t", "take"], ["u", "give-back"]]);

// The list may be a fresh one since the last key.
const rows = () => [...document.querySelectorAll(".cases .row-link")];

function step(by) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(at + by, all.length - 1));
  all[next].focus();
}

// Pressed again, a key goes on to the next of its actions.
function choose(names) {
  const choices = names.map((name) => document.querySelector(`#moderate [name="action"][value="${name}"]`)).filter(Boolean);
  if (!choices.length) return false;
  const choice = choices[(choices.findIndex(({ checked }) => checked) + 1) % choices.length];
  choice.checked = true;
  choice.focus();
  return true;
}

function focusOn(id) {
  const element = document.getElementById(id);
  element?.focus();
  return Boolean(element);
}

function press(id) {
  const button = document.getElementById(id);
  button?.click();
  return Boolean(button);
}

function act(key) {
  if (rows().length && (key === "j" || key === "k")) {
    step(key === "j" ? 1 : -1);
    return true;
  }
  if (BUTTONS.has(key)) return press(BUTTONS.get(key));
  if (key === "n") return focusOn("dismiss");
  return ACTIONS.has(key) && choose(ACTIONS.get(key));
}

// In its place. A template loads nothing; an image that is to come when it is seen would come at once in a browser without scripts, and count as looked at.
document.getElementById("show-picture")?.addEventListener("click", (event) => {
  event.preventDefault();
  const link = event.currentTarget;
  const shown = link.parentElement.querySelector("template").content.firstElementChild.cloneNode(true);
  link.replaceWith(shown);
  shown.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  const { target, key, ctrlKey, metaKey, altKey, isComposing } = event;
  const writing = target.closest("textarea, select, input:not([type=radio])");
  if (writing || ctrlKey || metaKey || altKey || isComposing) return;
  if (act(key)) event.preventDefault();
});
