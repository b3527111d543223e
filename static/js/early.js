// What somebody does before the parts that answer it are there. At the first sign of a person they are loaded; what they would answer is held back, and happens
// once they are.

const SIGNS = ["pointerover", "pointerdown", "pointerup", "pointercancel", "keydown", "focusin", "input", "wheel", "click", "contextmenu", "change", "submit", "paste", "dragover", "drop"];
// What has no effect of its own, and matters only as it is when the parts have come.
const STATES = { pointerover: "mouse", pointerdown: "touch", click: "touch", keydown: "none", input: "none" };

export class Early {
  // `held`: the kinds of events that are held back, each with the answer whether this one is. `load`: answers with a promise that the parts are at work.
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
