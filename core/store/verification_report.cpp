#include "core/store/verification_report.h"

#include "core/db/dialect.h"
#include "core/store/nullable.h"

namespace store {
namespace {

Waiting read(db::Rows rows) {
    (void)rows.next();
    return {.count = rows.number(0), .since = time_or_none(rows, 1)};
}

}  // namespace

Waiting waiting_drafts(db::Connection& connection) {
    return read(connection.query("SELECT COUNT(*)," DB_MS(
        "MIN(begun_at)") "FROM id_verification FORCE INDEX (id_verification_draft) WHERE "
                         "status = 'PENDING' AND submitted_at IS NULL"));
}

Waiting waiting_undecided(db::Connection& connection) {
    return read(connection.query("SELECT COUNT(*)," DB_MS(
        "MIN(submitted_at)") "FROM id_verification FORCE INDEX (id_verification_queue) WHERE "
                             "status = 'PENDING' AND submitted_at IS NOT NULL"));
}

}  // namespace store
