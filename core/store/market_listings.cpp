#include "core/store/market_listings.h"

#include "core/db/dialect.h"
#include "core/store/nullable.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

std::optional<std::uint64_t> number_or_none(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.number(column));
}

std::string open_key(base::ItemId id) { return "item:" + std::to_string(id.value); }

// A condition over i for the rooms of a scope, and its parameters.
std::string in_scope(const CaseScope& scope, std::vector<db::Param>& params) {
    if (scope.everywhere) return "TRUE";
    if (scope.rooms.empty()) return "FALSE";
    const auto rooms = padded(std::span<const base::LanguageRoomId>(scope.rooms));
    for (const auto room : rooms) params.push_back(db::param(room));
    return "i.language_room_id IN (" + repeat("?", rooms.size()) + ")";
}

}  // namespace

ItemFacts facts_of(const Item& item) {
    return {.title = item.title,
            .description = item.description,
            .category = item.category,
            .content = item.content,
            .price = item.price,
            .stock = item.stock,
            .room = item.room};
}

base::ItemId add_item(db::Connection& connection, base::UserId seller, const ItemFacts& facts,
                      base::Time now) {
    return base::ItemId{connection.insert(
        "INSERT INTO marketplace_item (seller_user_id, language_room_id, title, description, category, content_type, price_minor, "
        "currency, stock, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?," DB_TIME "," DB_TIME ")",
        seller, facts.room, facts.title, facts.description, name_of(facts.category), name_of(facts.content),
        facts.price.minor, name_of(facts.price.currency), facts.stock, now, now)};
}

void change_item(db::Connection& connection, base::ItemId id, const ItemFacts& facts, base::Time now) {
    connection.execute(
        "UPDATE marketplace_item SET language_room_id = ?, title = ?, description = ?, category = ?, content_type = ?, "
        "price_minor = ?, currency = ?, stock = ?, updated_at =" DB_TIME "WHERE id = ?",
        facts.room, facts.title, facts.description, name_of(facts.category), name_of(facts.content),
        facts.price.minor, name_of(facts.price.currency), facts.stock, now, id);
}

void set_item_consent(db::Connection& connection, base::ItemId id, std::optional<base::Time> declared_at) {
    connection.execute("UPDATE marketplace_item SET consent_declared_at =" DB_TIME "WHERE id = ?",
                       declared_at, id);
}

void set_review_note(db::Connection& connection, base::ItemId id, std::string_view note) {
    connection.execute("UPDATE marketplace_item SET review_note = NULLIF(?, '') WHERE id = ?", note, id);
}

void set_item_listed(db::Connection& connection, base::ItemId id, base::Time now) {
    connection.execute("UPDATE marketplace_item SET listed_at =" DB_TIME "WHERE id = ? AND listed_at IS NULL",
                       now, id);
}

void add_revision(db::Connection& connection, base::ItemId id, base::Time now) {
    connection.execute("UPDATE marketplace_item SET version = version + 1 WHERE id = ?", id);
    connection.execute(
        "INSERT INTO marketplace_revision (item_id, version, title, description, category, content_type, price_minor, currency, "
        "consent_declared_at, created_at) SELECT id, version, title, description, category, content_type, price_minor, currency, "
        "consent_declared_at," DB_TIME "FROM marketplace_item WHERE id = ?",
        now, id);
}

bool erase_draft(db::Connection& connection, base::ItemId id) {
    return connection.execute(
               "DELETE FROM marketplace_item WHERE id = ? AND version = 0 AND state IN ('DRAFT', 'PENDING_REVIEW') "
               "AND NOT EXISTS (SELECT 1 FROM marketplace_file f WHERE f.item_id = marketplace_item.id) "
               "AND NOT EXISTS (SELECT 1 FROM moderation_case c WHERE c.item_id = marketplace_item.id) "
               "AND NOT EXISTS (SELECT 1 FROM user_report r WHERE r.item_id = marketplace_item.id) "
               "AND NOT EXISTS (SELECT 1 FROM moderation_action a WHERE a.item_id = marketplace_item.id)",
               id) > 0;
}

