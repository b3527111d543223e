#include "core/store/removal_requests.h"

#include <array>
#include <utility>

#include "core/db/dialect.h"
#include "core/store/nullable.h"

namespace store {
namespace {

constexpr std::array grounds{std::pair{RemovalGround::abuse, std::string_view("ABUSE")},
                             std::pair{RemovalGround::likeness, std::string_view("LIKENESS")},
                             std::pair{RemovalGround::minor, std::string_view("MINOR")},
                             std::pair{RemovalGround::law, std::string_view("LAW")},
                             std::pair{RemovalGround::other, std::string_view("OTHER")}};

constexpr const char* select_removal =
    "SELECT r.id, r.case_id, r.ground, COALESCE(r.link, ''), r.body, r.contact_ciphertext, "
    "COALESCE(r.contact_key_id, 0), r.contact_reader_user_id, COALESCE(r.evidence, ''), COALESCE(r.note, ''), "
    "COALESCE(r.answer, '')," DB_MS("r.created_at") "," DB_MS(
        "c.decided_at") ", COALESCE(c.outcome = 'ACTED', FALSE) "
                        "FROM removal_request r JOIN moderation_case c ON c.id = r.case_id ";

std::uint16_t key_id(const db::Rows& rows, unsigned column) {
    return static_cast<std::uint16_t>(rows.number(column));
}

Removal read_removal(const db::Rows& rows) {
    Removal removal{.id = rows.id<base::RemovalId>(0),
                    .report_case = rows.id<base::CaseId>(1),
                    .ground = parse_removal_ground(rows.text(2)).value(),
                    .link = rows.text(3),
                    .text = rows.text(4),
                    .contact = std::nullopt,
                    .contact_reader = id_or_none<base::UserId>(rows, 7),
                    .evidence = rows.text(8),
                    .note = rows.text(9),
                    .answer = rows.text(10),
                    .at = rows.time(11),
                    .decided_at = time_or_none(rows, 12),
                    .acted = rows.flag(13)};
    if (!rows.is_null(5)) removal.contact = Sealed{.text = rows.text(5), .key_id = key_id(rows, 6)};
    return removal;
}

}  // namespace

std::string_view name_of(RemovalGround ground) {
    for (const auto& [one, name] : grounds) {
        if (one == ground) return name;
    }
    throw std::logic_error("a ground without a name");
}

std::optional<RemovalGround> parse_removal_ground(std::string_view text) {
    for (const auto& [one, name] : grounds) {
        if (name == text) return one;
    }
    return std::nullopt;
}

base::RemovalId add_removal(db::Connection& connection, const NewRemoval& removal) {
    base::RemovalId id;
    {
        const auto contact = removal.contact ? std::optional(removal.contact->text) : std::nullopt;
        const auto key = removal.contact ? std::optional(unsigned{removal.contact->key_id}) : std::nullopt;
        auto rows = connection.query(
            "INSERT INTO removal_request (case_id, ground, link, body, contact_ciphertext, contact_key_id, evidence, "
            "created_at) VALUES (?, ?, NULLIF(?, ''), ?, ?, ?, NULLIF(?, '')," DB_TIME ")" DB_RETURNING_ID,
            removal.report_case, name_of(removal.ground), removal.link, removal.text, contact, key,
            removal.evidence, removal.at);
        if (!rows.next()) throw std::logic_error("a request that was added has no number");
        id = rows.id<base::RemovalId>(0);
    }
    connection.execute(
        "UPDATE moderation_case SET removal_requests = removal_requests + 1, "
        "top_reason = IF(urgency < ?, ?, top_reason), urgency = GREATEST(urgency, ?) + 5 WHERE id = ?",
        removal.urgency, name_of(removal.reason), removal.urgency, removal.report_case);
    return id;
}

std::optional<Removal> find_removal(db::Connection& connection, base::RemovalId id) {
    static const std::string sql = std::string(select_removal) + "WHERE r.id = ?";
    auto rows = connection.query(sql, id);
    return rows.next() ? std::optional(read_removal(rows)) : std::nullopt;
}

std::optional<Removal> lock_removal(db::Connection& connection, base::RemovalId id) {
    const auto found = find_removal(connection, id);
    if (!found) return std::nullopt;
    {
        auto rows =
            connection.query("SELECT id FROM moderation_case WHERE id = ? FOR UPDATE", found->report_case);
        (void)rows.next();
    }
    static const std::string sql = std::string(select_removal) + "WHERE r.id = ? FOR UPDATE";
    auto rows = connection.query(sql, id);
    return rows.next() ? std::optional(read_removal(rows)) : std::nullopt;
}

std::vector<Removal> removals_of(db::Connection& connection, base::CaseId id, std::size_t most) {
    static const std::string sql = std::string(select_removal) + "WHERE r.case_id = ? ORDER BY r.id LIMIT ?";
    auto rows = connection.query(sql, id, static_cast<std::uint64_t>(most));
    std::vector<Removal> removals;
    while (rows.next()) removals.push_back(read_removal(rows));
    return removals;
}

void set_removal_note(db::Connection& connection, base::RemovalId id, std::string_view note, base::Time now) {
    connection.execute("UPDATE removal_request SET note = ?, noted_at =" DB_TIME "WHERE id = ?", note, now,
                       id);
}

bool set_contact_reader(db::Connection& connection, base::CaseId id, base::UserId reader) {
    return connection.execute(
               "UPDATE removal_request SET contact_reader_user_id = ? "
               "WHERE case_id = ? AND contact_ciphertext IS NOT NULL AND NOT contact_reader_user_id <=> ?",
               reader, id, reader) > 0;
}

void answer_removals(db::Connection& connection, base::CaseId id, std::string_view answer) {
    connection.execute("UPDATE removal_request SET answer = ? WHERE case_id = ?", answer, id);
}

std::uint64_t forget_removals(db::Connection& connection, base::Time before, unsigned most) {
    return connection.execute("DELETE FROM removal_request WHERE resolved_at <=" DB_TIME
                              "ORDER BY resolved_at LIMIT ?",
                              before, most);
}

}  // namespace store
