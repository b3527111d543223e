#include "core/verification/retention.h"

#include <algorithm>

#include "core/store/verification_documents.h"
#include "core/verification/conclude.h"
#include "core/verification/sealed_files.h"

namespace verification {
namespace {

using store::ProofOutcome;
using store::Verification;
using store::VerificationStatus;

constexpr std::size_t rows_at_once = 500;

template <class Take>
void each_kept(db::Connection& connection, Take&& take) {
    base::DocumentId after;
    for (;;) {
        const auto rows = store::kept_documents(connection, after, rows_at_once);
        for (const auto& row : rows) take(row);
        if (rows.size() < rows_at_once) return;
        after = rows.back().document.id;
    }
}

bool is_lost(db::Connection& connection, const Vault& vault, base::VerificationId id) {
    return std::ranges::any_of(store::documents_of(connection, id),
                               [&](const auto& document) { return !vault.is_whole(document.name); });
}

bool still_so(db::Connection& connection, const House& house, const Verification& attempt, ProofOutcome why) {
    const base::Time now = house.clock.now();
    const auto& limits = house.config.limits;
    if (!attempt.open()) return false;
    if (why == ProofOutcome::withdrawn)
        return !attempt.submitted_at && attempt.begun_at < now - limits.verification_draft;
    if (why == ProofOutcome::undecided)
        return attempt.submitted_at && *attempt.submitted_at < now - limits.verification_undecided;
    return why == ProofOutcome::lost && is_lost(connection, house.vault, attempt.id);
}

std::vector<std::string> names_in_both(const Vault& vault) {
    auto names = vault.names();
    const auto of_keys = vault.keys().names();
    names.insert(names.end(), of_keys.begin(), of_keys.end());
    std::ranges::sort(names);
    const auto same = std::ranges::unique(names);
    names.erase(same.begin(), same.end());
    return names;
}

}  // namespace

std::optional<std::vector<chat::Hint>> end_proof(db::Connection& connection, const House& house,
                                                 base::VerificationId id, const std::string& actor) {
    const base::Time now = house.clock.now();
    const auto proof = store::lock_verification(connection, id);
    if (!proof || proof->status != VerificationStatus::approved || proof->expires_at > now)
        return std::nullopt;
    return conclude(connection, house.clock, house.log, *proof,
                    {.status = VerificationStatus::expired, .outcome = ProofOutcome::ran_out, .at = now},
                    actor);
}

std::optional<std::vector<chat::Hint>> end_waiting(db::Connection& connection, const House& house,
                                                   base::VerificationId id, ProofOutcome why,
                                                   const std::string& actor) {
    const auto attempt = store::lock_verification(connection, id);
    if (!attempt || !still_so(connection, house, *attempt, why)) return std::nullopt;
    return conclude(connection, house.clock, house.log, *attempt,
                    {.status = VerificationStatus::expired, .outcome = why, .at = house.clock.now()}, actor);
}

// Rows first, files second: what is sealed has its files before its row.
std::vector<base::VerificationId> lost_attempts(db::Connection& connection, const Vault& vault) {
    std::vector<base::VerificationId> lost;
    each_kept(connection, [&](const store::KeptDocument& row) {
        if (!row.removed_at && row.open && !vault.is_whole(row.document.name))
            lost.push_back(row.document.verification);
    });
    std::ranges::sort(lost);
    const auto same = std::ranges::unique(lost);
    lost.erase(same.begin(), same.end());
    return lost;
}

std::uint64_t release_decided(db::Connection& connection, base::Time now) {
    std::uint64_t released = 0;
    each_kept(connection, [&](const store::KeptDocument& row) {
        if (row.removed_at || row.open) return;
        store::remove_documents(connection, row.document.verification, std::nullopt, now);
        ++released;
    });
    return released;
}

// Files first, rows second, and each is looked for again: what has no row now and is so old will have none.
std::vector<std::string> orphans(db::Connection& connection, const Vault& vault, base::Time now) {
    auto names = names_in_both(vault);
    std::vector<std::string> known;
    each_kept(connection, [&](const store::KeptDocument& row) { known.push_back(row.document.name); });
    std::ranges::sort(known);
    std::erase_if(names, [&](const std::string& name) {
        return std::ranges::binary_search(known, name) ||
               vault.written_at(name).value_or(now) > now - orphans_left ||
               store::is_document(connection, name);
    });
    return names;
}

std::size_t destroy_orphans(db::Connection& connection, Vault& vault, base::Time now) {
    const auto names = orphans(connection, vault, now);
    for (const auto& name : names) vault.destroy(name);
    return names.size() + remove_unfinished(vault.keys().folder(), now - orphans_left) +
           remove_unfinished(vault.folder(), now - orphans_left);
}

}  // namespace verification
