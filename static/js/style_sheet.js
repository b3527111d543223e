// A style sheet that only something that is loaded later needs. Resolves once it is in force; at once when it is there.

export function styleSheet(name) {
  const { href } = new URL(`../css/${name}.css`, import.meta.url);
  if (document.querySelector(`link[href="${href}"]`)) return undefined;
  return new Promise((done) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done }));
  });
}
