#include "core/store/unseen.h"

namespace store {

Unseen unseen(db::Connection& connection, base::ParticipantId who, base::UserId user, std::size_t most) {
    auto rows = connection.query(
        "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM conversation_side WHERE participant_id = ? AND unread > 0 LIMIT ?) w), "
        "EXISTS (SELECT 1 FROM transaction WHERE buyer_user_id = ? AND buyer_news = TRUE), "
        "EXISTS (SELECT 1 FROM transaction WHERE seller_user_id = ? AND seller_news = TRUE)",
        who, most, user, user);
    if (!rows.next()) return {};
    return {.talks = rows.number(0), .purchases = rows.flag(1), .sales = rows.flag(2)};
}

}  // namespace store
