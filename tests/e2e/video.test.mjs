// Videos at the doors of a house of their own, behind nginx and in a bucket.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";

import { Bucket } from "./support/bucket.mjs";
import { film } from "./support/film.mjs";
import { Browser, newMember, phrase } from "./support/member.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { until } from "./support/protocol_v1.mjs";

const AT_MOST = 20 * 1024 * 1024;
let mp4;
let webm;
before(async () => { [mp4, webm] = await Promise.all([film("mp4", { more: ["-metadata", "title=Quokka"] }), film("webm")]); });

async function upload(browser, bytes) {
  const answer = await browser.request("/api/media", {
    method: "POST",
    headers: { "content-type": "application/octet-stream", "x-csrf-token": browser.cookies.get("csrfToken") },
    body: bytes,
  });
  return { status: answer.status, body: await answer.json() };
}

const guest = async (house) => {
  const browser = new Browser(house.base);
  await browser.good("/api/auth/guest", { ageCategory: "18+", name: `g${Math.random().toString(36).slice(2, 10)}` });
  return browser;
};
const files = async (folder) => (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])).filter((one) => one.isFile());

test("a folder behind nginx", async (t) => {
  const house = await OwnHouse.start({ ATTEMPTS: 1000, UPLOADS: 1000 });
  t.after(() => house.stop());
  const { browser } = await newMember(house);

  await t.test("a video comes back as exactly what it is, whole and in parts, to its owner alone", async () => {
    for (const [bytes, type, mark, at] of [[mp4, "video/mp4", "ftyp", 4], [webm, "video/webm", "\x1aE\xdf\xa3", 0]]) {
      const { status, body } = await upload(browser, bytes);
      assert.equal(status, 201, JSON.stringify(body));
      assert.deepEqual([body.width, body.height, body.video], [320, 180, type]);
      const address = `/media/${body.id}/${body.key}`;
      const answer = await browser.request(address);
      assert.equal(answer.status, 200);
      const whole = Buffer.from(await answer.arrayBuffer());
      assert.equal(whole.subarray(at, at + 4).toString("latin1"), mark);
      assert.ok(!whole.includes("Quokka"));
      const header = (name) => answer.headers.get(name);
      assert.equal(header("content-type"), type);
      assert.equal(header("accept-ranges"), "bytes");
      assert.equal(header("x-content-type-options"), "nosniff");
      assert.match(header("content-security-policy"), /^default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; /);
      assert.match(header("cache-control"), /^private, max-age=/);
      assert.match(header("content-disposition"), /^inline; filename="video\./);
      assert.equal(header("cross-origin-resource-policy"), "same-origin");
      const part = await browser.request(address, { headers: { range: "bytes=100-299" } });
      assert.equal(part.status, 206);
      assert.equal(part.headers.get("content-range"), `bytes 100-299/${whole.length}`);
      assert.equal(part.headers.get("content-type"), type);
      assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(100, 300));
      assert.equal((await browser.request(`${address}/thumb`)).headers.get("content-type"), "image/webp");
      assert.equal((await (await guest(house)).request(address)).status, 404);
      assert.equal((await new Browser(house.base).request(address)).status, 401);
      assert.equal((await new Browser(house.base).request(`/-/media/${body.key.slice(0, 2)}/${body.key}.${type.slice(6)}`)).status, 404);
    }
  });

  await t.test("what is too large is refused in words, by the rule and by nginx", async () => {
    const large = await upload(browser, Buffer.concat([mp4, Buffer.alloc(AT_MOST)]));
    assert.deepEqual([large.status, large.body.code], [413, "video_bytes"]);
    const enormous = await upload(browser, Buffer.concat([mp4, Buffer.alloc(25 * 1024 * 1024)]));
    assert.deepEqual([enormous.status, enormous.body.error], [413, "Payload too large"]);
  });

  await t.test("what is no video that everybody can play is refused, by what is in it", async () => {
    const refused = async (bytes) => (await upload(browser, bytes)).body.code;
    assert.equal(await refused(await film("mp4", { more: ["-c:v", "mpeg4"] })), "video_type");
    assert.equal(await refused(await film("mp4", { size: "1924x64", seconds: 1 })), "video_sides");
    assert.equal(await refused(await film("mp4", { size: "32x32", seconds: 70 })), "video_length");
    assert.equal(await refused(mp4.subarray(0, mp4.length / 2)), "video_damaged");
    assert.equal((await upload(await guest(house), mp4)).status, 403);
  });

  await t.test("nothing of an upload is left lying about", async () => {
    // nginx takes its own away a moment after the answer.
    await until(async () => (await files(join(house.folder, "nginx/tmp/body"))).length === 0, "nginx has none");
    assert.equal((await files(join(house.folder, "media"))).length, 4);
  });

  await t.test("what one has sent is in the download of one's data", async () => {
    const form = new URLSearchParams({ csrfToken: browser.cookies.get("csrfToken"), password: phrase });
    const answer = await browser.request("/account/data", { method: "POST", body: form });
    const { pictures } = await answer.json();
    assert.deepEqual(pictures.map(({ type }) => type), ["video/mp4", "video/webm"]);
    assert.ok(pictures.every(({ milliseconds }) => Math.abs(milliseconds - 4000) < 200), JSON.stringify(pictures));
  });
});

test("a house without ffmpeg refuses videos in words and takes pictures", async (t) => {
  const house = await OwnHouse.start({ ATTEMPTS: 1000 }, { FFMPEG: "none" });
  t.after(() => house.stop());
  const { browser } = await newMember(house);
  const { status, body } = await upload(browser, mp4);
  assert.equal(status, 415);
  assert.match(body.message, /link/);
});

test("a bucket", async (t) => {
  const bucket = await Bucket.open();
  t.after(() => bucket.close());
  const house = await OwnHouse.start({ ATTEMPTS: 1000 }, bucket.settings);
  t.after(() => house.stop());
  const { browser } = await newMember(house);
  const objects = async () => (await files(join(bucket.folder, "pictures"))).map(({ name }) => name).filter((name) => name.endsWith("_object"));
  const { status, body } = await upload(browser, mp4);
  assert.equal(status, 201, JSON.stringify(body));
  assert.equal((await objects()).length, 2);
  assert.deepEqual(bucket.refused, [], "each was signed as npm aws4 signs it");
  const led = await browser.request(`/media/${body.id}/${body.key}`);
  assert.equal(led.status, 302);
  const answer = await fetch(led.headers.get("location"), { headers: { range: "bytes=0-99" } });
  assert.equal(answer.status, 206);
  assert.equal(answer.headers.get("content-type"), "video/mp4");
  assert.equal((await answer.arrayBuffer()).byteLength, 100);
  const policy = (await browser.request("/languages")).headers.get("content-security-policy");
  assert.ok(policy.includes(`media-src 'self' ${bucket.endpoint};`), policy);
  const form = new URLSearchParams({ csrfToken: browser.cookies.get("csrfToken"), password: phrase });
  assert.equal((await browser.request("/account/delete", { method: "POST", body: form })).headers.get("location"), "/?done=deleted");
  await until(async () => (await objects()).length === 0, "the job that erases it", 60_000);
});
