// From what the database says to the values of the view, named as the product's templates name them.

const RUN_KINDS = { b: "BOLD", i: "ITALIC", bi: "BOLD_ITALIC", c: "CODE", a: "LINK", m: "MENTION" };

function run_of(run) {
  if (typeof run === "string") return { TEXT: true, VALUE: run };
  const [kind, text, more] = run;
  return { [RUN_KINDS[kind]]: true, VALUE: text, HREF: more, WHO: more };
}

const BLOCK_KINDS = { p: "PARAGRAPH", q: "QUOTED", me: "ME" };

function blocks_of(format, author) {
  return JSON.parse(format).map(([kind, ...runs]) =>
    kind === "c" ? { CODE: true, VALUE: runs[0] } : { [BLOCK_KINDS[kind]]: true, AUTHOR: author, RUN: runs.map(run_of) },
  );
}

function quote_of(message, blocked) {
  const veiled = !message.quote_removed && blocked.has(message.quote_author_id);
  return {
    QUOTE: true,
    QUOTE_SEQ: message.quote_seq,
    QUOTE_AUTHOR_ID: message.quote_removed ? "" : message.quote_author_id,
    QUOTE_REMOVED: message.quote_removed,
    QUOTE_VEILED: veiled,
    QUOTE_THERE: !message.quote_removed && !veiled,
    QUOTE_AUTHOR: message.quote_author,
    QUOTE_TEXT: message.quote_text,
  };
}

const picture_of = (message) => ({
  PICTURE: true,
  PLAIN: true,
  PICTURE_ID: message.picture,
  PICTURE_KEY: message.store_key,
  PICTURE_WIDTH: message.thumb_width,
  PICTURE_HEIGHT: message.thumb_height,
});

const DAY = 86_400_000;
const GROUP_WITHIN = 5 * 60_000;
const goes_on = (one, before) =>
  before && one.author_id === before.author_id && one.at - before.at < GROUP_WITHIN && !one.removed && !before.removed && Math.floor(one.at / DAY) === Math.floor(before.at / DAY);

function line_of(message, before, slug, viewer, blocked, reactions) {
  const at = new Date(message.at).toISOString();
  const formatted = !message.removed && message.format;
  return {
    SLUG: slug,
    SEQ: message.seq,
    ID: message.id,
    AUTHOR_ID: message.author_id,
    AUTHOR: message.author,
    CID: message.author_id === viewer.person ? message.cid : "",
    AT: message.at,
    AT_ISO: at,
    AT_CLOCK: at.slice(11, 16),
    GUEST: message.guest,
    SYSTEM: message.system,
    PERSON: !message.system,
    REMOVED: message.removed,
    MESSAGE: !message.removed,
    VEILED: !message.removed && blocked.has(message.author_id),
    FOLLOWS: goes_on(message, before) && !blocked.has(message.author_id),
    VIEWERS_OWN: message.author_id === viewer.person,
    EDITED: message.edited,
    BODY: formatted ? "" : message.body,
    BLOCK: formatted ? blocks_of(message.format, message.author) : [],
    REACTIONS: reactions !== undefined,
    REACTION: reactions,
    ...(message.quote_seq && quote_of(message, blocked)),
    ...(message.picture && picture_of(message)),
  };
}

function reactions_by_message(rows) {
  const by_message = new Map();
  for (const { message_id, emoji, people, mine } of rows) {
    if (!by_message.has(message_id)) by_message.set(message_id, []);
    by_message.get(message_id).push({ EMOJI: emoji, PEOPLE: people, MINE: mine });
  }
  return by_message;
}

function members_of(rows, viewer, blocked) {
  const members = rows.map(({ id, name, guest, away }) => {
    return { ID: id, NAME: name, GUEST: guest, BLOCKED: blocked.has(id), AWAY: away && id !== viewer.person };
  });
  if (!members.some(({ ID }) => ID === viewer.person)) members.push({ ID: viewer.person, NAME: viewer.name, GUEST: viewer.guest });
  return members;
}

const flag_of = (country) =>
  country ? String.fromCodePoint(...[...country.toUpperCase()].map((letter) => 0x1f1a5 + letter.charCodeAt(0))) : "🌐";

const BLANK_LINE = { GUEST: true, PERSON: true, VEILED: true, MESSAGE: true, QUOTE: true, QUOTE_THERE: true, PICTURE: true, VIDEO: true, PLAIN: true };
const BLANKS = {
  LINE_BLANK: [new Proxy(BLANK_LINE, { get: (values, name) => values[name] ?? (name === "BLOCK" || name === "REACTION" ? [] : "") })],
  MEMBER_BLANK: [{ ID: "", NAME: "", GUEST: true, BLOCKED: true, AWAY: true }],
};

// `talk`: of queries.mjs. `frame`: { csrf_token, post_id, assets }.
export function lounge_page(viewer, talk, { csrf_token, post_id, assets }) {
  const { lounge, messages } = talk;
  const blocked = new Set(talk.blocked.map(({ blocked_id }) => blocked_id));
  const reactions = reactions_by_message(talk.reactions);
  const first_seq = messages[0]?.seq ?? 0;
  const members = members_of(talk.members, viewer, blocked);
  return {
    LANG: "en",
    DIR: "ltr",
    TITLE: `${lounge.name} · The Chatroom`,
    PAGE: "lounge",
    ASSETS: assets,
    THEME: "",
    BY_SYSTEM: true,
    PATH: `/lounges/${lounge.slug}`,
    LANGUAGE_NAME: "English",
    STYLE: [{ FILE: "lines" }, { FILE: "lounge" }],
    CSRF_TOKEN: csrf_token,
    VIEWER: true,
    VIEWER_IS_GUEST: viewer.guest,
    VIEWER_IS_MEMBER: !viewer.guest,
    VIEWER_NAME: viewer.name,
    VIEWER_ID: viewer.person,
    MARKET: true,
    NO_ORDER_NEWS: true, // a guest has no orders
    NO_DECISION: true, // of guests whom no moderator has met
    SLUG: lounge.slug,
    NAME: lounge.name,
    FLAG: flag_of(lounge.country),
    CODE: lounge.code,
    LANGUAGE: lounge.language,
    RED: lounge.red,
    BLOCKED_IDS: JSON.stringify([...blocked]),
    FIRST_SEQ: first_seq,
    LAST_SEQ: Math.max(talk.last_seq, messages.at(-1)?.seq ?? 0),
    OLDER: talk.more,
    BEFORE: first_seq,
    LIVE: true,
    MADE: Date.now(),
    SINCE: first_seq > 0 ? first_seq - 1 : talk.last_seq,
    FOCUS: true,
    PRESENT: members.length,
    PRESENT_TEXT: `${members.length} here`,
    POST_ID: post_id,
    BODY_LIMIT: 4000,
    DRAFT: "",
    LINE: messages.map((message, i) => line_of(message, messages[i - 1], lounge.slug, viewer, blocked, reactions.get(message.id))),
    MEMBER: members,
    ...BLANKS,
  };
}
