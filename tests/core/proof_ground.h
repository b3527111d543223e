// A member who proves their age, the folders of documents, and who reviews: the ground of the tests of proofs by documents.
#pragma once

#include "core/db/transaction.h"
#include "core/store/verification_documents.h"
#include "core/verification/attempt.h"
#include "core/verification/conclude.h"
#include "tests/core/moderated.h"
#include "tests/support/picture_files.h"

namespace support {

struct ProofGround : Moderated {
    ScratchFolder folders;
    base::VerificationSettings& settings_of_proofs = settle();
    accounts::Keyring keyring{config};
    verification::Vault vault{config.verification, keyring};
    chat::HintSender hints{"/nonexistent"};
    verification::House proofs{clock, config, log, hints, vault};
    accounts::LimitHouse limits{clock, config.limits, "key"};
    media::ConfinedDocuments reader{media::document_programs("")};
    accounts::Session amy = member("amy");

    base::VerificationSettings& settle() {
        config.phone_keys.current = std::string(32, 'p');
        config.access_keys.current = std::string(32, 'k');
        config.verification.documents_dir = folders.path() + "/documents";
        config.verification.keys_dir = folders.path() + "/keys";
        return config.verification;
    }

    template <class T>
    static std::string code(const base::Result<T>& result) {
        return result ? "ok" : std::string(base::wire_code(result.error().code));
    }
    std::string begin(const accounts::Session& who,
                      store::VerificationType type = store::VerificationType::age_only) {
        return code(verification::begin(connection, proofs, who, type));
    }
    std::string add(const accounts::Session& who, store::DocumentPart part,
                    const std::string& bytes = small_jpeg()) {
        return code(verification::add_picture(connection, proofs, limits, reader, who, part, bytes));
    }
    std::string hand_in(const accounts::Session& who) {
        return code(verification::hand_in(connection, proofs, who));
    }
    std::string take_back(const accounts::Session& who) {
        return code(verification::take_back(connection, proofs, who));
    }
    // With all its pictures, waiting for a reviewer.
    base::VerificationId handed_in(const accounts::Session& who,
                                   store::VerificationType type = store::VerificationType::age_only) {
        BOOST_REQUIRE_EQUAL(begin(who, type), "ok");
        for (const auto& part : verification::parts_of(type)) BOOST_REQUIRE_EQUAL(add(who, part.part), "ok");
        BOOST_REQUIRE_EQUAL(hand_in(who), "ok");
        return newest(who).id;
    }
    store::Verification newest(const accounts::Session& who) {
        return store::newest_verification(other, *who.user).value();
    }
    // A reviewer's decision, without the rules of who may decide.
    void conclude(base::VerificationId id, const store::ProofDecision& decision) {
        auto told = db::transact(connection, [&](db::Connection& inside) {
            const auto locked = store::lock_verification(inside, id).value();
            return verification::conclude(inside, clock, log, locked, decision, "operator");
        });
        (void)verification::shred(connection, vault, id);
    }
    void approve(base::VerificationId id, base::Time until) {
        conclude(id, {.status = store::VerificationStatus::approved, .expires_at = until, .at = clock.now()});
    }
    void reject(base::VerificationId id, store::ProofOutcome outcome) {
        conclude(id, {.status = store::VerificationStatus::rejected, .outcome = outcome, .at = clock.now()});
    }
    std::size_t pictures() { return vault.names().size(); }
    std::size_t keys() { return vault.keys().names().size(); }
    std::optional<base::Time> proven_until(const accounts::Session& who) {
        auto rows = other.query("SELECT" DB_MS("age_proven_until") "FROM user WHERE id = ?", *who.user);
        return rows.next() && !rows.is_null(0) ? std::optional(rows.time(0)) : std::nullopt;
    }
};

}  // namespace support
