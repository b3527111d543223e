// Who is known by name on this page: those who are here, and those who spoke lately.

import { authorOf } from "./line.js";

const LATELY = 200;

export class People {
  constructor({ log, presence, page }) {
    Object.assign(this, { log, presence, page });
  }

  name(id) {
    return this.presence.members.get(id)?.name ?? this.authors().get(id);
  }

  // [{ id, name }]: who spoke last comes first, then the others who are here; without the viewer.
  others() {
    const known = this.authors();
    for (const { id, name } of this.presence.members.values()) if (!known.has(id)) known.set(id, name);
    known.delete(this.page.viewer.id);
    return [...known].map(([id, name]) => ({ id, name }));
  }

  authors() {
    const authors = new Map();
    const lines = [...this.log.list.querySelectorAll(".line:not(.removed, .system)")].slice(-LATELY).reverse();
    for (const line of lines) if (!authors.has(authorOf(line))) authors.set(authorOf(line), line.querySelector(".author").textContent);
    return authors;
  }
}
