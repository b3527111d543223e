// A provider of OpenID Connect that knows people's ages: npm oidc-provider as it is, on loopback, with people, keys and troubles of the test's choice.
import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import http from "node:http";

import jwt from "jsonwebtoken";
import Provider from "oidc-provider";

const RETURN = "/account/verification/openid/return";

const CURVES = { RS256: ["rsa", { modulusLength: 2048 }], ES256: ["ec", { namedCurve: "P-256" }] };

function new_key(algorithm) {
  const { privateKey } = generateKeyPairSync(...CURVES[algorithm]);
  const kid = randomBytes(6).toString("hex");
  return { algorithm, kid, privateKey, jwk: { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: algorithm } };
}

export class OpenIdProvider {
  people = {}; // by what they sign in as: their claims
  exchanges = []; // of codes: { status, code }
  #client = { client_id: "the-chatroom", client_secret: randomBytes(24).toString("base64url") + ": % +" };

  // It listens, and has its address; it answers once open() has told it of the house. `claim`: what the house goes by.
  static async start({ claim = "age_over_18", algorithm = "RS256", in_token = true, wishes = false } = {}) {
    const self = new OpenIdProvider();
    Object.assign(self, { claim, algorithm, in_token, wishes });
    self.server = http.createServer((request, response) => self.#serve(request, response));
    await self.#listen(0);
    self.port = self.server.address().port;
    self.issuer = `http://127.0.0.1:${self.port}`;
    return self;
  }

  get settings() {
    return {
      OPENID_ISSUER: this.issuer, OPENID_CLIENT_ID: this.#client.client_id, OPENID_CLIENT_SECRET: this.#client.client_secret,
      OPENID_CLAIM: this.claim, OPENID_LABEL: "Example ID", ...(this.wishes ? { OPENID_SCOPE: "openid" } : {}),
    };
  }

  // `house`: its address.
  open(house) {
    this.house = house;
    this.rotate_keys();
  }

  // With a key that nobody has seen before, and none of those before.
  rotate_keys() {
    this.key = new_key(this.algorithm);
    this.handler = new Provider(this.issuer, {
      clients: [{ ...this.#client, redirect_uris: [this.house + RETURN], grant_types: ["authorization_code"], response_types: ["code"], id_token_signed_response_alg: this.algorithm }],
      jwks: { keys: [this.key.jwk] },
      cookies: { keys: [randomBytes(16).toString("hex")] },
      claims: { openid: ["sub"], profile: ["age_over_18", "birthdate"] },
      conformIdTokenClaims: !this.in_token,
      features: { claimsParameter: { enabled: this.wishes } },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...this.people[id] }) }),
      ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    }).callback();
  }

  // The next token that it gives is signed as it should be, and made for another attempt: what no provider does.
  forge_next(claims) { this.forged = claims; }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => { this.server.close(resolve); });
  }
  resume() { return this.#listen(this.port); }

  #listen(port) { return new Promise((resolve) => { this.server.listen(port, "127.0.0.1", resolve); }); }

  #serve(request, response) {
    if (request.method === "POST" && request.url === "/token") {
      response.on("finish", () => this.exchanges.push({ status: response.statusCode, authorization: request.headers.authorization }));
      if (this.forged) {
        this.#forge(response);
        return;
      }
    }
    this.handler(request, response);
  }

  #forge(response) {
    const { algorithm, kid, privateKey } = this.key;
    const claims = { iss: this.issuer, aud: this.#client.client_id, sub: "somebody", [this.claim]: true, ...this.forged };
    this.forged = undefined;
    const id_token = jwt.sign(claims, privateKey, { algorithm, keyid: kid, expiresIn: 600 });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ id_token, access_token: "one", token_type: "Bearer" }));
  }
}

const unescaped = (text) => text.replaceAll("&amp;", "&");

// Somebody's browser at the provider's pages, without JavaScript.
class Visitor {
  cookies = new Map();

  async ask(url, options = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { redirect: "manual", ...options, headers: { cookie, ...options.headers } });
    for (const line of (answer.headers.get("set-cookie") ?? "").split(/, (?=[^;,]+=)/).filter(Boolean)) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
    return answer;
  }
}

// Goes where the house sends somebody, signs in there as `login`, agrees (or gives up, with `agrees` false), and resolves to the path of the house that the provider sends them
// back to.
export async function sign_in_there(provider, address, login, { agrees = true } = {}) {
  const visitor = new Visitor();
  let answer = await visitor.ask(address);
  for (let step = 0; step < 12; step += 1) {
    const text = await answer.text();
    const location = answer.headers.get("location");
    if (location?.startsWith(provider.house)) return location.slice(provider.house.length);
    if (location) {
      answer = await visitor.ask(new URL(location, provider.issuer));
      continue;
    }
    assert.equal(answer.status, 200, text);
    if (!agrees) {
      answer = await visitor.ask(unescaped(/href="([^"]*\/abort)"/.exec(text)[1]));
      continue;
    }
    const [, action] = /<form[^>]* action="([^"]*)"/.exec(text);
    const [, prompt] = /name="prompt" value="(\w+)"/.exec(text);
    answer = await visitor.ask(unescaped(action), { method: "POST", body: new URLSearchParams({ prompt, login, password: "anything" }) });
  }
  return assert.fail("the provider's pages lead nowhere");
}
