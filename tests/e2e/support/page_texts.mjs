// All that a page says or would say: texts, attributes that are read out or shown, texts for scripts, and what waits in <template> and <noscript>.

// In the page. What people, places and languages call themselves is left out: <bdi>, what has a language or an author of its own, bodies, drafts, lists of countries; and
// days of the log, which scripts write.
function gather() {
  const OTHERS = "bdi, [lang]:not(html), .voices, .avatar, .author, .body, .permalink, .quote, textarea, select[name=country], script, style, code, kbd, .viewer-name, .day, #share-lounge";
  const ATTRIBUTES = ["title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "alt", "label", "data-new", "data-show", "data-hide"];
  const texts = [];
  const isOurs = (element) => element && !element.closest(OTHERS);

  const attributesOf = (element) => {
    for (const { name, value } of element.attributes)
      if (ATTRIBUTES.includes(name) || name.startsWith("data-text-") || (name === "value" && element.matches("input:is([type=submit], [type=button], [type=reset])"))) texts.push(value);
  };

  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      // A time's title is the visitor's own clock; who has given a reaction are people.
      if (!element.closest(".voices, .body, .reaction, [data-at] time, select[name=country]")) attributesOf(element);
      if (element.matches("template")) walk(element.content);
      if (element.matches("noscript")) walk(new DOMParser().parseFromString(element.textContent, "text/html").body);
      if (!isOurs(element) || element.matches("noscript")) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
    }
  };

  walk(document.body);
  texts.push(document.title);
  for (const meta of document.querySelectorAll("meta:is([name=description], [property='og:title'], [property='og:description'])")) texts.push(meta.content);
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}

export const textsOf = (page) => page.evaluate(gather);
