// A member proves their age by another house's word, at a provider that is somebody else's program: there, and back, and whatever may go wrong on the way.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { MarketHouse } from "./support/market.mjs";
import { OpenIdProvider, sign_in_there } from "./support/openid_provider.mjs";

const BEGIN = "/account/verification/openid";
const PROVEN = "/account/verification?done=proven";
const A_DAY_S = 86_400;

const birth = (years, days = 0) => {
  const today = new Date();
  return new Date(Date.UTC(today.getUTCFullYear() - years, today.getUTCMonth(), today.getUTCDate() + days)).toISOString().slice(0, 10);
};

// A house and its provider.
class Desk {
  static async open(kind) {
    const self = new Desk();
    self.provider = await OpenIdProvider.start(kind);
    self.house = await MarketHouse.start([], { API: 100_000 }, self.provider.settings);
    self.provider.open(self.house.base);
    return self;
  }

  async close() {
    await this.house?.stop();
    await this.provider.stop().catch(() => {});
  }

  async member(name) { return (await this.house.members(name))[0]; }

  // Presses the button, and resolves to the address of the provider's page.
  async leaves(member) {
    const answer = await member.send(BEGIN);
    assert.equal(answer.status, 303, answer.text);
    assert.ok(answer.location.startsWith(`${this.provider.issuer}/auth?`), answer.location);
    return answer.location;
  }

  // All of the way there, as `login`. Resolves to the path back.
  async goes(member, login, how) { return sign_in_there(this.provider, await this.leaves(member), login, how); }
  async proves(member, login) { return member.open(await this.goes(member, login)); }

  // "APPROVED AGE_ONLY OPENID", one for each row.
  async proofs(member) {
    const rows = await this.house.rows(`SELECT CONCAT_WS(' ', status, verification_type, way) FROM id_verification WHERE user_id = ${member.user} ORDER BY id`);
    return rows.map(([text]) => text);
  }

  // For how many days from now on, or null.
  async proven_days(member) {
    const [[seconds]] = await this.house.rows(`SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), age_proven_until) FROM user WHERE id = ${member.user}`);
    return seconds === "NULL" ? null : Math.round(Number(seconds) / A_DAY_S);
  }

  async is_unproven(member) {
    assert.deepEqual(await this.proofs(member), []);
    assert.equal(await this.proven_days(member), null);
  }

  attempts(member) { return this.house.count(`SELECT COUNT(*) FROM verification_openid WHERE user_id = ${member.user}`); }
}

function refused(answer, status, text) {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.text, text);
}

// The same, to somebody who has not proven it yet: the button is below.
function refused_for_now(answer, status, text) {
  refused(answer, status, text);
  assert.match(answer.text, /action="\/account\/verification\/openid"[^]*Prove it with .?Example ID/);
}

const AWAY = /The service that proves your age does not answer just now. Please try again in a moment./;
const UNFINISHED = /This proof was not finished, or too long ago. Please begin again./;
const NOT_OF_AGE = /The service did not say that you are an adult./;
const USED = /This identity has proven the age of another account already./;

