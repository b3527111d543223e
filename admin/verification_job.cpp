#include "admin/verification_job.h"

#include "admin/document_reading.h"
#include "core/chat/own_events.h"
#include "core/verification/conclude.h"
#include "core/verification/retention.h"

namespace admin {
namespace {

constexpr std::string_view end_name = "end-proofs";
constexpr std::string_view destroy_name = "destroy-documents";
constexpr std::size_t rows_at_once = 100;
// Other jobs wait meanwhile, and so does whoever ends the process.
constexpr base::Millis at_a_stretch{3000};
constexpr base::Millis reading_at_a_stretch{20'000};

}  // namespace

VerificationJob::VerificationJob(const base::Config& config, const base::Clock& clock,
                                 const accounts::Keyring& keyring, const chat::HintSender& hints)
    : config_(config),
      log_(config),
      vault_(config.verification, keyring),
      house_{clock, config, log_, hints, vault_} {}

Job VerificationJob::end_job() {
    return {end_name, std::chrono::seconds{1}, [this](JobSteps& steps) { return end_proofs(steps); }};
}

Job VerificationJob::destroy_job() {
    return {destroy_name, std::chrono::seconds{10}, [this](JobSteps& steps) { return destroy(steps); }};
}

Job VerificationJob::read_job(DocumentReader reader) {
    return {"read-documents", std::chrono::seconds{1},
            [this, reader = std::move(reader)](JobSteps& steps) { return read(steps, reader); }};
}

// Each in a step of its own, so that it is locked briefly. A step may be replayed: hints go out after it.
std::uint64_t VerificationJob::end_proofs(JobSteps& steps) const {
    const auto due = steps.take([](db::Connection& inside, base::Time now) {
        return store::ended_proofs(inside, now, rows_at_once);
    });
    std::uint64_t ended = 0;
    for (const auto id : due) {
        const auto hints = steps.take([&](db::Connection& inside, base::Time) {
            return verification::end_proof(inside, house_, id, audit::by_job(end_name));
        });
        if (!hints) continue;
        ++ended;
        chat::send_hints(house_.hints, *hints);
    }
    if (ended > 0) log_.keep_head(steps.connection());
    return ended;
}

std::uint64_t VerificationJob::end_all(JobSteps& steps, store::ProofOutcome why,
                                       const std::vector<base::VerificationId>& ids) {
    std::uint64_t ended = 0;
    for (const auto id : ids) {
        const auto hints = steps.take([&](db::Connection& inside, base::Time) {
            return verification::end_waiting(inside, house_, id, why, audit::by_job(destroy_name));
        });
        if (!hints) continue;
        ++ended;
        chat::send_hints(house_.hints, *hints);
    }
    if (ended > 0) log_.keep_head(steps.connection());
    return ended;
}

// The fence is asked before anything is destroyed; destroying the same again does no harm.
std::uint64_t VerificationJob::destroy(JobSteps& steps) {
    using store::ProofOutcome;
    const base::Time began = steps.now();
    const auto& limits = config_.limits;
    auto& connection = steps.connection();
    const auto since = [&](auto find, base::Millis lasts) {
        return steps.take(
            [&](db::Connection& inside, base::Time now) { return find(inside, now - lasts, rows_at_once); });
    };
    auto rows = end_all(steps, ProofOutcome::undecided,
                        since(store::undecided_verifications, limits.verification_undecided)) +
                end_all(steps, ProofOutcome::withdrawn,
                        since(store::abandoned_verifications, limits.verification_draft)) +
                end_all(steps, ProofOutcome::lost, verification::lost_attempts(connection, vault_));
    rows += steps.take([&](db::Connection& inside, base::Time now) {
        return store::forget_proof_hashes(inside, now - limits.verification_tries_per, rows_at_once) +
               verification::release_decided(inside, now);
    });
    std::size_t gone = 0;
    do {
        steps.check();
        gone = verification::shred(connection, vault_, std::nullopt, rows_at_once);
        rows += gone;
    } while (gone == rows_at_once && steps.now() - began < at_a_stretch);
    return rows + verification::destroy_orphans(connection, vault_, steps.now());
}

std::uint64_t VerificationJob::read(JobSteps& steps, const DocumentReader& reader) {
    const base::Time began = steps.now();
    std::uint64_t done = 0;
    while (steps.now() - began < reading_at_a_stretch) {
        const auto attempt =
            steps.take([](db::Connection& inside, base::Time) { return store::unread_verification(inside); });
        if (!attempt) break;
        read_documents(steps, house_, *attempt, reader);
        ++done;
    }
    return done;
}

}  // namespace admin
