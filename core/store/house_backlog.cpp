#include "core/store/house_backlog.h"

#include <algorithm>
#include <unordered_map>

#include "core/db/dialect.h"

namespace store {
namespace {

void add(Queue& queue, base::Time since) {
    ++queue.length;
    if (!queue.oldest || since < *queue.oldest) queue.oldest = since;
}

}  // namespace

// A row for each thing that waits: the server looks at no more than it tells.
Backlog backlog_of_house(db::Connection& connection) {
    auto rows = connection.query(
        "(SELECT 0, 0," DB_MS("created_at") "FROM sms_outbox FORCE INDEX (sms_outbox_age) "
        "WHERE status IN ('WAITING', 'SENDING') LIMIT ?) UNION ALL "
        "(SELECT 1, 0," DB_MS("created_at") "FROM transaction FORCE INDEX (transaction_waiting) "
        "WHERE payment_status = 'PENDING' LIMIT ?) UNION ALL "
        "(SELECT 2, a.lounge_id," DB_MS("a.waiting_since") "FROM admission_gate g "
        "STRAIGHT_JOIN admission a FORCE INDEX (admission_queue) ON a.lounge_id = g.lounge_id "
        "WHERE a.state = 'WAITING' LIMIT ?)",
        most_backlog, most_backlog, most_backlog);
    Backlog backlog;
    std::unordered_map<std::uint64_t, std::uint64_t> doors;
    while (rows.next()) {
        const auto kind = rows.number(0);
        add(kind == 0 ? backlog.sms : kind == 1 ? backlog.payments : backlog.doors, rows.time(2));
        if (kind == 2) backlog.longest_door = std::max(backlog.longest_door, ++doors[rows.number(1)]);
    }
    return backlog;
}

std::uint64_t database_bytes(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT COALESCE(data_length + index_length, 0) FROM information_schema.tables WHERE table_schema = DATABASE()");
    std::uint64_t bytes = 0;
    while (rows.next()) bytes += rows.number(0);
    return bytes;
}

}  // namespace store
