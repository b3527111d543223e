// Who is here: the list and the count, kept by `presence` frames.

import { initial } from "./line.js";

export class Presence {
  constructor({ list, template, counts, total, page }) {
    Object.assign(this, { list, template, counts, total, page });
    this.members = new Map();
    this.order = new Intl.Collator(page.language, { sensitivity: "base", numeric: true });
    for (const item of list.querySelectorAll(".member")) this.adopt(item);
    this.count = this.members.size;
  }

  adopt(item) {
    const name = item.querySelector(".member-name").textContent;
    const id = Number(item.dataset.member);
    this.members.set(id, { id, name, guest: Boolean(item.querySelector(".member-kind")), away: item.classList.contains("is-away") });
    item.querySelector(".avatar").textContent = initial(name);
  }

  receive({ count, members, joined, left, away, back }) {
    const total = this.page.number(count);
    this.counts.textContent = this.page.text("count", { count: total });
    this.counts.previousElementSibling.textContent = total;
    this.total.textContent = total;
    if (members) this.members = new Map(members.map((member) => [member.id, member]));
    for (const member of joined ?? []) this.members.set(member.id, member);
    for (const id of left ?? []) this.members.delete(id);
    for (const id of away ?? []) this.mark(id, true);
    for (const id of back ?? []) this.mark(id, false);
    // Above the list's limit the server sends the count alone: an old list would be untrue.
    if (!members && !joined && !left) this.members.clear();
    this.draw(count);
  }

  mark(id, away) {
    const member = this.members.get(id);
    if (member) this.members.set(id, { ...member, away });
  }

  draw(count = this.count) {
    this.count = count;
    const items = [...this.members.values()].sort((a, b) => this.order.compare(a.name, b.name)).map((member) => this.item(member));
    if (count > items.length) items.push(this.others(count - items.length));
    // Whoever is at a name with the keyboard stays there.
    const { member } = this.list.contains(document.activeElement) ? document.activeElement.closest(".member").dataset : {};
    this.list.replaceChildren(...items);
    if (member) this.list.querySelector(`[data-member="${member}"] a`)?.focus({ preventScroll: true });
  }

  item({ id, name, guest, away }) {
    const item = this.template.content.querySelector(".member").cloneNode(true);
    item.dataset.member = item.dataset.author = id;
    item.querySelector(".avatar").textContent = initial(name);
    const link = item.querySelector(".member-name");
    link.textContent = name;
    link.href = `/people/${id}`;
    if (!guest) item.querySelector(".member-kind").remove();
    item.classList.toggle("is-away", Boolean(away));
    if (!away) item.querySelector(".member-away").remove();
    if (!this.page.blocked.has(id)) item.querySelector(".member-blocked").remove();
    return item;
  }

  others(count) {
    const item = document.createElement("li");
    item.className = "member others";
    item.textContent = this.page.text("others", { count: this.page.number(count) });
    return item;
  }
}
