#include "core/store/jobs.h"

#include "core/db/dialect.h"

namespace store {

void ensure_job(db::Connection& connection, std::string_view name, base::Time first_run) {
    connection.execute("INSERT IGNORE INTO job (name, next_run_at) VALUES (?," DB_TIME ")", name, first_run);
}

std::optional<std::uint64_t> lease_job(db::Connection& connection, std::string_view name,
                                       std::string_view owner, base::Time now, base::Millis length) {
    const auto taken = connection.execute("UPDATE job SET lease_owner = ?, lease_until =" DB_TIME
                                          ", fence = fence + 1 "
                                          "WHERE name = ? AND next_run_at <=" DB_TIME
                                          "AND (lease_until IS NULL OR lease_until <=" DB_TIME ")",
                                          owner, now + length, name, now, now);
    if (taken == 0) return std::nullopt;
    auto rows = connection.query("SELECT fence FROM job WHERE name = ? AND lease_owner = ?", name, owner);
    if (!rows.next()) return std::nullopt;
    return rows.number(0);
}

bool hold_fence(db::Connection& connection, std::string_view name, std::uint64_t fence) {
    auto rows = connection.query("SELECT fence FROM job WHERE name = ? FOR UPDATE", name);
    return rows.next() && rows.number(0) == fence;
}

void extend_lease(db::Connection& connection, std::string_view name, base::Time until) {
    connection.execute("UPDATE job SET lease_until =" DB_TIME "WHERE name = ?", until, name);
}

void finish_job(db::Connection& connection, std::string_view name, std::uint64_t fence, base::Time now,
                base::Time next_run, std::string_view error) {
    const std::optional<std::string_view> kept =
        error.empty() ? std::nullopt : std::optional(error.substr(0, 500));
    connection.execute("UPDATE job SET lease_owner = NULL, lease_until = NULL, next_run_at =" DB_TIME
                       ", last_finished_at =" DB_TIME ", last_error = ? WHERE name = ? AND fence = ?",
                       next_run, now, kept, name, fence);
}

std::vector<JobState> all_jobs(db::Connection& connection) {
    auto rows = connection.query("SELECT name," DB_MS("next_run_at") ", COALESCE(lease_owner, '')," DB_MS(
        "lease_until") "," DB_MS("last_finished_at") ", COALESCE(last_error, '') FROM job ORDER BY name");
    std::vector<JobState> jobs;
    while (rows.next()) {
        jobs.push_back({.name = rows.text(0),
                        .next_run_at = rows.time(1),
                        .lease_owner = rows.text(2),
                        .lease_until = std::nullopt,
                        .last_finished_at = std::nullopt,
                        .last_error = rows.text(5)});
        if (!rows.is_null(3)) jobs.back().lease_until = rows.time(3);
        if (!rows.is_null(4)) jobs.back().last_finished_at = rows.time(4);
    }
    return jobs;
}

}  // namespace store
