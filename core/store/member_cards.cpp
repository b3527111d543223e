#include "core/store/member_cards.h"

#include "core/db/dialect.h"

namespace store {

std::optional<MemberCard> find_member_card(db::Connection& connection, base::UserId id) {
    auto rows = connection.query(
        "SELECT u.id, COALESCE(p.display_name, ''), "
        "IF(u.account_status = 'ACTIVE', COALESCE(p.status, 'ACTIVE'), u.account_status), "
        "u.totp_confirmed_at IS NOT NULL," DB_MS("u.created_at") "," DB_MS(
            "GREATEST(COALESCE(u.last_seen_at, p.last_seen_at), COALESCE(p.last_seen_at, u.last_seen_at))") ", p.id FROM user u LEFT JOIN participant p ON p.user_id = u.id WHERE u.id = ?",
        id);
    if (!rows.next()) return std::nullopt;
    MemberCard card{.id = rows.id<base::UserId>(0),
                    .person = std::nullopt,
                    .name = rows.text(1),
                    .status = parse_account_status(rows.text(2)),
                    .has_second_step = rows.flag(3),
                    .created_at = rows.time(4),
                    .last_seen_at = std::nullopt};
    if (!rows.is_null(5)) card.last_seen_at = rows.time(5);
    if (!rows.is_null(6)) card.person = rows.id<base::ParticipantId>(6);
    return card;
}

std::vector<base::UserId> members_named(db::Connection& connection, const ClaimedName& name) {
    auto rows = connection.query(
        "SELECT user_id FROM participant WHERE (name_key = ? OR capitals_key = ?) AND user_id IS NOT NULL "
        "ORDER BY user_id",
        name.key, name.capitals_key);
    std::vector<base::UserId> users;
    while (rows.next()) users.push_back(rows.id<base::UserId>(0));
    return users;
}

}  // namespace store
