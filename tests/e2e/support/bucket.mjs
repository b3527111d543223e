// A bucket that speaks S3 and believes no signature: npm s3rver keeps the objects but does not check version 4 of Amazon's signatures ("unimplemented", says its
// source), so each request is signed once more in front of it, by npm aws4, and refused unless both come to the same.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, request as pass } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import aws4 from "aws4";
import S3rver from "s3rver";

// The only pair that s3rver knows.
const KEY = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const REGION = "us-east-1";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// "20261123T190000Z" as milliseconds.
const timeOf = (stamp) => Date.parse(`${stamp}`.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

// A link that anybody may follow until it runs out.
function isLink({ method, url, headers }) {
  const [path, query] = url.split("?");
  const said = new URLSearchParams(query);
  const signature = said.get("X-Amz-Signature");
  said.delete("X-Amz-Signature");
  if (Date.now() > timeOf(said.get("X-Amz-Date")) + Number(said.get("X-Amz-Expires")) * 1000) return false;
  const unsigned = { method, path: `${path}?${said}`, headers: { host: headers.host }, service: "s3", region: REGION, signQuery: true };
  return new URLSearchParams(aws4.sign(unsigned, KEY).path.split("?")[1]).get("X-Amz-Signature") === signature;
}

// What somebody sends who has the secret.
function isSigned({ method, url, headers }, body) {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization)?.[1].split(";") ?? [];
  if (!["host", "x-amz-date", "x-amz-content-sha256"].every((name) => names.includes(name))) return false;
  if (headers["x-amz-content-sha256"] !== sha256(body) || Math.abs(Date.now() - timeOf(headers["x-amz-date"])) > 900_000) return false;
  const signed = Object.fromEntries(names.map((name) => [name, headers[name]]));
  return aws4.sign({ method, path: url, headers: signed, service: "s3", region: REGION }, KEY).headers.Authorization === headers.authorization;
}

const isGood = (request, body) => (request.headers.authorization ? isSigned(request, body) : isLink(request));

async function read(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

export class Bucket {
  // One bucket, "pictures".
  static async open() {
    const bucket = new Bucket();
    bucket.folder = await mkdtemp(join(tmpdir(), "s3-"));
    bucket.objects = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: bucket.folder, configureBuckets: [{ name: "pictures" }] });
    bucket.inside = (await bucket.objects.run()).port;
    bucket.refused = [];
    bucket.server = createServer((request, response) => bucket.answer(request, response));
    await new Promise((resolve) => { bucket.server.listen(0, "127.0.0.1", resolve); });
    return bucket;
  }

  get endpoint() { return `http://127.0.0.1:${this.server.address().port}`; }

  // For scripts/instance, as .env.example names them.
  get settings() {
    return { S3_ENDPOINT: this.endpoint, S3_BUCKET: "pictures", S3_ACCESS_KEY: KEY.accessKeyId, S3_SECRET_KEY: KEY.secretAccessKey };
  }

  async answer(request, response) {
    const body = await read(request);
    if (!isGood(request, body)) {
      this.refused.push(`${request.method} ${request.url}`);
      response.writeHead(403).end("SignatureDoesNotMatch");
      return;
    }
    const { method, url, headers } = request;
    const onward = pass({ host: "127.0.0.1", port: this.inside, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    onward.end(body);
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
    await this.objects.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
