#include "core/audit/diagnosis.h"

#include <fmt/format.h>

#include "core/audit/chain.h"

namespace audit {
namespace {

bool genuine_at(std::string_view key, const store::AuditRow& row, std::uint64_t id) {
    return hash_of(key, row, id) == row.row_hash;
}

// Where the row that was written at `place` stands now.
std::optional<std::uint64_t> strayed_to(db::Connection& connection, std::string_view key,
                                        const store::AuditHead& end, std::uint64_t place) {
    for (const auto& row : store::audit_rows_after(connection, end.last_hash))
        if (row.id != place && genuine_at(key, row, place)) return row.id;
    return std::nullopt;
}

// Where this row was written, when that is another place. Tries them all: only a broken chain is worth it.
std::optional<std::uint64_t> origin_of(db::Connection& connection, std::string_view key,
                                       const store::AuditRow& row, std::uint64_t place) {
    const auto most = store::count_audit_rows(connection) + place;
    for (std::uint64_t id = 1; id <= most; ++id)
        if (id != row.id && genuine_at(key, row, id)) return id;
    return std::nullopt;
}

Break reordered(std::uint64_t place, std::uint64_t now) {
    return {Fault::reordered, place, fmt::format("row {} was moved to {}", place, now)};
}
Break removed(std::uint64_t place) {
    return {Fault::removed, place, fmt::format("row {} was removed", place)};
}
Break inserted(std::uint64_t place) {
    return {Fault::inserted, place, fmt::format("row {} was inserted by somebody else", place)};
}
Break altered(std::uint64_t place) {
    return {Fault::altered, place, fmt::format("row {} was altered", place)};
}

// A forged row behind the chain's end, where the house has not written yet.
bool added_behind_the_end(db::Connection& connection, std::string_view key, const store::AuditRow& row) {
    const auto head = store::audit_head(connection);
    return head && row.id > head->last_id && !genuine_at(key, row, row.id);
}

}  // namespace

Break diagnose(db::Connection& connection, std::string_view key, const store::AuditHead& end,
               const store::AuditRow& found) {
    const auto place = end.last_id + 1;
    const auto strayed = strayed_to(connection, key, end, place);
    if (found.id > place && strayed) return reordered(place, *strayed);
    if (added_behind_the_end(connection, key, found)) return inserted(found.id);
    if (found.id > place) return removed(place);
    const auto origin = origin_of(connection, key, found, place);
    if (found.id < place) return origin ? reordered(*origin, found.id) : inserted(found.id);
    if (strayed) return origin ? reordered(place, *strayed) : inserted(place);
    if (origin) return removed(place);
    // A row of this key and place that follows another one comes from another history of this database.
    return genuine_at(key, found, place) ? inserted(place) : altered(place);
}

}  // namespace audit
