#include "core/store/verifications.h"

#include "core/db/dialect.h"

namespace store {

bool is_verified(db::Connection& connection, base::UserId user, base::Time now) {
    return connection
        .query(
            "SELECT 1 FROM id_verification WHERE user_id = ? AND status = 'APPROVED' AND (expires_at IS NULL OR expires_at >" DB_TIME
            ") LIMIT 1",
            user, now)
        .next();
}

}  // namespace store
