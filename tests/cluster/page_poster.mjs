// Somebody without scripts, who says one line after the other by the form at one host, and sends again what was not answered, at the next.
import { randomUUID } from "node:crypto";

import { postForm } from "../e2e/support/protocol_v1.mjs";

const ANSWER_WITHIN_MS = 10_000;
const PAUSE_MS = 500;

export class PagePoster {
  acknowledged = new Map(); // client id -> { lounge, first, at, base }
  faults = [];
  over = false;

  // `bases`: of the hosts, in the order in which they are tried.
  constructor(bases, session, lounge) {
    Object.assign(this, { bases, session, lounge });
    this.writing = this.#write();
  }

  // Resolves once what was begun is stored.
  async stop() {
    this.over = true;
    await this.writing;
  }

  async #write() {
    while (!this.over) {
      const id = randomUUID();
      const first = Date.now();
      for (let turn = 0; ; turn += 1) {
        const base = this.bases[turn % this.bases.length];
        if (await this.#post(base, id)) {
          this.acknowledged.set(id, { lounge: this.lounge, first, at: Date.now(), base });
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  // True when it is stored, false when somebody would press the button again.
  async #post(base, clientId) {
    try {
      const fields = { clientId, body: `by the form at ${Date.now()}` };
      const answer = await postForm(base, this.session, `/lounges/${this.lounge}/messages`, fields, AbortSignal.timeout(ANSWER_WITHIN_MS));
      await answer.arrayBuffer();
      if (answer.status === 303 && answer.headers.get("location")?.startsWith(`/lounges/${this.lounge}`)) return true;
      if (answer.status < 500) this.faults.push(`the form was answered ${answer.status} ${answer.headers.get("location") ?? ""}`);
      return false;
    } catch (error) {
      if (error.name === "AssertionError") this.faults.push(error.message);
      return false;
    }
  }
}
