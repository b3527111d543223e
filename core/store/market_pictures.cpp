#include "core/store/market_pictures.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {

std::vector<ItemPicture> pictures_of(db::Connection& connection, base::ItemId item) {
    auto rows = connection.query(
        "SELECT m.id, m.store_key, m.width, m.height, m.thumb_width, m.thumb_height, m.blur FROM marketplace_picture p "
        "STRAIGHT_JOIN media m ON m.id = p.media_id WHERE p.item_id = ? AND m.removed_at IS NULL ORDER BY p.position",
        item);
    const auto number = [&](unsigned column) { return static_cast<std::uint32_t>(rows.number(column)); };
    std::vector<ItemPicture> pictures;
    while (rows.next()) {
        pictures.push_back({.id = rows.id<base::MediaId>(0),
                            .key = rows.text(1),
                            .width = number(2),
                            .height = number(3),
                            .thumb_width = number(4),
                            .thumb_height = number(5),
                            .blur = rows.text(6)});
    }
    return pictures;
}

std::optional<base::ItemId> item_showing(db::Connection& connection, base::MediaId media) {
    auto rows = connection.query("SELECT item_id FROM marketplace_picture WHERE media_id = ?", media);
    return rows.next() ? std::optional(rows.id<base::ItemId>(0)) : std::nullopt;
}

void set_pictures(db::Connection& connection, base::ItemId item, const std::vector<base::MediaId>& pictures) {
    connection.execute("DELETE FROM marketplace_picture WHERE item_id = ?", item);
    if (pictures.empty()) return;
    const std::string sql = "INSERT INTO marketplace_picture (item_id, position, media_id) VALUES " +
                            repeat("(?, ?, ?)", pictures.size());
    std::vector<db::Param> params;
    for (std::size_t place = 0; place < pictures.size(); ++place) {
        params.push_back(db::param(item));
        params.push_back(db::param(static_cast<std::uint64_t>(place)));
        params.push_back(db::param(pictures[place]));
    }
    connection.execute_params(sql, params);
}

void remove_picture(db::Connection& connection, base::MediaId media, base::Time now) {
    connection.execute("UPDATE media SET removed_at =" DB_TIME "WHERE id = ? AND removed_at IS NULL", now,
                       media);
}

void remove_pictures_of(db::Connection& connection, base::ItemId item, base::Time now) {
    connection.execute(
        "UPDATE marketplace_picture p STRAIGHT_JOIN media m ON m.id = p.media_id SET "
        "m.removed_at =" DB_TIME "WHERE p.item_id = ? AND m.removed_at IS NULL",
        now, item);
    connection.execute("DELETE FROM marketplace_picture WHERE item_id = ?", item);
}

std::vector<base::ItemId> removed_with_pictures(db::Connection& connection, base::Time from, base::Time to,
                                                unsigned most) {
    auto rows = connection.query(
        "SELECT i.id FROM marketplace_item i WHERE i.state = 'REMOVED' AND i.updated_at >=" DB_TIME
        "AND i.updated_at <" DB_TIME
        "AND EXISTS (SELECT 1 FROM marketplace_picture p WHERE p.item_id = i.id) AND NOT EXISTS (SELECT 1 FROM "
        "moderation_case c WHERE c.item_id = i.id AND c.decided_at IS NULL) ORDER BY i.updated_at LIMIT ?",
        from, to, most);
    std::vector<base::ItemId> items;
    while (rows.next()) items.push_back(rows.id<base::ItemId>(0));
    return items;
}

}  // namespace store
