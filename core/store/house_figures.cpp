#include "core/store/house_figures.h"

#include "core/db/dialect.h"

namespace store {

// A row for each thing that waits, in the order of Need: the server looks at no more than it tells.
Needs needs_of_house(db::Connection& connection, base::Time now) {
    constexpr base::Millis day{std::chrono::days{1}};
    auto rows = connection.query(
        "(SELECT 0," DB_MS("opened_at") "FROM moderation_case WHERE decided_at IS NULL LIMIT ?) UNION ALL "
        "(SELECT 1," DB_MS("created_at") "FROM appeal WHERE decided_at IS NULL LIMIT ?) UNION ALL "
        "(SELECT 2," DB_MS("updated_at") "FROM marketplace_item WHERE state = 'PENDING_REVIEW' LIMIT ?) UNION ALL "
        "(SELECT 3," DB_MS("disputed_at") "FROM transaction FORCE INDEX (transaction_disputed) "
        "WHERE payment_status = 'COMPLETED' AND fulfilment = 'DISPUTED' LIMIT ?) UNION ALL "
        "(SELECT 4," DB_MS("submitted_at") "FROM id_verification FORCE INDEX (id_verification_queue) "
        "WHERE status = 'PENDING' AND submitted_at IS NOT NULL LIMIT ?) UNION ALL "
        "(SELECT 5," DB_MS("created_at") "FROM refund FORCE INDEX (refund_status) "
        "WHERE status IN ('UNKNOWN', 'FAILED') LIMIT ?) UNION ALL "
        "(SELECT 6," DB_MS("MIN(created_at)") "FROM ledger_entry WHERE account = 'unclear' "
        "GROUP BY currency HAVING SUM(amount_minor) <> 0) UNION ALL "
        "(SELECT 7," DB_MS("created_at") "FROM sms_outbox FORCE INDEX (sms_outbox_age) "
        "WHERE status IN ('UNKNOWN', 'FAILED') AND created_at >" DB_TIME "LIMIT ?)",
        most_needs, most_needs, most_needs, most_needs, most_needs, most_needs, now - day, most_needs);
    Needs needs;
    while (rows.next()) {
        auto& one = needs.of.at(rows.number(0));
        ++one.count;
        const auto since = rows.time(1);
        if (!one.oldest || since < *one.oldest) one.oldest = since;
    }
    return needs;
}

Online count_online(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT COUNT(user_id), COUNT(*) FROM participant FORCE INDEX (participant_online) "
        "WHERE availability IN ('ONLINE', 'AWAY')");
    if (!rows.next()) return {};
    return {.members = rows.number(0), .guests = rows.number(1) - rows.number(0)};
}

Readings read_counters(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT COALESCE((SELECT MAX(id) FROM chat_message), 0), COALESCE((SELECT MAX(id) FROM temp_session), 0), "
        "COALESCE((SELECT MAX(id) FROM user), 0)");
    if (!rows.next()) return {};
    return {.message = rows.number(0), .guest = rows.number(1), .user = rows.number(2)};
}

std::vector<Happened> happened_since(db::Connection& connection, base::Time since) {
    auto rows = connection.query(
        "(SELECT CONCAT('paid_', LOWER(currency))," DB_MS("paid_at") ", amount_minor "
        "FROM transaction FORCE INDEX (transaction_paid) WHERE paid_at >=" DB_TIME ") UNION ALL "
        "(SELECT 'payments_failed'," DB_MS("closed_at") ", 1 FROM transaction FORCE INDEX (transaction_failed) "
        "WHERE payment_status = 'FAILED' AND closed_at >=" DB_TIME ") UNION ALL "
        "(SELECT 'cases_decided'," DB_MS("decided_at") ", 1 FROM moderation_case "
        "WHERE decided_at >=" DB_TIME ") UNION ALL "
        "(SELECT IF(status = 'SENT', 'sms_sent', 'sms_failed')," DB_MS("created_at") ", 1 "
        "FROM sms_outbox FORCE INDEX (sms_outbox_age) "
        "WHERE status IN ('SENT', 'FAILED', 'UNKNOWN') AND created_at >=" DB_TIME ")",
        since, since, since, since);
    std::vector<Happened> all;
    while (rows.next())
        all.push_back(
            {.figure = parse_figure(rows.text(0)).value(), .at = rows.time(1), .amount = rows.number(2)});
    return all;
}

std::vector<SidecarBeat> sidecar_beats(db::Connection& connection, std::size_t most) {
    auto rows = connection.query("SELECT name," DB_MS("seen_at") "FROM sidecar ORDER BY name LIMIT ?", most);
    std::vector<SidecarBeat> beats;
    while (rows.next()) beats.push_back({.name = rows.text(0), .seen_at = rows.time(1)});
    return beats;
}

DatabaseState database_state(db::Connection& connection) {
    DatabaseState state;
    {
        auto rows = connection.query("SELECT VERSION()");
        if (rows.next()) state.version = rows.text(0);
    }
    auto rows = connection.query("SHOW GLOBAL STATUS WHERE Variable_name IN ('Threads_connected', 'Uptime')");
    while (rows.next()) {
        const auto value = std::stoull(rows.text(1));
        (rows.text(0) == "Uptime" ? state.uptime_seconds : state.connections) = value;
    }
    return state;
}

}  // namespace store
