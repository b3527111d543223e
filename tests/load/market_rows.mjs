// A market full of listings, for measuring: rows as the house would write them, made by the database itself.

// `listings`: how many, of 500 sellers in eight languages; one in ten shows nudity. Each says "picture", every second "even", each thousandth part "w<n>", and five "needle".
export async function furnish_market(house, listings) {
  const sql = (text) => house.instance("sql", "chatroom", "-e", text);
  const blur = "UklGRjAAAABXRUJQVlA4ICQAAABwAQCdASoEAAMAAgA0JaQAA3AA/vuUAAA=";
  await sql(`
    SET @first = (SELECT COALESCE(MAX(id), 0) FROM user) + 1000;
    SET @room = (SELECT MIN(id) FROM language_room);
    INSERT INTO stream (id, kind) SELECT 1000000 + seq, 'PERSON' FROM seq_1_to_500;
    INSERT INTO user (id, created_at, updated_at) SELECT @first + seq, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM seq_1_to_500;
    INSERT INTO participant (id, user_id, stream_id, display_name, created_at, last_seen_at)
      SELECT 1000000 + seq, @first + seq, 1000000 + seq, CONCAT('seller', seq), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM seq_1_to_500;
    INSERT INTO marketplace_item (id, seller_user_id, language_room_id, title, description, category, content_type, price_minor, currency, state, moderation_status, version, listed_at, created_at, updated_at)
      SELECT seq, @first + 1 + seq MOD 500, @room + seq MOD 8, CONCAT('Picture number ', seq), REPEAT('Words that describe it well. ', 10),
        ELT(1 + seq MOD 5, 'PHOTOS', 'VIDEOS', 'CUSTOM_CONTENT', 'SERVICES', 'OTHER'), IF(seq MOD 10 = 0, 'NSFW', 'SFW'), 500 + 100 * (seq MOD 97), ELT(1 + (seq DIV 8) MOD 3, 'USD', 'EUR', 'GBP'),
        'PUBLISHED', 'APPROVED', 1, TIMESTAMPADD(SECOND, seq, '2026-01-01'), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM seq_1_to_${listings};
    INSERT INTO media (id, owner_participant_id, store_key, content_type, byte_size, width, height, thumb_width, thumb_height, blur, created_at, stored_at, attached_at)
      SELECT 10000000 + seq, 1000001 + seq MOD 500, CONCAT('bench', seq), 'image/webp', 1000, 640, 480, 320, 240, '${blur}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM seq_1_to_${listings};
    INSERT INTO marketplace_picture (item_id, position, media_id) SELECT seq, 0, 10000000 + seq FROM seq_1_to_${listings};
    INSERT INTO marketplace_word (word, item_id) SELECT 'picture', seq FROM seq_1_to_${listings};
    INSERT INTO marketplace_word (word, item_id) SELECT 'even', seq FROM seq_1_to_${listings} WHERE seq MOD 2 = 0;
    INSERT INTO marketplace_word (word, item_id) SELECT CONCAT('w', seq MOD 1000), seq FROM seq_1_to_${listings};
    INSERT INTO marketplace_word (word, item_id) SELECT 'needle', seq FROM seq_1_to_${listings} WHERE seq MOD ${Math.ceil(listings / 5)} = 1;
    ANALYZE TABLE marketplace_item, marketplace_word, marketplace_picture, media`);
}
