// Listings as rows, for tests that are about something else than how they come about.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/chat/search_query.h"
#include "core/db/dialect.h"
#include "core/store/market_items.h"
#include "core/store/media.h"

namespace support {

struct Listing {
    base::UserId seller{};
    std::string title = "A thing";
    std::string description = "As good as new.";
    std::string language = "en";
    std::string category = "PHOTOS";
    std::string content = "SFW";
    std::uint64_t price = 1000;
    std::string currency = "USD";
    std::string state = "PUBLISHED";
    base::Time listed_at{};
    std::optional<std::uint64_t> stock{};
};

// Its words are in the index.
inline void index_listing(db::Connection& connection, base::ItemId id, const std::string& text) {
    chat::WordBreaker breaker;
    for (const auto& word : chat::index_terms(breaker.words(text), 10'000))
        connection.execute("INSERT INTO marketplace_word (word, item_id) VALUES (?, ?)", word, id);
}

inline base::ItemId add_listing(db::Connection& connection, const Listing& listing) {
    const base::ItemId id{connection.insert(
        "INSERT INTO marketplace_item (seller_user_id, language_room_id, title, description, category, content_type, price_minor, "
        "currency, state, moderation_status, version, stock, listed_at, created_at, updated_at) "
        "VALUES (?, (SELECT id FROM language_room WHERE code = ?), ?, ?, ?, ?, ?, ?, ?, 'APPROVED', 1, ?," DB_TIME
        "," DB_TIME "," DB_TIME ")",
        listing.seller, listing.language, listing.title, listing.description, listing.category,
        listing.content, listing.price, listing.currency, listing.state, listing.stock, listing.listed_at,
        listing.listed_at, listing.listed_at)};
    connection.execute(
        "INSERT INTO marketplace_revision (item_id, version, title, description, category, content_type, price_minor, currency, created_at) "
        "SELECT id, 1, title, description, category, content_type, price_minor, currency, created_at FROM marketplace_item WHERE id = ?",
        id);
    index_listing(connection, id, listing.title + " " + listing.description);
    return id;
}

inline base::MediaId add_item_picture(db::Connection& connection, base::ItemId item,
                                      base::ParticipantId owner, const std::string& key,
                                      unsigned position = 0) {
    const auto media = store::add_media(connection, {.owner = owner,
                                                     .key = key,
                                                     .content_type = "image/webp",
                                                     .width = 640,
                                                     .height = 480,
                                                     .thumb_width = 320,
                                                     .thumb_height = 240,
                                                     .blur = "blurblur",
                                                     .perceptual_hash = "12345678",
                                                     .at = base::from_epoch_ms(0)});
    store::media_stored(connection, media, base::from_epoch_ms(0));
    store::attach_media(connection, {media}, base::from_epoch_ms(0));
    connection.execute("INSERT INTO marketplace_picture (item_id, position, media_id) VALUES (?, ?, ?)", item,
                       position, media);
    return media;
}

}  // namespace support