describe("a provider with a claim age_over_18, in tokens of RS256", { concurrency: 1 }, () => {
  let desk;
  before(async () => {
    desk = await Desk.open({ algorithm: "RS256" });
    Object.assign(desk.provider.people, { anna: { age_over_18: true }, bert: { age_over_18: true }, mia: { age_over_18: false }, noname: {} });
  });
  after(() => desk?.close());

  test("there and back, the member is proven, and who they are there stays there", async () => {
    const ann = await desk.member("Ann");
    const answer = await desk.proves(ann, "anna");
    assert.deepEqual([answer.status, answer.location], [303, PROVEN]);
    assert.deepEqual(await desk.proofs(ann), ["APPROVED AGE_ONLY OPENID"]);
    assert.equal(await desk.proven_days(ann), 730);
    assert.equal(await desk.attempts(ann), 0);
    const [[payload]] = await desk.house.rows(`SELECT e.payload FROM event e JOIN participant p ON p.stream_id = e.stream_id WHERE p.id = ${ann.person} AND e.kind = 'proof'`);
    assert.equal(JSON.parse(payload).status, "APPROVED");
    assert.equal(await desk.house.count(`SELECT COUNT(*) FROM audit_log WHERE action = 'verification.approve' AND JSON_VALUE(detail, '$.user') = ${ann.user}`), 1);
    for (const sql of ["SELECT COUNT(*) FROM audit_log WHERE detail LIKE '%anna%'", "SELECT COUNT(*) FROM id_verification WHERE document_hash LIKE '%anna%' OR reason IS NOT NULL"])
      assert.equal(await desk.house.count(sql), 0, sql);
  });

  test("what the browser is sent there with is new each time, and asks for a new sign-in", async () => {
    const eva = await desk.member("Eva");
    const [one, other] = [new URL(await desk.leaves(eva)).searchParams, new URL(await desk.leaves(eva)).searchParams];
    for (const name of ["state", "nonce", "code_challenge"]) {
      assert.match(one.get(name), /^[\w-]{43}$/, name);
      assert.notEqual(one.get(name), other.get(name), name);
    }
    assert.deepEqual(["response_type", "scope", "prompt", "code_challenge_method"].map((name) => one.get(name)), ["code", "openid profile", "login", "S256"]);
    assert.equal(one.get("redirect_uri"), `${desk.house.base}/account/verification/openid/return`);
    await desk.house.rows(`DELETE FROM verification_openid WHERE user_id = ${eva.user}`);
  });

  test("a second account with the same identity is refused", async () => {
    const twin = await desk.member("Twin");
    refused_for_now(await desk.proves(twin, "anna"), 409, USED);
    await desk.is_unproven(twin);
  });

  test("the same account may prove it again, and holds as long from then on", async () => {
    const bert = await desk.member("Bert");
    assert.equal((await desk.proves(bert, "bert")).location, PROVEN);
    await desk.house.rows(`UPDATE id_verification SET expires_at = TIMESTAMPADD(DAY, 5, UTC_TIMESTAMP(3)) WHERE user_id = ${bert.user}`);
    assert.equal((await desk.proves(bert, "bert")).location, PROVEN);
    assert.equal(await desk.proven_days(bert), 730);
  });

  test("who is too young, or of whom the provider knows nothing, is told so", async () => {
    const mia = await desk.member("Mia");
    refused_for_now(await desk.proves(mia, "mia"), 403, NOT_OF_AGE);
    refused(await desk.proves(mia, "noname"), 403, NOT_OF_AGE);
    await desk.is_unproven(mia);
  });

  test("who gives up at the provider's page is told so, and may begin again", async () => {
    const gus = await desk.member("Gus");
    desk.provider.people.gus = { age_over_18: true };
    const back = await desk.goes(gus, "gus", { agrees: false });
    assert.match(back, /[?&]error=access_denied/);
    refused_for_now(await gus.open(back), 403, NOT_OF_AGE);
    assert.equal((await desk.proves(gus, "gus")).location, PROVEN);
  });

  test("the way back is good once, whatever part of it is used again", async () => {
    const rae = await desk.member("Rae");
    desk.provider.people.rae = { age_over_18: true };
    const back = await desk.goes(rae, "rae");
    assert.equal((await rae.open(back)).location, PROVEN);
    const asked = desk.provider.exchanges.length;
    refused(await rae.open(back), 409, UNFINISHED);
    assert.equal(desk.provider.exchanges.length, asked, "the provider is not even asked");
    // The code, with the state of another attempt: PKCE binds it to the first.
    const state = new URL(await desk.leaves(rae)).searchParams.get("state");
    const replayed = new URL(back, desk.house.base);
    replayed.searchParams.set("state", state);
    refused(await rae.open(replayed.pathname + replayed.search), 409, UNFINISHED);
    assert.equal(desk.provider.exchanges.at(-1).status, 400);
    assert.equal((await desk.proofs(rae)).length, 1);
  });

  test("somebody else's way back is good for nobody", async () => {
    const [tom, eve] = await desk.house.members("Tom", "Eve");
    desk.provider.people.tom = { age_over_18: true };
    const back = await desk.goes(tom, "tom");
    refused(await eve.open(back), 409, UNFINISHED);
    refused(await tom.open(back), 409, UNFINISHED);
    await desk.is_unproven(eve);
    await desk.is_unproven(tom);
    // Nor is a code that was got for somebody else, behind one's own state.
    const code = new URL(await desk.goes(tom, "tom"), desk.house.base).searchParams.get("code");
    const own = new URL(await desk.goes(eve, "tom"), desk.house.base);
    own.searchParams.set("code", code);
    refused(await eve.open(own.pathname + own.search), 409, UNFINISHED);
    await desk.is_unproven(eve);
  });

  test("what was begun too long ago is over", async () => {
    const old = await desk.member("Old");
    const back = await desk.goes(old, "bert");
    await desk.house.rows(`UPDATE verification_openid SET expires_at = UTC_TIMESTAMP(3) WHERE user_id = ${old.user}`);
    refused(await old.open(back), 409, UNFINISHED);
    await desk.is_unproven(old);
  });

  test("what no provider of ours sent is refused", async () => {
    const kim = await desk.member("Kim");
    for (const query of ["", "?state=&code=", "?state=made-up&code=made-up", "?error=access_denied"]) refused(await kim.open(`${BEGIN}/return${query}`), 409, UNFINISHED);
    const other = new URL(await desk.goes(kim, "bert"), desk.house.base);
    other.searchParams.set("iss", "https://id.example.org");
    refused(await kim.open(other.pathname + other.search), 409, UNFINISHED);
    await desk.is_unproven(kim);
  });

  test("a token for another attempt, another house or of another issuer proves nothing", async () => {
    const max = await desk.member("Max");
    for (const forged of [{ nonce: "of another attempt" }, {}, { aud: "another-house" }, { iss: "https://id.example.org" }]) {
      const address = await desk.leaves(max);
      const back = await sign_in_there(desk.provider, address, "bert");
      const { searchParams } = new URL(address);
      desk.provider.forge_next("nonce" in forged || !Object.keys(forged).length ? forged : { nonce: searchParams.get("nonce"), ...forged });
      refused(await max.open(back), 503, AWAY);
    }
    await desk.is_unproven(max);
    // The same made for this attempt is believed: what was refused was refused for its own fault.
    const address = await desk.leaves(max);
    const back = await sign_in_there(desk.provider, address, "bert");
    desk.provider.forge_next({ nonce: new URL(address).searchParams.get("nonce"), sub: "max" });
    assert.equal((await max.open(back)).location, PROVEN);
  });

  test("new keys of the provider's are found by themselves", async () => {
    desk.provider.people.zoe = { age_over_18: true };
    const zoe = await desk.member("Zoe");
    desk.provider.rotate_keys();
    assert.equal((await desk.proves(zoe, "zoe")).location, PROVEN);
  });

  test("a provider that is down holds up nobody, and all is well when it is back", async () => {
    desk.provider.people.dan = { age_over_18: true };
    const dan = await desk.member("Dan");
    const back = await desk.goes(dan, "dan");
    await desk.provider.stop();
    refused_for_now(await dan.open(back), 503, AWAY);
    await desk.is_unproven(dan);
    assert.equal((await dan.open("/account")).status, 200, "pages are served by others");
    await desk.provider.resume();
    assert.equal((await desk.proves(dan, "dan")).location, PROVEN);
  });

  test("guests and other sites' forms do not get there", async () => {
    const ida = await desk.member("Ida");
    const forged = await ida.request(BEGIN, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "csrfToken=made-up" });
    assert.equal(forged.status, 403);
    assert.equal(forged.headers.get("location"), null);
    const nobody = await fetch(`${desk.house.base}${BEGIN}/return?code=a&state=b`, { redirect: "manual" });
    assert.ok([303, 401, 403].includes(nobody.status), `${nobody.status}`);
    assert.equal(await desk.attempts(ida), 0);
  });

  test("forms may lead to the provider, and nowhere else", async () => {
    const lee = await desk.member("Lee");
    const { policy } = await lee.open("/account");
    assert.match(policy, new RegExp(`form-action 'self' ${desk.provider.issuer};`));
  });

  test("no log holds a code, a state, a secret or a name from there", async () => {
    for (const service of ["fcgi", "jobs", "nginx", "ws"]) {
      const log = await readFile(join(desk.house.house.folder, "log", service, "current"), "utf8");
      assert.doesNotMatch(log, /code=|state=|iss=|anna|Bearer|eyJ/, service);
      assert.ok(!log.includes(desk.provider.settings.OPENID_CLIENT_SECRET), service);
      if (service === "nginx") assert.match(log, /"method":"GET","path":"\/account\/verification\/openid\/return","status":303,/);
    }
  });
});

