// Sellers and listings as rows, for tests that are about something else than how they come about.

let made = 0;
const quoted = (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

async function value(house, sql) {
  return Number((await house.instance("sql", "chatroom", "-Ne", sql)).trim().split("\n").at(-1));
}

// Resolves to { user, person }.
export async function addSeller(house, name) {
  const person = await value(house, `
    INSERT INTO stream (kind) VALUES ('PERSON'); SET @stream = LAST_INSERT_ID();
    INSERT INTO user (created_at, updated_at) VALUES (UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)); SET @user = LAST_INSERT_ID();
    INSERT INTO participant (user_id, stream_id, display_name, created_at, last_seen_at) VALUES (@user, @stream, ${quoted(name)}, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
    SELECT LAST_INSERT_ID()`);
  return { person, user: await value(house, `SELECT user_id FROM participant WHERE id = ${person}`) };
}

// Its words are those of the title, in lower case, separated by spaces. Resolves to its number.
export async function addListing(house, { seller, title, content = "SFW", price = 1000, currency = "USD", language = "en", picture = false }) {
  const words = [...new Set(title.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean))];
  const id = await value(house, `
    INSERT INTO marketplace_item (seller_user_id, language_room_id, title, description, category, content_type, price_minor, currency, state, moderation_status, version, listed_at, created_at, updated_at)
      VALUES (${seller.user}, (SELECT id FROM language_room WHERE code = ${quoted(language)}), ${quoted(title)}, 'As good as new.', 'PHOTOS', '${content}', ${price}, '${currency}', 'PUBLISHED', 'APPROVED', 1,
        UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
    SET @item = LAST_INSERT_ID();
    INSERT INTO marketplace_revision (item_id, version, title, description, category, content_type, price_minor, currency, created_at)
      SELECT id, 1, title, description, category, content_type, price_minor, currency, created_at FROM marketplace_item WHERE id = @item;
    INSERT INTO marketplace_word (word, item_id) VALUES ${words.map((word) => `(${quoted(word)}, @item)`).join(", ")};
    SELECT @item`);
  if (picture) await addPicture(house, seller, id);
  return id;
}

// A row alone: nothing lies in the store.
async function addPicture(house, seller, item) {
  made += 1;
  await value(house, `
    INSERT INTO media (owner_participant_id, store_key, content_type, byte_size, width, height, thumb_width, thumb_height, blur, created_at, stored_at, attached_at)
      VALUES (${seller.person}, 'row${made}', 'image/webp', 1000, 640, 480, 320, 240, FROM_BASE64('UklGRjAAAABXRUJQVlA4ICQAAABwAQCdASoEAAMAAgA0JaQAA3AA/vuUAAA='), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
    INSERT INTO marketplace_picture (item_id, position, media_id) VALUES (${item}, 0, LAST_INSERT_ID());
    SELECT 1`);
}
