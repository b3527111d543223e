#include "core/store/market_files.h"

#include "core/db/dialect.h"
#include "core/store/nullable.h"

namespace store {
namespace {

constexpr const char* select_file =
    "SELECT id, item_id, transaction_id, store_key, file_name, byte_size," DB_MS(
        "created_at") "FROM marketplace_file WHERE stored_at IS NOT NULL AND erased_at IS NULL AND ";

std::vector<ItemFile> read_files(db::Rows rows) {
    std::vector<ItemFile> files;
    while (rows.next()) {
        files.push_back({.id = rows.id<base::ItemFileId>(0),
                         .item = rows.id<base::ItemId>(1),
                         .order = id_or_none<base::OrderId>(rows, 2),
                         .key = rows.text(3),
                         .name = rows.text(4),
                         .byte_size = rows.number(5),
                         .created_at = rows.time(6)});
    }
    return files;
}

std::uint64_t number_of(db::Rows rows) {
    std::uint64_t count = 0;
    while (rows.next()) ++count;
    return count;
}

}  // namespace

base::ItemFileId add_file(db::Connection& connection, const NewFile& file) {
    return base::ItemFileId{connection.insert(
        "INSERT INTO marketplace_file (item_id, transaction_id, store_key, file_name, byte_size, created_at) VALUES (?, ?, ?, ?, ?," DB_TIME
        ")",
        file.item, file.order, file.key, file.name, file.byte_size, file.at)};
}

void file_stored(db::Connection& connection, base::ItemFileId id, base::Time now) {
    connection.execute("UPDATE marketplace_file SET stored_at =" DB_TIME "WHERE id = ?", now, id);
}

std::vector<ItemFile> files_of_item(db::Connection& connection, base::ItemId item) {
    static const std::string sql =
        std::string(select_file) +
        "item_id = ? AND transaction_id IS NULL AND removed_at IS NULL ORDER BY id";
    return read_files(connection.query(sql, item));
}

std::vector<ItemFile> files_for(db::Connection& connection, const Order& order) {
    static const std::string of_item = std::string(select_file) +
                                       "item_id = ? AND transaction_id IS NULL AND stored_at <=" DB_TIME
                                       "AND (removed_at IS NULL OR removed_at >" DB_TIME ") ORDER BY id";
    static const std::string of_order =
        std::string(select_file) + "transaction_id = ? AND removed_at IS NULL ORDER BY id";
    auto files = read_files(connection.query(of_item, order.item, order.created_at, order.created_at));
    for (auto& file : read_files(connection.query(of_order, order.id))) files.push_back(std::move(file));
    return files;
}

std::uint64_t count_files_of_item(db::Connection& connection, base::ItemId item) {
    return number_of(connection.query(
        "SELECT id FROM marketplace_file WHERE item_id = ? AND transaction_id IS NULL AND removed_at IS NULL",
        item));
}

std::uint64_t count_files_of_order(db::Connection& connection, base::OrderId order) {
    return number_of(connection.query(
        "SELECT id FROM marketplace_file WHERE transaction_id = ? AND removed_at IS NULL", order));
}

bool remove_file(db::Connection& connection, base::ItemId item, base::ItemFileId id, base::Time now) {
    return connection.execute(
               "UPDATE marketplace_file SET removed_at =" DB_TIME
               "WHERE id = ? AND item_id = ? AND transaction_id IS NULL AND removed_at IS NULL",
               now, id, item) > 0;
}

void drop_file(db::Connection& connection, base::ItemFileId id, base::Time now) {
    connection.execute("UPDATE marketplace_file SET removed_at =" DB_TIME "WHERE id = ?", now, id);
}

void remove_files_of(db::Connection& connection, base::ItemId item, base::Time now) {
    connection.execute("UPDATE marketplace_file SET removed_at =" DB_TIME
                       "WHERE item_id = ? AND transaction_id IS NULL AND removed_at IS NULL",
                       now, item);
}

void remove_unstored_files(db::Connection& connection, base::ItemId item, base::Time before, base::Time now) {
    connection.execute(
        "UPDATE marketplace_file SET removed_at =" DB_TIME
        "WHERE item_id = ? AND removed_at IS NULL AND stored_at IS NULL AND created_at <" DB_TIME,
        now, item, before);
}

std::vector<base::ItemId> removed_with_files(db::Connection& connection, base::Time from, base::Time to,
                                             unsigned most) {
    auto rows = connection.query(
        "SELECT i.id FROM marketplace_item i WHERE i.state = 'REMOVED' AND i.updated_at >=" DB_TIME
        "AND i.updated_at <" DB_TIME
        "AND EXISTS (SELECT 1 FROM marketplace_file f WHERE f.item_id = i.id AND f.transaction_id IS NULL AND "
        "f.removed_at IS NULL) AND NOT EXISTS (SELECT 1 FROM moderation_case c WHERE c.item_id = i.id AND "
        "c.decided_at IS NULL) ORDER BY i.updated_at LIMIT ?",
        from, to, most);
    std::vector<base::ItemId> items;
    while (rows.next()) items.push_back(rows.id<base::ItemId>(0));
    return items;
}

std::vector<ErasableFile> erasable_files(db::Connection& connection, base::Time before, unsigned most) {
    auto rows = connection.query(
        "SELECT id, store_key FROM marketplace_file WHERE erased_at IS NULL AND removed_at <" DB_TIME
        "ORDER BY removed_at LIMIT ?",
        before, most);
    std::vector<ErasableFile> files;
    while (rows.next()) files.push_back({.id = rows.id<base::ItemFileId>(0), .key = rows.text(1)});
    return files;
}

void file_erased(db::Connection& connection, base::ItemFileId id, base::Time now) {
    connection.execute("UPDATE marketplace_file SET erased_at =" DB_TIME "WHERE id = ?", now, id);
}

}  // namespace store
