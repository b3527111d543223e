// Pictures of documents as the house keeps them, opened by a second implementation of core/verification/vault; and the search for what must not be found.
import { createDecipheriv, hkdfSync } from "node:crypto";
import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { join } from "node:path";

const SEAL = "document key seal";
export const derive = (secret, label) => Buffer.from(hkdfSync("sha256", secret, "", label, 32));

export function decrypt(key, iv, tag, data, aad) {
  const cipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(aad)).setAuthTag(tag);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

// The key of this document, by what its file holds ("id:iv:tag:data") and PHONE_ENC_KEY.
export function keyOf(name, line, secret) {
  const [iv, tag, data] = line.split(":").slice(1).map((part) => Buffer.from(part, "hex"));
  const plain = decrypt(derive(secret, SEAL), iv, tag, data, SEAL);
  if (plain.subarray(0, 32).toString() !== name) throw new Error(`the key of another document: ${name}`);
  return plain.subarray(32);
}

// Throws when this key does not open it.
export const openWith = (key, name, bytes) => decrypt(key, bytes.subarray(0, 12), bytes.subarray(12, 28), bytes.subarray(28), `document ${name}`);

export const documentNames = async (folder) => (await readdir(folder)).filter((name) => /^[0-9a-f]{32}$/.test(name)).sort();

// Pieces from all over it, each long enough to be nowhere by chance.
export function piecesOf(bytes, count = 8, length = 24) {
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor(((bytes.length - length) * i) / (count - 1));
    return bytes.subarray(from, from + length);
  });
}

// The regular files below the folder.
export async function filesBelow(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

// What the processes of the instance in this folder have open, names that are gone included: paths below /proc.
export async function openFiles(folder) {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const environ = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
    if (!environ.includes(folder)) continue;
    for (const file of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const path = `/proc/${pid}/fd/${file}`;
      const target = await readlink(path).catch(() => "");
      const facts = await stat(path).catch(() => null);
      // What a program was handed in memory (memfd) is no file.
      if (facts?.isFile() && target.startsWith("/") && !target.startsWith("/memfd:") && target.includes("(deleted)")) found.push(path);
    }
  }
  return found;
}

// What must not be found of a text: as it is, and in small letters.
export const text = (...texts) => texts.flatMap((one) => [Buffer.from(one), Buffer.from(one.toLowerCase())]);

const holds = (bytes, piece) => (piece instanceof RegExp ? piece.test(bytes.toString("latin1")) : bytes.includes(piece));

// Which of the needles ({ name: bytes or RegExp [] }) are in which of the files: "name in path". A file that goes meanwhile holds nothing.
export async function search(files, needles) {
  const hits = [];
  for (const file of files) {
    const bytes = await readFile(file).catch((error) => (error.code === "ENOENT" ? Buffer.alloc(0) : Promise.reject(error)));
    for (const [name, pieces] of Object.entries(needles)) {
      if (pieces.some((piece) => holds(bytes, piece))) hits.push(`${name} in ${file}`);
    }
  }
  return hits;
}
