#include "core/store/people.h"

#include <charconv>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

// "[3,17]", as the database writes it; null where there is none.
// Of a JSON list.
template <class Id>
std::vector<Id> read_ids(const std::string& list) {
    std::vector<Id> ids;
    for (std::size_t at = 0; (at = list.find_first_of("0123456789", at)) != std::string::npos;) {
        std::uint64_t id = 0;
        const auto end = std::from_chars(list.data() + at, list.data() + list.size(), id).ptr;
        at = static_cast<std::size_t>(end - list.data());
        ids.emplace_back(id);
    }
    return ids;
}

}  // namespace

std::optional<Person> find_person(db::Connection& connection, base::ParticipantId id) {
    return find_person(connection, id, id);
}

std::optional<Person> find_person(db::Connection& connection, base::ParticipantId id,
                                  base::ParticipantId viewer) {
    auto rows = connection.query(
        "SELECT p.id, p.display_name, p.user_id IS NULL, p.status, p.stream_id, COALESCE(u.bio, '')," DB_MS(
            "COALESCE(u.created_at, p.created_at)") ", IF(b.blocker_id IS NULL, p.availability, 'OFFLINE') "
        "FROM participant p LEFT JOIN user u ON u.id = p.user_id "
        "LEFT JOIN personal_block b ON b.blocker_id = p.id AND b.blocked_id = ? WHERE p.id = ? AND p.is_house IS NULL",
        viewer, id);
    if (!rows.next()) return std::nullopt;
    return Person{.id = rows.id<base::ParticipantId>(0),
                  .name = rows.text(1),
                  .guest = rows.flag(2),
                  .status = parse_account_status(rows.text(3)),
                  .stream = rows.id<base::StreamId>(4),
                  .bio = rows.text(5),
                  .availability = rows.text(7),
                  .member_since = rows.time(6)};
}

std::vector<Trust> trust_in(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                            base::Time now) {
    std::vector<Trust> trust;
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        std::vector<db::Param> params{db::param(now)};
        for (const auto id : block) params.push_back(db::param(id));
        auto rows = connection.query_params(
            "SELECT p.id, EXISTS (SELECT 1 FROM user_role r WHERE r.user_id = p.user_id), EXISTS (SELECT 1 FROM user u "
            "WHERE u.id = p.user_id AND u.age_proven_until >" DB_TIME ") FROM participant p WHERE p.id IN (" +
                repeat("?", block.size()) + ")",
            params);
        while (rows.next())
            trust.push_back(
                {.id = rows.id<base::ParticipantId>(0), .staff = rows.flag(1), .verified = rows.flag(2)});
    });
    return trust;
}

std::optional<base::UserId> user_of(db::Connection& connection, base::ParticipantId id) {
    auto rows = connection.query("SELECT user_id FROM participant WHERE id = ? AND user_id IS NOT NULL", id);
    if (!rows.next()) return std::nullopt;
    return rows.id<base::UserId>(0);
}

std::optional<std::pair<base::LoungeId, base::LanguageRoomId>> last_spoke_in(db::Connection& connection,
                                                                             base::ParticipantId id) {
    auto rows = connection.query(
        "SELECT l.id, l.language_room_id FROM chat_message m JOIN lounge l ON l.id = m.lounge_id "
        "WHERE m.participant_id = ? ORDER BY m.created_at DESC LIMIT 1",
        id);
    if (!rows.next()) return std::nullopt;
    return std::pair(rows.id<base::LoungeId>(0), rows.id<base::LanguageRoomId>(1));
}

OwnState own_state(db::Connection& connection, base::ParticipantId id) {
    // One statement, so that number and state belong together.
    auto rows = connection.query(
        "SELECT s.last_seq, (SELECT JSON_ARRAYAGG(b.blocked_id) FROM personal_block b WHERE b.blocker_id = p.id), "
        "(SELECT JSON_ARRAYAGG(c.peer_id) FROM conversation_side c WHERE c.participant_id = p.id AND c.unread > 0), "
        "(SELECT JSON_ARRAYAGG(t.id) FROM transaction t WHERE t.buyer_user_id = p.user_id AND t.buyer_news = TRUE), "
        "(SELECT JSON_ARRAYAGG(t.id) FROM transaction t WHERE t.seller_user_id = p.user_id AND t.seller_news = TRUE), "
        "(SELECT name FROM era WHERE id = 1) "
        "FROM participant p JOIN stream s ON s.id = p.stream_id WHERE p.id = ?",
        id);
    OwnState state;
    if (!rows.next()) return state;
    state.last = rows.number(0);
    if (!rows.is_null(1)) state.blocked = read_ids<base::ParticipantId>(rows.text(1));
    if (!rows.is_null(2)) state.unread = read_ids<base::ParticipantId>(rows.text(2));
    for (const unsigned side : {3U, 4U}) {
        if (rows.is_null(side)) continue;
        for (const auto order : read_ids<base::OrderId>(rows.text(side))) state.orders.push_back(order);
    }
    state.era = rows.text(5);
    if (state.unread.size() > most_unread) state.unread.resize(most_unread);
    if (state.orders.size() > most_unread) state.orders.resize(most_unread);
    return state;
}

}  // namespace store
