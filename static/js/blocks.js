// Whom the viewer has blocked: told whole by `welcome`, and change by change by the person's own stream. Their lines are folded away, the list of people
// marks them.

export class Blocks {
  constructor({ page, log, presence }) {
    Object.assign(this, { page, log, presence });
  }

  hear({ kind, who }) {
    const { blocked } = this.page;
    if (kind === "block") this.become([...blocked, who]);
    if (kind === "unblock") this.become([...blocked].filter((id) => id !== who));
  }

  become(ids) {
    const before = this.page.blocked;
    this.page.blocked = new Set(ids);
    if (before.size === ids.length && ids.every((id) => before.has(id))) return;
    this.log?.veilAnew();
    this.presence?.draw();
  }
}
