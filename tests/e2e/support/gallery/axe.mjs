// axe-core on a page: the rules of WCAG 2.2 AA and what is good practice besides.
import { readFile } from "node:fs/promises";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const script = await readFile(new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export class Axe {
  constructor(page) { this.page = page; }

  static async on(page) {
    await page.evaluate(script);
    return new Axe(page);
  }

  all(where) { return this.#run(where, { runOnly: { type: "tag", values: TAGS }, rules: { "target-size": { enabled: true } } }); }

  // In the dark: nothing else changes with it.
  async contrast(where) {
    await this.page.emulateMedia({ colorScheme: "dark" });
    const faults = await this.#run(`${where}, dark`, { runOnly: { type: "rule", values: ["color-contrast"] } });
    await this.page.emulateMedia({ colorScheme: "light" });
    return faults;
  }

  async #run(where, options) {
    const violations = await this.page.evaluate(async (asked) => {
      const { violations: found } = await window.axe.run(document, { ...asked, resultTypes: ["violations"] });
      return found.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, any, all, none }) => `${html} ${[...any, ...all, ...none].map(({ message }) => message).join("; ")}`) }));
    }, options);
    return violations.map(({ id, nodes }) => `${where}: ${id} (${nodes.length}) ${nodes[0]}`);
  }
}