describe("a provider with days of birth, of which UserInfo alone speaks, and tokens of ES256", { concurrency: 1 }, () => {
  let desk;
  before(async () => { desk = await Desk.open({ algorithm: "ES256", claim: "birthdate", in_token: false }); });
  after(() => desk?.close());

  test("of age from the very day on", async () => {
    // Soon: in two days, so that midnight may pass meanwhile.
    desk.provider.people = { today: { birthdate: birth(18) }, soon: { birthdate: birth(18, 2) }, year: { birthdate: "1980" }, hidden: { birthdate: "0000-01-01" } };
    for (const [login, comes] of [["today", true], ["soon", false], ["year", true], ["hidden", false]]) {
      const one = await desk.member(`By ${login}`);
      const answer = await desk.proves(one, login);
      if (comes) assert.equal(answer.location, PROVEN, login);
      else refused(answer, 403, NOT_OF_AGE);
      assert.equal((await desk.proofs(one)).length, comes ? 1 : 0, login);
    }
  });
});

describe("a provider that takes a wish for one claim", { concurrency: 1 }, () => {
  let desk;
  before(async () => { desk = await Desk.open({ wishes: true }); });
  after(() => desk?.close());

  test("is asked for that claim, and for no profile", async () => {
    desk.provider.people.una = { age_over_18: true, birthdate: "1980-01-01" };
    const una = await desk.member("Una");
    const address = await desk.leaves(una);
    const { searchParams } = new URL(address);
    assert.equal(searchParams.get("scope"), "openid");
    assert.deepEqual(JSON.parse(searchParams.get("claims")), { id_token: { age_over_18: null } });
    assert.equal((await una.open(await sign_in_there(desk.provider, address, "una"))).location, PROVEN);
  });
});

test("a house without a provider has no such door", async () => {
  const house = await MarketHouse.start([]);
  try {
    const [one] = await house.members("Solo");
    assert.equal((await one.send(BEGIN)).status, 404);
    assert.equal((await one.open(`${BEGIN}/return?code=a&state=b`)).status, 404);
    assert.doesNotMatch((await one.open("/account")).policy, /form-action 'self' http/);
  } finally {
    await house.stop();
  }
});
