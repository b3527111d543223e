// What a lounge answers to somebody who touches it (at_hand.js): loaded at the first sign of a person, or when something else needs it.

import { lazily } from "./lazily.js";
import { byId } from "./page.js";

const LINE_KEYS = new Set(["ArrowUp", "ArrowDown", "Home", "End", "Enter", " ", "ContextMenu", "F10", "Delete", "Backspace", "Escape", "r", "e", "+", "?", "/", "m", "l"]);

const holdsFiles = ({ types }) => types.includes("Files");
const onLine = (target) => target.closest("#lines .line") && !target.closest("a, button, summary, video");

const isForLounge = ({ key, ctrlKey, metaKey }) => ((ctrlKey || metaKey) && key.toLowerCase() === "k") || (ctrlKey && key === "/");
const isForLines = ({ key, ctrlKey, metaKey, altKey }) => LINE_KEYS.has(key) && !(ctrlKey || metaKey || altKey);
const isForBox = ({ key, shiftKey, isComposing, keyCode, target }) =>
  (key === "Enter" && !shiftKey && !isComposing && keyCode !== 229) || (key === "ArrowUp" && !target.value);

// What must not have another effect, or none, before its answer is there.
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

export function handsOf(parts) {
  const box = byId("body");
  let making = false;
  const hands = lazily(() => import("./at_hand.js"), async ({ atHand }) => {
    making = true;
    keepDraft();
    const made = await atHand(parts);
    parts.page.root.dataset.atHand = "";
    return made;
  });
  const early = new Early(document.body, { ...HELD, ...(parts.page.isMember && HELD_FILES) }, box, () => hands.come());
  // Until the composer does it.
  const keepDraft = () => hands.now ?? parts.store.write("draft", [...(making ? [] : early.said()), box.value].filter(Boolean).join("\n"));
  box.addEventListener("input", keepDraft);
  return hands;
}

// ---- what comes too early

const SIGNS = ["pointerover", "pointerdown", "pointerup", "pointercancel", "keydown", "input", "wheel", "click", "contextmenu", "change", "submit", "paste", "dragover", "drop"];
// What matters only as it is when the parts have come.
const STATES = { pointerover: "mouse", pointerdown: "touch", click: "touch", keydown: "none", input: "none" };

class Early {
  // `root`: whence keys come while nothing has the focus. `held`: kinds of events, each with whether this one is held back. `load()`: once the parts are at work.
  constructor(root, held, box, load) {
    Object.assign(this, { root, held, box, load, kept: [], last: new Map() });
    this.hear = (event) => this.heard(event);
    for (const kind of SIGNS) root.addEventListener(kind, this.hear, true);
  }

  heard(event) {
    this.begin();
    if (!event.isTrusted) return;
    if (this.held[event.type]?.(event)) this.hold(event);
    else if (STATES[event.type] === (event.pointerType || "none") && (event.type !== "click" || onLine(event.target))) this.last.set(event.type, event);
    if (event.type === "pointerup" || event.type === "pointercancel") this.last.delete("pointerdown");
  }

  begin() {
    this.loading ??= this.load().then(() => this.end());
  }

  hold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.kept.push([event.target, sameAs(event), this.taken(event)]);
  }

  // What is written after it is another message.
  taken({ type, key, target }) {
    const { box } = this;
    if (type !== "submit" && (key !== "Enter" || target !== box)) return null;
    const text = box.value;
    box.value = "";
    return text;
  }

  said() {
    return this.kept.map(([, , text]) => text);
  }

  // What could not be sent stays before what was written since.
  repeat([target, event, text]) {
    const rest = text && this.box.value;
    if (text) this.box.value = text;
    target.dispatchEvent(event);
    if (!text) return;
    this.box.value = [this.box.value, rest].filter(Boolean).join("\n");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  end() {
    for (const kind of SIGNS) this.root.removeEventListener(kind, this.hear, true);
    for (const one of this.kept) this.repeat(one);
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
