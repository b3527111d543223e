// What the server wrote into the page for the scripts: ids, limits and the texts of the visitor's language (data-* of one element).

export class Page {
  constructor(root) {
    this.root = root;
    this.texts = [root, ...document.querySelectorAll("[data-texts]")];
    this.slug = root.dataset.slug;
    this.viewer = { id: Number(root.dataset.viewer), name: root.dataset.viewerName };
    this.blocked = new Set(JSON.parse(root.dataset.blocked ?? "[]"));
    this.lastSeq = Number(root.dataset.lastSeq);
    this.madeAt = Number(root.dataset.made);
    this.bodyLimit = Number(root.dataset.bodyLimit);
    this.atEnd = "live" in root.dataset;
    this.isMember = "member" in root.dataset;
    this.moderates = "moderates" in root.dataset;
    this.takesVideos = "videos" in root.dataset;
    this.language = document.documentElement.lang || "en";
  }

  // The text data-text-<key>, with {name} placeholders filled in. Camel-case key: 'typingOne' is data-text-typing-one.
  text(key, values = {}) {
    const name = `text${key[0].toUpperCase()}${key.slice(1)}`;
    const text = this.texts.find(({ dataset }) => name in dataset)?.dataset[name] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  number(value) {
    return new Intl.NumberFormat(localeOf(this.language)).format(value);
  }
}

// For Intl: the pages write their numbers in the digits 0 to 9, in every language and browser.
export const localeOf = (language) => `${language}-u-nu-latn`;

export const byId = (id) => document.getElementById(id);

export function onceEvery(milliseconds, action) {
  let last = -Infinity;
  return (...args) => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    last = now;
    action(...args);
  };
}
