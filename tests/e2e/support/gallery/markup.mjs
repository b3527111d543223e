// The Nu Html Checker (npm vnu-jar) over pages as the server sends them, style sheets and icons: one run of Java for all of them.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const vnu = join(root, "tests/node_modules/vnu-jar/build/dist/vnu.jar");

// Complaints that are no faults: [what it says, why it is none].
const NO_FAULTS = [
  ["Property “field-sizing” doesn't exist", "newer than the checker; where it is unknown the field scrolls"],
  ["Property “line-clamp” doesn't exist", "of CSS Overflow 4, beside what browsers know it as"],
  ["Property “vector-effect” doesn't exist", "of SVG 2, which the checker of style sheets does not know"],
  ["A “link” element with a “blocking” attribute must have a “rel” attribute whose value is “stylesheet”", "the HTML standard has it for rel=expect, too, which the checker does not know"],
  ["The types are incompatible", "it does not know what a variable in a sum holds"],
];

export class Markup {
  #known = new Set();

  constructor(folder) { this.folder = folder; }

  // Once, however many states begin with it.
  async keep(name, html) {
    const hash = createHash("sha256").update(html).digest("hex");
    if (this.#known.has(hash)) return;
    this.#known.add(hash);
    await writeFile(join(this.folder, `${name}.html`), html);
  }

  // What nginx serves by itself.
  async keepStatic() {
    for (const [part, ending] of [["static", "html"], ["static/css", "css"], ["static/icons", "svg"]]) {
      for (const name of await readdir(join(root, part))) {
        if (name.endsWith(`.${ending}`)) await writeFile(join(this.folder, `static-${name}`), await readFile(join(root, part, name)));
      }
    }
  }
}

// Resolves to { files, complaints }.
export async function checkMarkup(folder) {
  const names = await readdir(folder);
  const messages = [];
  for (const [option, ending] of [["--skip-non-html", ".html"], ["--css", ".css"], ["--svg", ".svg"]]) {
    const files = names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
    if (files.length) messages.push(...(await validate(option, files)));
  }
  const complaints = messages.filter(({ message }) => !NO_FAULTS.some(([text]) => message.includes(text)));
  return { files: names.length, complaints: complaints.map(({ url, lastLine, type, subType, message, extract }) => `${basename(url)}:${lastLine}: ${subType ?? type}: ${message} ${extract ?? ""}`) };
}

function validate(option, files) {
  return new Promise((resolve, reject) => {
    execFile("java", ["-jar", vnu, "--format", "json", option, ...files], { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const report = stderr.slice(stderr.indexOf("{"));
      try {
        resolve(JSON.parse(report).messages);
      } catch {
        reject(error ?? new Error(stderr));
      }
    });
  });
}
