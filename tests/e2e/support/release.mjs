// A release as the package lays it: programs and what they read, in a folder that a later one takes over in place, file by file, as dpkg does.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const built = resolve(root, process.env.BUILD ?? "build");
const PROGRAMS = ["fcgi", "ws", "admin", "image", "confined"].map((name) => `chatroom-${name}`);

export class Release {
  constructor(folder) { this.folder = folder; }

  // Lays this checkout's release down.
  static async lay(folder) {
    const release = new Release(folder);
    for (const name of ["scripts", "templates", "static", "nginx", "sql", ".env.example"]) await cp(join(root, name), join(folder, name), { recursive: true });
    await mkdir(join(folder, "build/bin"), { recursive: true });
    for (const name of PROGRAMS) await cp(join(built, "bin", name), join(folder, "build/bin", name));
    await cp(join(built, "messages"), join(folder, "build/messages"), { recursive: true });
    await release.#compress();
    return release;
  }

  // A later one: every program anew, a style sheet, a template and a translation changed.
  async supersede() {
    for (const name of PROGRAMS) await this.#replace(join("build/bin", name), await readFile(join(built, "bin", name)), 0o755);
    await this.#append("static/css/app.css", "\n.later-release { color: inherit; }\n");
    await this.#append("templates/terms.html", '<p id="later-release"></p>\n');
    await this.#append("nginx/tls.conf", "# later\n");
    await this.#compress();
  }

  async #append(name, text) { await this.#replace(name, `${await readFile(join(this.folder, name), "utf8")}${text}`); }

  // A new file under the old name: what runs keeps the old one.
  async #replace(name, content, mode = 0o644) {
    const path = join(this.folder, name);
    await writeFile(`${path}.dpkg-new`, content, { mode });
    await rename(`${path}.dpkg-new`, path);
  }

  #compress() { return run(join(this.folder, "scripts/compress-static"), [join(this.folder, "build")]); }

  remove() { return rm(this.folder, { recursive: true, force: true }); }
}
