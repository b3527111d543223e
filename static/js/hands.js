// What the page of a lounge answers to somebody who touches it (at_hand.js): loaded at the first sign of a person, or when something else needs it first.

import { Early } from "./early.js";
import { lazily } from "./lazily.js";

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
  new Early(parts.page.root, { ...HELD, ...(parts.page.isMember && HELD_FILES) }, () => hands.come());
  return hands;
}