bool has_items(db::Connection& connection, base::UserId seller, std::size_t count) {
    auto rows = connection.query(
        "SELECT id FROM marketplace_item WHERE seller_user_id = ? AND state <> 'REMOVED' LIMIT ?", seller,
        static_cast<std::uint64_t>(count));
    std::size_t there = 0;
    while (rows.next()) ++there;
    return there >= count;
}

std::vector<OwnItem> items_of_seller(db::Connection& connection, base::UserId seller, std::size_t most) {
    auto rows = connection.query(
        "SELECT i.id, i.title, i.content_type, i.price_minor, i.currency, i.state, i.stock, i.review_note IS NOT NULL," DB_MS(
            "i.updated_at") ", m.id, COALESCE(m.store_key, '') FROM marketplace_item i "
                            "LEFT JOIN marketplace_picture p ON p.item_id = i.id AND p.position = 0 "
                            "LEFT JOIN media m ON m.id = p.media_id "
                            "WHERE i.seller_user_id = ? AND i.state <> 'REMOVED' ORDER BY i.id DESC LIMIT ?",
        seller, static_cast<std::uint64_t>(most));
    std::vector<OwnItem> items;
    while (rows.next()) {
        items.push_back({.id = rows.id<base::ItemId>(0),
                         .title = rows.text(1),
                         .content = parse_content_type(rows.text(2)).value(),
                         .price = {.minor = rows.number(3), .currency = parse_currency(rows.text(4)).value()},
                         .state = parse_item_state(rows.text(5)).value(),
                         .stock = number_or_none(rows, 6),
                         .refused = rows.flag(7),
                         .updated_at = rows.time(8),
                         .picture = id_or_none<base::MediaId>(rows, 9),
                         .picture_key = rows.text(10)});
    }
    return items;
}

std::vector<Revision> revisions_of(db::Connection& connection, base::ItemId id, std::size_t most) {
    auto rows = connection.query(
        "SELECT version, title, description, category, content_type, price_minor, currency," DB_MS(
            "consent_declared_at") "," DB_MS("created_at") "FROM marketplace_revision WHERE item_id = ? ORDER BY version DESC LIMIT ?",
        id, static_cast<std::uint64_t>(most));
    std::vector<Revision> revisions;
    while (rows.next()) {
        revisions.push_back(
            {.version = static_cast<std::uint32_t>(rows.number(0)),
             .title = rows.text(1),
             .description = rows.text(2),
             .category = parse_item_category(rows.text(3)).value(),
             .content = parse_content_type(rows.text(4)).value(),
             .price = {.minor = rows.number(5), .currency = parse_currency(rows.text(6)).value()},
             .consent_declared_at = time_or_none(rows, 7),
             .at = rows.time(8)});
    }
    return revisions;
}

bool is_item_hidden(db::Connection& connection, base::ItemId id) {
    auto rows = connection.query("SELECT hidden FROM moderation_case WHERE open_key = ?", open_key(id));
    return rows.next() && rows.flag(0);
}

bool has_open_case(db::Connection& connection, base::ItemId id) {
    auto rows = connection.query("SELECT id FROM moderation_case WHERE open_key = ?", open_key(id));
    return rows.next();
}

std::vector<base::ItemId> items_to_review(db::Connection& connection, const CaseScope& scope,
                                          std::size_t most) {
    std::vector<db::Param> params;
    const std::string sql = "SELECT i.id FROM marketplace_item i WHERE i.state = 'PENDING_REVIEW' AND " +
                            in_scope(scope, params) +
                            " AND NOT EXISTS (SELECT 1 FROM moderation_case c WHERE c.item_id = i.id AND "
                            "c.decided_at IS NULL AND c.hidden) ORDER BY i.updated_at, i.id LIMIT ?";
    params.push_back(db::param(static_cast<std::uint64_t>(most)));
    auto rows = connection.query_params(sql, params);
    std::vector<base::ItemId> items;
    while (rows.next()) items.push_back(rows.id<base::ItemId>(0));
    return items;
}

}  // namespace store
