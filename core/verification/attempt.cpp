#include "core/verification/attempt.h"

#include <algorithm>

#include "core/chat/own_events.h"
#include "core/db/result_transaction.h"
#include "core/store/users.h"
#include "core/verification/conclude.h"

namespace verification {
namespace {

using base::ErrorCode;
using store::DocumentPart;
using store::VerificationType;

// So long before its end a proof may be renewed.
constexpr base::Millis renewal = std::chrono::days{60};

// Whether one of this type would bring nothing that an approved one has not brought.
bool proven_as_well(const store::Verification& approved, VerificationType type, base::Time now) {
    const bool as_good = approved.type == type || approved.type == VerificationType::id_full;
    return approved.status == store::VerificationStatus::approved && as_good &&
           approved.expires_at.value_or(now) - now > renewal;
}

std::optional<base::Error> tries_refusal(db::Connection& connection, const base::Limits& limits,
                                         base::UserId user, base::Time now) {
    const auto tries = store::count_tries(connection, user, now - limits.verification_tries_per);
    if (tries < limits.verification_tries) return std::nullopt;
    return base::Error{ErrorCode::verification_tries};
}

// The member's own attempt, locked, while pictures may still be added.
base::Result<store::Verification> lock_draft(db::Connection& connection, base::UserId user) {
    const auto open = open_attempt(connection, user);
    auto locked = open ? store::lock_verification(connection, open->id) : std::nullopt;
    if (!locked || !locked->open() || locked->submitted_at) return ErrorCode::verification_state;
    return std::move(*locked);
}

bool has_all(const std::vector<store::VerificationDocument>& documents, VerificationType type) {
    return std::ranges::all_of(parts_of(type), [&](const Part& part) {
        return !part.needed ||
               std::ranges::any_of(documents, [&](const auto& one) { return one.part == part.part; });
    });
}

bool has_part(VerificationType type, DocumentPart part) {
    return std::ranges::any_of(parts_of(type), [&](const Part& one) { return one.part == part; });
}

std::optional<base::Error> pace_refusal(db::Connection& connection, const accounts::LimitHouse& limits,
                                        const accounts::Session& session) {
    constexpr auto rule = accounts::LimitRule::upload;
    const auto allowance =
        accounts::use(connection, limits, rule, std::to_string(session.participant.id.value));
    if (allowance.allowed) return std::nullopt;
    return accounts::refusal_of(rule, allowance);
}

// In the place of one that was there.
base::Result<base::DocumentId> put_in(db::Connection& connection, const store::Verification& checked,
                                      DocumentPart part, std::string_view name, base::Time now) {
    return db::transact_result(connection, [&](db::Connection& inside) -> base::Result<base::DocumentId> {
        const auto draft = lock_draft(inside, checked.user);
        if (!draft) return draft.error();
        // While the picture was read they may have begun another.
        if (draft->id != checked.id) return ErrorCode::verification_state;
        store::remove_documents(inside, draft->id, part, now);
        return store::add_document(inside, draft->id, part, name, now);
    });
}

}  // namespace

std::vector<Part> parts_of(VerificationType type) {
    if (type == VerificationType::age_only) return {{DocumentPart::front}, {DocumentPart::selfie}};
    // A passport has nothing on its back.
    return {{DocumentPart::front}, {DocumentPart::back, false}, {DocumentPart::selfie}};
}

std::optional<base::Error> begin_refusal(db::Connection& connection, const base::Config& config,
                                         const accounts::Session& session, VerificationType type,
                                         base::Time now) {
    if (session.guest()) return base::Error{ErrorCode::members_only};
    for (const auto& one : store::verifications_of(connection, *session.user)) {
        if (one.open()) return base::Error{ErrorCode::verification_open};
        if (proven_as_well(one, type, now)) return base::Error{ErrorCode::verification_state};
    }
    return tries_refusal(connection, config.limits, *session.user, now);
}

base::Result<base::VerificationId> begin(db::Connection& connection, const House& house,
                                         const accounts::Session& session, VerificationType type) {
    if (session.guest()) return ErrorCode::members_only;
    return db::transact_result(connection, [&](db::Connection& inside) -> base::Result<base::VerificationId> {
        // Two windows at once begin one.
        const auto user = store::lock_user(inside, *session.user);
        if (!user || user->status != store::AccountStatus::active) return ErrorCode::session_ended;
        const base::Time now = house.clock.now();
        if (const auto refused = begin_refusal(inside, house.config, session, type, now)) return *refused;
        return store::add_verification(inside, {.user = *session.user, .type = type, .at = now});
    });
}

std::optional<store::Verification> open_attempt(db::Connection& connection, base::UserId user) {
    auto newest = store::newest_verification(connection, user);
    // What another house said may be newer; it never waits.
    if (newest && newest->open()) return newest;
    for (auto& one : store::verifications_of(connection, user))
        if (one.open()) return std::move(one);
    return std::nullopt;
}

base::Result<base::DocumentId> add_picture(db::Connection& connection, const House& house,
                                           const accounts::LimitHouse& limits,
                                           const media::ConfinedDocuments& reader,
                                           const accounts::Session& session, DocumentPart part,
                                           std::string_view bytes) {
    if (session.guest()) return ErrorCode::members_only;
    const auto open = open_attempt(connection, *session.user);
    if (!open || open->submitted_at || !has_part(open->type, part)) return ErrorCode::verification_state;
    if (bytes.empty()) return ErrorCode::document_missing;
    if (const auto refused = pace_refusal(connection, limits, session)) return *refused;
    const auto read = reader.read_document(bytes);
    if (!read) return read.error();
    const std::string name = Vault::new_name();
    house.vault.put(name, read->bytes);
    auto added = put_in(connection, *open, part, name, house.clock.now());
    if (added)
        shred_or_log(connection, house, open->id);
    else
        house.vault.destroy(name);
    return added;
}

base::Result<base::VerificationId> hand_in(db::Connection& connection, const House& house,
                                           const accounts::Session& session) {
    if (session.guest()) return ErrorCode::members_only;
    return db::transact_result(connection, [&](db::Connection& inside) -> base::Result<base::VerificationId> {
        const base::Time now = house.clock.now();
        const auto draft = lock_draft(inside, *session.user);
        if (!draft) return draft.error();
        if (!has_all(store::documents_of(inside, draft->id), draft->type))
            return ErrorCode::documents_incomplete;
        if (const auto refused = tries_refusal(inside, house.config.limits, *session.user, now))
            return *refused;
        store::set_submitted(inside, draft->id, now);
        return draft->id;
    });
}

base::Result<base::VerificationId> take_back(db::Connection& connection, const House& house,
                                             const accounts::Session& session) {
    if (session.guest()) return ErrorCode::members_only;
    std::vector<chat::Hint> hints;
    auto ended =
        db::transact_result(connection, [&](db::Connection& inside) -> base::Result<base::VerificationId> {
            const auto open = open_attempt(inside, *session.user);
            const auto locked = open ? store::lock_verification(inside, open->id) : std::nullopt;
            if (!locked || !locked->open()) return ErrorCode::verification_state;
            hints = conclude(inside, house.clock, house.log, *locked,
                             {.status = store::VerificationStatus::expired,
                              .outcome = store::ProofOutcome::withdrawn,
                              .at = house.clock.now()},
                             audit::by_user(*session.user));
            return locked->id;
        });
    if (!ended) return ended;
    house.log.keep_head(connection);
    chat::send_hints(house.hints, hints);
    shred_or_log(connection, house, *ended);
    return ended;
}

void leave(db::Connection& connection, base::UserId user, base::Time now) {
    for (const auto& one : store::verifications_of(connection, user)) {
        store::set_proof_hash(connection, one.id, "");
        const store::ProofDecision gone{.status = store::VerificationStatus::expired,
                                        .outcome = store::ProofOutcome::withdrawn,
                                        .at = now};
        if (one.open()) store::set_decided(connection, one.id, gone);
        if (one.status == store::VerificationStatus::approved) store::set_ended(connection, one.id, gone);
        store::remove_documents(connection, one.id, std::nullopt, now);
    }
}

}  // namespace verification
