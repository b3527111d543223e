// How many conversations have something to read, in the head of the page.

export class Badge {
  constructor({ link, page }) {
    Object.assign(this, { link, page });
    this.peers = new Set();
  }

  begin({ unread }) {
    this.become(unread);
  }

  hear({ kind, from, with: peer, unread }) {
    if (kind === "direct" && from.id !== this.page.viewer.id) this.become([...this.peers, from.id]);
    if (kind === "direct_read" && unread === 0) this.become([...this.peers].filter((id) => id !== peer));
  }

  become(ids) {
    this.peers = new Set(ids);
    if (!this.link) return;
    const badge = this.link.querySelector(".badge") ?? document.createElement("span");
    badge.className = "badge";
    badge.textContent = this.page.number(this.peers.size);
    if (this.peers.size) this.link.append(" ", badge);
    else badge.remove();
  }
}
