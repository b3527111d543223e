#include "core/verification/conclude.h"

#include <exception>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/base/log.h"
#include "core/chat/notice.h"
#include "core/chat/own_events.h"
#include "core/store/users.h"
#include "core/store/verification_documents.h"

namespace verification {
namespace {

using store::VerificationStatus;

std::string_view act_of(const store::ProofDecision& decision) {
    switch (decision.status) {
        case VerificationStatus::approved:
            return "verification.approve";
        case VerificationStatus::rejected:
            return "verification.reject";
        case VerificationStatus::expired:
        case VerificationStatus::pending:
            break;
    }
    return "verification.end";
}

std::string detail_of(const store::Verification& attempt, const store::ProofDecision& decision) {
    nlohmann::json detail{{"user", attempt.user.value}, {"type", store::name_of(attempt.type)}};
    if (attempt.way == store::ProofWay::openid) detail["way"] = store::name_of(attempt.way);
    // Why somebody was refused is told to them, and not to a record that lasts for ever.
    if (decision.outcome && decision.status == VerificationStatus::expired)
        detail["outcome"] = store::name_of(*decision.outcome);
    if (attempt.first_reviewer) detail["first"] = attempt.first_reviewer->value;
    return detail.dump();
}

// Whoever took it back, and whoever nobody looked at, leaves nothing to be known again by.
bool forgets_hash(const store::ProofDecision& decision) {
    using enum store::ProofOutcome;
    const auto outcome = decision.outcome;
    return outcome == withdrawn || outcome == undecided || outcome == lost;
}

void write(db::Connection& connection, const store::Verification& attempt,
           const store::ProofDecision& decision) {
    if (attempt.open())
        store::set_decided(connection, attempt.id, decision);
    else
        store::set_ended(connection, attempt.id, decision);
    if (forgets_hash(decision)) store::set_proof_hash(connection, attempt.id, "");
    store::remove_documents(connection, attempt.id, std::nullopt, decision.at);
}

std::vector<chat::Hint> tell(db::Connection& connection, const store::Verification& attempt,
                             const store::ProofDecision& decision) {
    const auto until = store::settle_proof(connection, attempt.user);
    const auto stream = store::stream_of(connection, attempt.user);
    if (!stream) return {};
    nlohmann::json payload{{"status", store::name_of(decision.status)}};
    if (until) payload["until"] = base::to_epoch_ms(*until);
    chat::OwnEvents events;
    events.add(*stream, chat::proof_kind, payload.dump());
    return events.store(connection, decision.at);
}

}  // namespace

std::vector<chat::Hint> conclude(db::Connection& connection, const base::Clock& clock, const audit::Log& log,
                                 const store::Verification& attempt, const store::ProofDecision& decision,
                                 const std::string& actor) {
    write(connection, attempt, decision);
    auto hints = tell(connection, attempt, decision);
    log.append(connection,
               {.actor = actor,
                .action = std::string(act_of(decision)),
                .subject = "verification:" + std::to_string(attempt.id.value),
                .detail = detail_of(attempt, decision)},
               clock.now());
    return hints;
}

std::size_t shred(db::Connection& connection, Vault& vault, std::optional<base::VerificationId> attempt,
                  std::size_t most) {
    std::size_t destroyed = 0;
    std::exception_ptr first;
    for (const auto& document : store::removed_documents(connection, attempt, most)) {
        // One that cannot be removed must not keep the others.
        try {
            vault.destroy(document.name);
        } catch (const std::system_error&) {
            if (!first) first = std::current_exception();
            continue;
        }
        store::forget_document(connection, document.id);
        ++destroyed;
    }
    if (first) std::rethrow_exception(first);
    return destroyed;
}

void shred_or_log(db::Connection& connection, const House& house, base::VerificationId attempt) noexcept {
    try {
        (void)shred(connection, house.vault, attempt);
    } catch (const std::exception& failure) {
        base::log::error("documents of attempt {} could not be destroyed yet: {}", attempt.value,
                         failure.what());
    }
}

}  // namespace verification
