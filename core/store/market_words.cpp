#include "core/store/market_words.h"

#include "core/store/sql_list.h"

namespace store {

std::string item_words(db::Connection& connection, base::ItemId id) {
    auto rows = connection.query("SELECT words FROM marketplace_document WHERE item_id = ?", id);
    return rows.next() ? rows.text(0) : std::string();
}

void put_item_words(db::Connection& connection, base::ItemId id, std::string_view words) {
    if (words.empty()) {
        connection.execute("DELETE FROM marketplace_document WHERE item_id = ?", id);
        return;
    }
    connection.execute(
        "INSERT INTO marketplace_document (item_id, words) VALUES (?, ?) ON DUPLICATE KEY UPDATE words = VALUES(words)",
        id, words);
}

void add_item_places(db::Connection& connection, base::ItemId id, const std::vector<std::string>& words) {
    in_blocks(words, [&](std::span<const std::string> block) {
        const std::string sql =
            "INSERT IGNORE INTO marketplace_word (word, item_id) VALUES " + repeat("(?, ?)", block.size());
        std::vector<db::Param> params;
        for (const auto& word : block) {
            params.push_back(db::param(word));
            params.push_back(db::param(id));
        }
        connection.execute_params(sql, params);
    });
}

void remove_item_places(db::Connection& connection, base::ItemId id, const std::vector<std::string>& words) {
    // One by one: each by its whole key.
    for (const auto& word : words)
        connection.execute("DELETE FROM marketplace_word WHERE word = ? AND item_id = ?", word, id);
}

}  // namespace store
