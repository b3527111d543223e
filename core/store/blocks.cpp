#include "core/store/blocks.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {

bool add_block(db::Connection& connection, base::ParticipantId blocker, base::ParticipantId blocked,
               base::Time now) {
    return connection.execute(
               "INSERT IGNORE INTO personal_block (blocker_id, blocked_id, created_at) VALUES (?, ?," DB_TIME
               ")",
               blocker, blocked, now) == 1;
}

bool remove_block(db::Connection& connection, base::ParticipantId blocker, base::ParticipantId blocked) {
    return connection.execute("DELETE FROM personal_block WHERE blocker_id = ? AND blocked_id = ?", blocker,
                              blocked) == 1;
}

std::vector<base::ParticipantId> blocked_by(db::Connection& connection, base::ParticipantId blocker,
                                            std::size_t most) {
    auto rows =
        connection.query("SELECT blocked_id FROM personal_block WHERE blocker_id = ? LIMIT ?", blocker, most);
    std::vector<base::ParticipantId> ids;
    while (rows.next()) ids.push_back(rows.id<base::ParticipantId>(0));
    return ids;
}

std::vector<BlockedPerson> blocked_people(db::Connection& connection, base::ParticipantId blocker) {
    auto rows = connection.query("SELECT b.blocked_id, p.display_name," DB_MS(
                                     "b.created_at") "FROM personal_block b JOIN participant p "
                                 "ON p.id = b.blocked_id WHERE b.blocker_id = ? ORDER BY p.display_name",
                                 blocker);
    std::vector<BlockedPerson> people;
    while (rows.next())
        people.push_back(
            {.who = rows.id<base::ParticipantId>(0), .name = rows.text(1), .since = rows.time(2)});
    return people;
}

std::vector<Block> blocks_between(
    db::Connection& connection,
    const std::vector<std::pair<base::ParticipantId, base::ParticipantId>>& pairs) {
    std::vector<Block> found;
    in_blocks(pairs, [&](std::span<const std::pair<base::ParticipantId, base::ParticipantId>> block) {
        const std::string sql =
            "SELECT blocker_id, blocked_id FROM personal_block WHERE " +
            repeat("(blocker_id = ? AND blocked_id = ?) OR (blocker_id = ? AND blocked_id = ?)", block.size(),
                   " OR ");
        std::vector<db::Param> params;
        for (const auto& [one, other] : block) {
            for (const auto& id : {one, other, other, one}) params.push_back(db::param(id));
        }
        auto rows = connection.query_params(sql, params);
        while (rows.next())
            found.push_back(
                {.blocker = rows.id<base::ParticipantId>(0), .blocked = rows.id<base::ParticipantId>(1)});
    });
    return found;
}

}  // namespace store
