#include "core/store/removed_pictures.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

#define HASH_NUMBER "CAST(CONV(HEX(x.perceptual_hash), 16, 10) AS UNSIGNED)"
// A picture of one colour has next to none or nearly all of the bits: every other such one would be taken for it.
#define RECOGNISABLE "BIT_COUNT(" HASH_NUMBER ") BETWEEN 6 AND 58"

}  // namespace

void remember_removed_picture(db::Connection& connection, base::MessageId message, ReportReason ground,
                              base::Time now) {
    connection.execute(
        "INSERT IGNORE INTO removed_picture (message_id, perceptual_hash, ground, added_at) SELECT m.id, " HASH_NUMBER
        ", ?," DB_TIME
        "FROM chat_message m JOIN media x ON x.id = m.media_id WHERE m.id = ? AND " RECOGNISABLE,
        name_of(ground), now, message);
}

void forget_removed_picture(db::Connection& connection, base::MessageId message) {
    connection.execute("DELETE FROM removed_picture WHERE message_id = ?", message);
}

std::set<base::MediaId> look_like_removed(db::Connection& connection,
                                          const std::vector<base::MediaId>& pictures) {
    std::set<base::MediaId> found;
    in_lists(pictures, [&](std::span<const base::MediaId> block) {
        auto params = params_of(block);
        params.push_back(db::param(most_bits_apart));
        auto rows = connection.query_params(
            "SELECT x.id FROM media x WHERE x.id IN (" + repeat("?", block.size()) +
                ") AND EXISTS (SELECT 1 FROM removed_picture r WHERE BIT_COUNT(r.perceptual_hash ^ " HASH_NUMBER
                ") <= ?)",
            params);
        while (rows.next()) found.insert(rows.id<base::MediaId>(0));
    });
    return found;
}

}  // namespace store
