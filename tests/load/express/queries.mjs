// What the lounge page asks the database for: the same rows as the product's, which asks for a viewer's own in one statement and remembers the newest lines for a second.

const MS = (column) => `TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', ${column}) DIV 1000`;
const SHOWN = 50;

const SESSION = `
  SELECT t.id, p.stream_id, p.id AS person, p.display_name AS name, p.user_id IS NULL AS guest, p.status
  FROM temp_session t JOIN participant p ON p.id = t.participant_id
  WHERE t.token_hash = ? AND t.ended_at IS NULL AND t.expires_at > UTC_TIMESTAMP(3)`;
const LOUNGE = `
  SELECT l.id, l.stream_id, l.slug, l.name, COALESCE(l.country_code, '') AS country, l.access_level = 'RED_LOUNGE' AS red,
    r.code, r.name AS language, (SELECT COALESCE(SUM(c.present), 0) FROM presence_count c WHERE c.lounge_id = l.id) AS present
  FROM lounge l JOIN language_room r ON r.id = l.language_room_id WHERE l.slug = ? AND l.closed_at IS NULL`;
const BLOCKED = "SELECT blocked_id FROM personal_block WHERE blocker_id = ? LIMIT 500";
const LAST = "SELECT last_seq FROM stream WHERE id = ?";
const MESSAGES = `
  SELECT m.id, m.seq, m.participant_id AS author_id, p.display_name AS author, p.user_id IS NULL AS guest, m.client_id AS cid,
    m.moderation_status = 'REMOVED' AS removed, m.body, m.format, ${MS("m.created_at")} AS at, m.edited_at IS NOT NULL AS edited, m.reacted, m.message_type = 'SYSTEM' AS system,
    r.seq AS quote_seq, r.participant_id AS quote_author_id, rp.display_name AS quote_author, r.moderation_status = 'REMOVED' AS quote_removed,
    LEFT(r.body, 140) AS quote_text, x.id AS picture, x.store_key, x.thumb_width, x.thumb_height
  FROM chat_message m FORCE INDEX (chat_message_seq) STRAIGHT_JOIN participant p ON p.id = m.participant_id
    LEFT JOIN chat_message r ON r.id = m.reply_to_id LEFT JOIN participant rp ON rp.id = r.participant_id
    LEFT JOIN media x ON x.id = m.media_id AND x.removed_at IS NULL
  WHERE m.lounge_id = ? ORDER BY m.seq DESC LIMIT ${SHOWN + 1}`;
const MARKER = "SELECT seq FROM read_marker WHERE participant_id = ? AND lounge_id = ?";
const PRESENT = `
  SELECT DISTINCT p.id, p.display_name AS name, p.user_id IS NULL AS guest,
    NOT EXISTS (SELECT 1 FROM presence o WHERE o.participant_id = p.id AND o.away = 0) AS away
  FROM presence x JOIN participant p ON p.id = x.participant_id WHERE x.lounge_id = ? LIMIT 200`;

async function rows(pool, sql, ...values) {
  const [found] = await pool.execute(sql, values);
  return found;
}

export async function session_of(pool, token_hash) {
  const [session] = await rows(pool, SESSION, token_hash);
  return session;
}

function reactions_to(pool, messages, viewer) {
  const ids = messages.filter(({ reacted, removed }) => reacted && !removed).map(({ id }) => id);
  if (ids.length === 0) return [];
  const sql = `
    SELECT c.message_id, c.emoji, c.people, r.participant_id IS NOT NULL AS mine FROM reaction_count c
      LEFT JOIN reaction r ON r.message_id = c.message_id AND r.emoji = c.emoji AND r.participant_id = ?
    WHERE c.message_id IN (${ids.map(() => "?")}) ORDER BY c.message_id, c.first_at, c.emoji`;
  return rows(pool, sql, viewer, ...ids);
}

// Everything the page of the lounge `slug` shows to the person `viewer`; undefined when there is no such lounge.
export async function talk_of(pool, slug, viewer) {
  const [lounge] = await rows(pool, LOUNGE, slug);
  if (!lounge) return undefined;
  const blocked = await rows(pool, BLOCKED, viewer);
  const [stream] = await rows(pool, LAST, lounge.stream_id);
  const newest_first = await rows(pool, MESSAGES, lounge.id);
  const messages = newest_first.slice(0, SHOWN).reverse();
  const reactions = await reactions_to(pool, messages, viewer);
  await rows(pool, MARKER, viewer, lounge.id);
  const members = await rows(pool, PRESENT, lounge.id);
  return { lounge, blocked, last_seq: stream.last_seq, messages, more: newest_first.length > SHOWN, reactions, members };
}
