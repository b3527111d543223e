// A release as the package lays it: programs and what they read, in a folder that a later one takes over in place, file by file, as dpkg does.
import { execFile } from "node:child_process";
import { access, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const own = { root, built: resolve(root, process.env.BUILD ?? "build") };
// Another checkout, with its programs in build/, that is upgraded from (`make test-upgrade`); without it this one is replaced by its like.
const older = process.env.OLDER_RELEASE && { root: process.env.OLDER_RELEASE, built: join(process.env.OLDER_RELEASE, "build") };
const READ = ["scripts", "templates", "static", "nginx", "sql", ".env.example"];
const PROGRAMS = ["fcgi", "ws", "admin", "image", "confined"].map((name) => `bin/chatroom-${name}`);

const there = (path) => access(path).then(() => true, () => false);

// Everything that belongs to a release: the name of each file, and where it comes from.
async function files_of({ root: from, built }) {
  const files = new Map();
  const take = async (source, name) => {
    const entries = await readdir(source, { recursive: true, withFileTypes: true }).catch(() => null);
    if (!entries) return files.set(name, source);
    for (const entry of entries.filter((one) => !one.isDirectory())) {
      const path = join(entry.path, entry.name);
      files.set(join(name, relative(source, path)), path);
    }
    return files;
  };
  for (const name of READ) await take(join(from, name), name);
  for (const name of [...PROGRAMS, "messages"]) await take(join(built, name), join("build", name));
  return files;
}

export class Release {
  constructor(folder) { this.folder = folder; }

  // Lays the release down that is upgraded from.
  static async lay(folder) {
    const release = new Release(folder);
    await release.#put(await files_of(older ?? own));
    await release.#compress();
    return release;
  }

  // A later one: every program anew, a style sheet, a template and a translation changed.
  async supersede() {
    await this.#put(await files_of(own));
    await this.#append("static/css/app.css", "\n.later-release { color: inherit; }\n");
    await this.#append("templates/terms.html", '<p id="later-release"></p>\n');
    await this.#append("nginx/tls.conf", "# later\n");
    await this.#compress();
  }

  // Each file takes the place of the one of its name; then what no longer belongs to it goes.
  async #put(files) {
    for (const [name, source] of files) {
      const path = join(this.folder, name);
      await mkdir(dirname(path), { recursive: true });
      await cp(source, `${path}.dpkg-new`);
      await rename(`${path}.dpkg-new`, path);
    }
    for (const entry of await readdir(this.folder, { recursive: true, withFileTypes: true })) {
      const name = relative(this.folder, join(entry.path, entry.name));
      if (!entry.isDirectory() && !files.has(name) && !name.startsWith("build/static/")) await rm(join(this.folder, name));
    }
  }

  async #append(name, text) { await this.#replace(name, `${await readFile(join(this.folder, name), "utf8")}${text}`); }

  // A new file under the old name: what runs keeps the old one.
  async #replace(name, content) {
    const path = join(this.folder, name);
    await writeFile(`${path}.dpkg-new`, content);
    await rename(`${path}.dpkg-new`, path);
  }

  // Releases before that script serve their files as they are.
  async #compress() {
    const script = join(this.folder, "scripts/compress-static");
    if (await there(script)) await run(script, [join(this.folder, "build")]);
  }

  remove() { return rm(this.folder, { recursive: true, force: true }); }
}
