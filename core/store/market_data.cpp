#include "core/store/market_data.h"

#include "core/db/dialect.h"
#include "core/store/nullable.h"

namespace store {

std::vector<OfferedItem> items_offered_by(db::Connection& connection, base::UserId seller) {
    auto rows = connection.query(
        "SELECT id, title, description, category, content_type, price_minor, currency, stock, language_room_id, state," DB_MS(
            "created_at") "," DB_MS("updated_at") "FROM marketplace_item WHERE seller_user_id = ? ORDER BY id",
        seller);
    std::vector<OfferedItem> items;
    while (rows.next()) {
        items.push_back(
            {.id = rows.id<base::ItemId>(0),
             .facts = {.title = rows.text(1),
                       .description = rows.text(2),
                       .category = parse_item_category(rows.text(3)).value(),
                       .content = parse_content_type(rows.text(4)).value(),
                       .price = {.minor = rows.number(5), .currency = parse_currency(rows.text(6)).value()},
                       .stock = rows.is_null(7) ? std::nullopt : std::optional(rows.number(7)),
                       .room = rows.id<base::LanguageRoomId>(8)},
             .state = parse_item_state(rows.text(9)).value(),
             .created_at = rows.time(10),
             .updated_at = rows.time(11)});
    }
    return items;
}

std::vector<OfferedFile> files_offered_by(db::Connection& connection, base::UserId seller) {
    auto rows = connection.query("SELECT f.item_id, f.transaction_id, f.file_name, f.byte_size," DB_MS(
                                     "f.created_at") "," DB_MS("f.removed_at") "FROM marketplace_item i "
                                 "JOIN marketplace_file f ON f.item_id = i.id "
                                 "WHERE i.seller_user_id = ? AND f.stored_at IS NOT NULL ORDER BY f.id",
                                 seller);
    std::vector<OfferedFile> files;
    while (rows.next()) {
        files.push_back({.item = rows.id<base::ItemId>(0),
                         .order = id_or_none<base::OrderId>(rows, 1),
                         .name = rows.text(2),
                         .byte_size = rows.number(3),
                         .at = rows.time(4),
                         .removed_at = time_or_none(rows, 5)});
    }
    return files;
}

std::vector<WrittenOrderMessage> order_messages_by(db::Connection& connection, base::UserId author) {
    auto rows =
        connection.query("SELECT transaction_id," DB_MS(
                             "created_at") ", body FROM order_message WHERE author_user_id = ? ORDER BY id",
                         author);
    std::vector<WrittenOrderMessage> messages;
    while (rows.next())
        messages.push_back({.order = rows.id<base::OrderId>(0), .at = rows.time(1), .body = rows.text(2)});
    return messages;
}

std::vector<GivenRating> ratings_by(db::Connection& connection, base::UserId buyer) {
    auto rows = connection.query("SELECT r.transaction_id, r.stars, r.body," DB_MS(
                                     "r.created_at") "FROM transaction t JOIN rating r ON r.transaction_id = t.id "
                                                     "WHERE t.buyer_user_id = ? ORDER BY r.transaction_id",
                                 buyer);
    std::vector<GivenRating> ratings;
    while (rows.next())
        ratings.push_back({.order = rows.id<base::OrderId>(0),
                           .stars = static_cast<unsigned>(rows.number(1)),
                           .body = rows.text(2),
                           .at = rows.time(3)});
    return ratings;
}

std::vector<base::ItemId> standing_items_of(db::Connection& connection, base::UserId seller) {
    auto rows = connection.query(
        "SELECT id FROM marketplace_item WHERE seller_user_id = ? AND state <> 'REMOVED' ORDER BY id",
        seller);
    std::vector<base::ItemId> items;
    while (rows.next()) items.push_back(rows.id<base::ItemId>(0));
    return items;
}

void erase_market_texts(db::Connection& connection, base::UserId user) {
    connection.execute("UPDATE seller SET payout_ciphertext = NULL, payout_key_id = NULL WHERE user_id = ?",
                       user);
    connection.execute("UPDATE order_message SET body = '' WHERE author_user_id = ?", user);
    connection.execute("UPDATE transaction SET dispute_note = NULL WHERE buyer_user_id = ?", user);
    connection.execute(
        "UPDATE rating r JOIN transaction t ON t.id = r.transaction_id SET r.body = '' WHERE t.buyer_user_id = ?",
        user);
    connection.execute(
        "UPDATE marketplace_item SET title = '', description = '' WHERE seller_user_id = ? AND version = 0",
        user);
}

}  // namespace store
