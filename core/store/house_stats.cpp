#include "core/store/house_stats.h"

#include "core/db/dialect.h"

namespace store {

std::vector<LoungePosts> posts_by_lounge(db::Connection& connection, base::Time since) {
    auto rows = connection.query(
        "SELECT l.id, (SELECT COUNT(*) FROM chat_message m WHERE m.lounge_id = l.id AND m.created_at "
        ">=" DB_TIME ") FROM lounge l",
        since);
    std::vector<LoungePosts> posts;
    while (rows.next()) posts.push_back({.lounge = rows.id<base::LoungeId>(0), .posts = rows.number(1)});
    return posts;
}

std::vector<SmsCount> sms_by_status(db::Connection& connection) {
    auto rows = connection.query("SELECT status, COUNT(*) FROM sms_outbox GROUP BY status ORDER BY status");
    std::vector<SmsCount> counts;
    while (rows.next()) counts.push_back({.status = rows.text(0), .count = rows.number(1)});
    return counts;
}

std::uint64_t count_held(db::Connection& connection) {
    auto rows = connection.query("SELECT COUNT(*) FROM held_post");
    return rows.next() ? rows.number(0) : 0;
}

}  // namespace store
