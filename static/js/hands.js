// What the page of a lounge answers to somebody who touches it (at_hand.js): loaded at the first sign of a person, or when something else needs it first.

import { lazily } from "./lazily.js";
import { byId } from "./page.js";

const LINE_KEYS = new Set(["ArrowUp", "ArrowDown", "Home", "End", "Enter", " ", "ContextMenu", "F10", "Delete", "Backspace", "Escape", "r", "e", "+", "?", "/", "m", "l"]);

const holdsFiles = ({ types }) => types.includes("Files");
const onLine = (target) => target.closest("#lines .line") && !target.closest("a, button");

const isForLounge = ({ key, ctrlKey, metaKey }) => ((ctrlKey || metaKey) && key.toLowerCase() === "k") || (ctrlKey && key === "/");
const isForLines = ({ key, ctrlKey, metaKey, altKey }) => LINE_KEYS.has(key) && !(ctrlKey || metaKey || altKey);
const isForBox = ({ key, shiftKey, isComposing, keyCode, target }) =>
  (key === "Enter" && !shiftKey && !isComposing && keyCode !== 229) || (key === "ArrowUp" && !target.value);

// What must not have another effect, or none, because it comes before its answer.
const HELD = {
  click: (event) => event.target.closest(".quote, button.reaction, #composer-emoji, #alerts-button, #keys-link") && !(event.ctrlKey || event.metaKey || event.shiftKey),
  contextmenu: ({ pointerType, target }) => pointerType === "touch" && onLine(target),
  keydown: (event) => isForLounge(event) || (event.target.matches("#log, .line") ? isForLines(event) : event.target.id === "body" && isForBox(event)),
  submit: ({ target }) => target.id === "composer",
};
// For those who may send files.
const HELD_FILES = {
  change: ({ target }) => target.id === "picture-file",
  paste: ({ clipboardData }) => holdsFiles(clipboardData),
  drop: ({ dataTransfer }) => holdsFiles(dataTransfer),
  dragover(event) {
    if (holdsFiles(event.dataTransfer)) event.preventDefault(); // or the browser opens what is dropped
  },
};

// `parts`: what at_hand.js joins up with.
export function handsOf(parts) {
  const hands = lazily(() => import("./at_hand.js"), async ({ atHand }) => {
    const made = await atHand(parts);
    parts.page.root.dataset.atHand = "";
    return made;
  });
  // What is written is kept from the first letter on.
  byId("body").addEventListener("input", ({ target }) => hands.now ?? parts.store.write("draft", target.value));
  new Early(document.body, { ...HELD, ...(parts.page.isMember && HELD_FILES) }, () => hands.come());
  return hands;
}

// ---- what comes too early

const SIGNS = ["pointerover", "pointerdown", "pointerup", "pointercancel", "keydown", "focusin", "input", "wheel", "click", "contextmenu", "change", "submit", "paste", "dragover", "drop"];
// What has no effect of its own, and matters only as it is when the parts have come.
const STATES = { pointerover: "mouse", pointerdown: "touch", click: "touch", keydown: "none", input: "none" };

class Early {
  // `root`: all of the page, as keys come from its body while nothing has the focus. `held`: the kinds of events that are held back, each with the answer whether this one is. `load`: answers with a promise that the parts are at work.
  constructor(root, held, load) {
    Object.assign(this, { root, held, load, kept: [], last: new Map() });
    this.hear = (event) => this.heard(event);
    for (const kind of SIGNS) root.addEventListener(kind, this.hear, true);
  }

  heard(event) {
    this.begin();
    if (!event.isTrusted) return;
    if (this.held[event.type]?.(event)) this.hold(event);
    else if (STATES[event.type] === (event.pointerType || "none")) this.last.set(event.type, event);
    if (event.type === "pointerup" || event.type === "pointercancel") this.last.delete("pointerdown");
  }

  begin() {
    this.loading ??= this.load().then(() => this.end());
  }

  hold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target } = event;
    this.kept.push([target, sameAs(event)]);
  }

  end() {
    for (const kind of SIGNS) this.root.removeEventListener(kind, this.hear, true);
    for (const [target, event] of this.kept) target.dispatchEvent(event);
    for (const event of this.last.values()) event.target.dispatchEvent(sameAs(event));
  }
}

// Files are out of reach once their own event is over.
function sameAs(event) {
  const { constructor, type } = event;
  const given = event.clipboardData ?? event.dataTransfer;
  if (!given) return new constructor(type, event);
  const files = new DataTransfer();
  for (const file of given.files) files.items.add(file);
  return new constructor(type, { bubbles: true, cancelable: true, clipboardData: files, dataTransfer: files });
}
