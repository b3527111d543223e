#include "core/verification/holdings.h"

#include "core/store/verification_documents.h"
#include "core/verification/retention.h"
#include "core/verification/sealed_files.h"

namespace verification {
namespace {

constexpr std::size_t rows_at_once = 500;
constexpr std::size_t counted = 10'000;
// The jobs come by every few seconds.
constexpr base::Millis while_passed{std::chrono::minutes{5}};
constexpr base::Millis day{std::chrono::days{1}};

void count_row(Holdings& held, const Vault& vault, const store::KeptDocument& row, base::Time now) {
    const auto& name = row.document.name;
    ++held.rows;
    if (row.removed_at) {
        if (*row.removed_at < now - while_passed && vault.written_at(name)) ++held.removed;
    } else if (!row.open) {
        ++held.decided;
    } else if (!vault.is_whole(name)) {
        ++held.lost;
    } else if (!vault.has_key(name)) {
        ++held.unopened;
    }
}

std::uint64_t overdue(db::Connection& connection, const base::Limits& limits, base::Time now) {
    const auto undecided =
        store::undecided_verifications(connection, now - limits.verification_undecided - day, counted);
    const auto abandoned =
        store::abandoned_verifications(connection, now - limits.verification_draft - day, counted);
    return undecided.size() + abandoned.size();
}

}  // namespace

Holdings look(db::Connection& connection, const Vault& vault, const base::Limits& limits, base::Time now) {
    Holdings held{.drafts = store::waiting_drafts(connection),
                  .undecided = store::waiting_undecided(connection),
                  .keys = vault.keys().names().size(),
                  .files = vault.names().size()};
    base::DocumentId after;
    for (bool more = true; more;) {
        const auto rows = store::kept_documents(connection, after, rows_at_once);
        for (const auto& row : rows) count_row(held, vault, row, now);
        more = rows.size() == rows_at_once;
        if (more) after = rows.back().document.id;
    }
    const base::Time before = now - orphans_left;
    held.orphans = orphans(connection, vault, now).size() + count_unfinished(vault.folder(), before) +
                   count_unfinished(vault.keys().folder(), before);
    held.overdue = overdue(connection, limits, now);
    held.past_proofs = store::ended_proofs(connection, now - while_passed, counted).size();
    return held;
}

}  // namespace verification
