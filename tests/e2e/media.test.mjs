// Pictures at the doors of a house of their own, and in a bucket: npm s3rver keeps it, npm aws4 checks what is signed.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { Bucket } from "./support/bucket.mjs";
import { Browser, newMember, phrase } from "./support/member.mjs";
import { OwnHouse } from "./support/own_house.mjs";
import { png } from "./support/picture.mjs";
import { until } from "./support/protocol_v1.mjs";

const AT_MOST = 10 * 1024 * 1024;

// Sends a body as it is. Resolves to { status, body, headers }.
async function upload(browser, bytes, headers = {}) {
  const answer = await browser.request("/api/media", {
    method: "POST",
    headers: { "content-type": "application/octet-stream", "x-csrf-token": browser.cookies.get("csrfToken"), ...headers },
    body: bytes,
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text.startsWith("{") ? JSON.parse(text) : text };
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

  await t.test("a picture goes up and comes back, to its owner alone and as nothing but a picture", async () => {
    const { status, body } = await upload(browser, png(800, 500));
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual([body.width, body.height, body.frames], [800, 500, 1]);
    const address = `/media/${body.id}/${body.key}`;
    for (const [path, most] of [[address, 200_000], [`${address}/thumb`, 60_000]]) {
      const answer = await browser.request(path);
      assert.equal(answer.status, 200);
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(bytes.subarray(8, 12).toString(), "WEBP");
      assert.ok(bytes.length < most, `${bytes.length} bytes`);
      const header = (name) => answer.headers.get(name);
      assert.equal(header("content-type"), "image/webp");
      assert.equal(header("x-content-type-options"), "nosniff");
      assert.match(header("content-security-policy"), /default-src 'none'.*sandbox/);
      assert.match(header("cache-control"), /^private, max-age=/);
      assert.match(header("content-disposition"), /^inline; filename=/);
      assert.equal(header("cross-origin-resource-policy"), "same-origin");
      assert.equal(header("x-accel-redirect"), null, "which stays inside");
    }
    assert.equal((await (await guest(house)).request(address)).status, 404);
    assert.equal((await new Browser(house.base).request(address)).status, 401);
    assert.equal((await new Browser(house.base).request(`/-/media/${body.key.slice(0, 2)}/${body.key}.webp`)).status, 404);
  });

  await t.test("what is too large is refused in words, by the rule and by nginx", async () => {
    const large = await upload(browser, Buffer.concat([png(8, 8), Buffer.alloc(AT_MOST)]));
    assert.equal(large.status, 413);
    assert.equal(large.body.code, "picture_bytes");
    const enormous = await upload(browser, Buffer.alloc(25 * 1024 * 1024));
    assert.equal(enormous.status, 413);
    assert.equal(enormous.body.error, "Payload too large");
  });

  await t.test("guests and strangers send none, whatever they claim it is", async () => {
    assert.equal((await upload(await guest(house), png(8, 8))).status, 403);
    const without = await upload(browser, png(8, 8), { "x-csrf-token": "" });
    assert.equal(without.status, 403);
    const svg = await upload(browser, "<svg xmlns='http://www.w3.org/2000/svg'></svg>", { "content-type": "image/png" });
    assert.equal(svg.body.code, "picture_type");
    assert.equal((await upload(browser, "")).status, 400);
  });

  await t.test("nothing of an upload is left lying about", async () => {
    // nginx takes its own away a moment after the answer.
    await until(async () => (await files(join(house.folder, "nginx/tmp/body"))).length === 0, "nginx has none");
    assert.equal((await files(join(house.folder, "media"))).length, 2);
  });

  await t.test("an upload does not hold up a page", async () => {
    const slow = Array.from({ length: 6 }, () => upload(browser, png(2500, 2500)));
    const statuses = [];
    let done = false;
    const all = Promise.all(slow).finally(() => { done = true; });
    while (!done) statuses.push((await browser.request("/languages")).status);
    assert.deepEqual((await all).map(({ status, body }) => body.code ?? status), Array(6).fill(201), "each waits for its turn");
    assert.ok(statuses.length > 6 && statuses.every((status) => status === 200), `${statuses.length} pages meanwhile`);
  });
});

test("a bucket", async (t) => {
  const bucket = await Bucket.open();
  t.after(() => bucket.close());
  const house = await OwnHouse.start({ ATTEMPTS: 1000 }, bucket.settings);
  t.after(() => house.stop());
  const { browser } = await newMember(house);
  const objects = async () => (await files(join(bucket.folder, "pictures"))).map(({ name }) => name).filter((name) => name.endsWith("_object"));
  const { status, body } = await upload(browser, png(300, 200));
  assert.equal(status, 201, JSON.stringify(body));

  await t.test("it holds the picture and its thumbnail, and the house holds none", async () => {
    const names = await objects();
    assert.equal(names.length, 2, names.join());
    assert.equal((await files(join(house.folder, "media"))).length, 0);
    assert.deepEqual(bucket.refused, [], "each was signed as npm aws4 signs it");
  });

  await t.test("a browser is led to it by a link that works, and only as it is", async () => {
    const led = await browser.request(`/media/${body.id}/${body.key}/thumb`);
    assert.equal(led.status, 302);
    const link = led.headers.get("location");
    const answer = await fetch(link);
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.equal(answer.headers.get("content-type"), "image/webp");
    assert.equal(Buffer.from(await answer.arrayBuffer()).subarray(8, 12).toString(), "WEBP");
    const forged = [
      [link.replace("-thumb.webp", ".webp"), "another object by the same signature"],
      [link.replace(/X-Amz-Expires=\d+/, "X-Amz-Expires=604800"), "for longer"],
      [link.replace("disposition=inline", "disposition=attachment"), "as something else"],
      [link.split("?")[0], "by its name alone"],
    ];
    for (const [address, what] of forged) {
      assert.notEqual(address, link, what);
      assert.equal((await fetch(address)).status, 403, what);
    }
    assert.equal((await fetch(link, { method: "DELETE" })).status, 403, "and to look at alone");
  });

  await t.test("pages may show pictures from there and from nowhere else", async () => {
    const policy = (await browser.request("/languages")).headers.get("content-security-policy");
    assert.ok(policy.includes(`img-src 'self' data: ${bucket.endpoint};`), policy);
  });

  await t.test("with the account of who sent it, it is erased there", async () => {
    const form = new URLSearchParams({ csrfToken: browser.cookies.get("csrfToken"), password: phrase });
    assert.equal((await browser.request("/account/delete", { method: "POST", body: form })).headers.get("location"), "/?done=deleted");
    await until(async () => (await objects()).length === 0, "the job that erases it", 60_000);
    assert.ok(bucket.refused.every((one) => one.startsWith("GET /pictures/") || one.startsWith("DELETE /pictures/") && one.includes("?")), bucket.refused.join());
  });
});
