// Somebody without scripts, who says one line after the other by the form at one host; sends again what is answered with an error, and, where
// no answer comes, at the next host.
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
      const base = await this.#say(id);
      this.acknowledged.set(id, { lounge: this.lounge, first, at: Date.now(), base });
      await pause();
    }
  }

  // Resolves to the host that has stored it.
  async #say(id) {
    for (let turn = 0; ; ) {
      const base = this.bases[turn % this.bases.length];
      const status = await this.#post(base, id);
      if (status === 303) return base;
      if (!status) turn += 1;
      await pause();
    }
  }

  // Resolves to the status of the answer, or to 0 when none came.
  async #post(base, clientId) {
    try {
      const fields = { clientId, body: `by the form at ${Date.now()}` };
      const answer = await postForm(base, this.session, `/lounges/${this.lounge}/messages`, fields, AbortSignal.timeout(ANSWER_WITHIN_MS));
      await answer.arrayBuffer();
      const { status } = answer;
      if (status < 500 && (status !== 303 || !answer.headers.get("location").startsWith(`/lounges/${this.lounge}`))) {
        this.faults.push(`the form was answered ${status} ${answer.headers.get("location") ?? ""}`);
      }
      return status;
    } catch (error) {
      if (error.name === "AssertionError") this.faults.push(error.message);
      return 0;
    }
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
