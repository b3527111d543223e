// Members' phones as the database holds them, and keys of documents as their folder does, made and read by a second implementation of core/accounts/keyring: what one seals, the other must open.
//
//   node sealed_phones.mjs rows ENV_FILE COUNT    SQL that adds COUNT members under the PHONE_ENC_KEY of that file
//   node sealed_phones.mjs keys ENV_FILE FOLDER   writes three keys of documents into the folder, under the PHONE_ENC_KEY of that file
//   node sealed_phones.mjs open ENV_FILE FOLDER   fails unless three lie there, and open under it
//   node sealed_phones.mjs check ENV_FILE COUNT   reads "ciphertext<TAB>key id<TAB>hash<TAB>hash's key id" lines; fails unless each of the COUNT
//                                                 phones is there once, sealed and found under the PHONE_ENC_KEY of that file
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [command, file, rest] = process.argv.slice(2);
const secret = /^PHONE_ENC_KEY=(.+)$/m.exec(readFileSync(file, "utf8"))[1];
const derive = (label) => Buffer.from(hkdfSync("sha256", secret, "", label, 32));
const key_id = derive("phone key id").readUInt16BE(0);
const phones = Array.from({ length: Number(rest) || 0 }, (_, i) => `+1202456${1000 + i}`);

const hash_of = (phone) => createHmac("sha256", derive("phone look-up")).update(phone).digest("hex");

function seal(plain, label) {
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", derive(label), iv).setAAD(Buffer.from(label));
    const data = Buffer.concat([cipher.update(plain), cipher.final()]);
    return [iv, cipher.getAuthTag(), data].map((part) => part.toString("hex")).join(":");
}

function open(text, label) {
    const [iv, tag, data] = text.split(":").map((part) => Buffer.from(part, "hex"));
    const cipher = createDecipheriv("aes-256-gcm", derive(label), iv).setAAD(Buffer.from(label)).setAuthTag(tag);
    return Buffer.concat([cipher.update(data), cipher.final()]);
}

const names = ["a", "b", "c"].map((letter) => letter.repeat(32));

// Each with its name before the 32 bytes.
function keys() {
    for (const name of names) {
        const plain = Buffer.concat([Buffer.from(name), Buffer.alloc(32, name)]);
        writeFileSync(join(rest, name), `${key_id}:${seal(plain, "document key seal")}`, { mode: 0o600 });
    }
}

function open_keys() {
    const found = readdirSync(rest).filter((name) => name !== "CACHEDIR.TAG").sort();
    if (found.join() !== names.join()) throw new Error(`found ${found}`);
    for (const name of names) {
        const [id, ...text] = readFileSync(join(rest, name), "utf8").split(":");
        if (Number(id) !== key_id) throw new Error(`${name}: another key`);
        const plain = Buffer.concat([Buffer.from(name), Buffer.alloc(32, name)]);
        if (!open(text.join(":"), "document key seal").equals(plain)) throw new Error(`${name}: another content`);
    }
}

function rows() {
    for (const phone of phones) {
        console.log(
            `INSERT INTO user (phone_ciphertext, phone_key_id, created_at, updated_at, verified_at)
             VALUES ('${seal(phone, "phone seal")}', ${key_id}, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
             INSERT INTO phone_index (phone_hash, key_id, user_id) VALUES (X'${hash_of(phone)}', ${key_id}, LAST_INSERT_ID());`,
        );
    }
}

function check() {
    const lines = readFileSync(0, "utf8").trim().split("\n").map((line) => line.split("\t"));
    const found = lines.map(([text, sealed_id, hash, hash_id]) => {
        const phone = open(text, "phone seal").toString();
        if (Number(sealed_id) !== key_id || Number(hash_id) !== key_id) throw new Error(`${phone}: another key`);
        if (hash.toLowerCase() !== hash_of(phone)) throw new Error(`${phone}: another hash`);
        return phone;
    });
    if (found.sort().join() !== phones.sort().join()) throw new Error(`found ${found.length} phones: ${found}`);
}

({ rows, check, keys, open: open_keys })[command]();
