// Reviewers before the attempts of members: the ground of the tests of reviews.
#pragma once

#include "core/db/transaction.h"
#include "core/verification/review.h"
#include "tests/core/proof_ground.h"

namespace support {

struct ProofReviewers : ProofGround {
    accounts::Session rita = staff("rita", {store::Role::reviewer, std::nullopt});
    accounts::Session rob = staff("rob", {store::Role::reviewer, std::nullopt});
    verification::Approval of_adult{
        .birth_date = "1980-05-01", .expiry_date = "2030-01-31", .number = "L01X00T47"};

    ProofReviewers() { rita.participant.name = "rita"; }

    std::string take(const accounts::Session& who, base::VerificationId id) {
        return code(verification::take(connection, proofs, who, id));
    }
    std::string release(const accounts::Session& who, base::VerificationId id) {
        return code(verification::release(connection, proofs, who, id));
    }
    std::string look(const accounts::Session& who, base::VerificationId id,
                     const std::string& part = "front") {
        return code(verification::look(connection, proofs, reader, who, id, part));
    }
    std::string look_at_reading(const accounts::Session& who, base::VerificationId id) {
        return code(verification::look_at_reading(connection, proofs, who, id));
    }
    std::string approve(const accounts::Session& who, base::VerificationId id,
                        const verification::Approval& approval) {
        const auto done = verification::approve(connection, proofs, who, id, approval);
        if (!done) return code(done);
        return *done == verification::Approved::whole ? "whole" : "first";
    }
    std::string approve(const accounts::Session& who, base::VerificationId id) {
        return approve(who, id, of_adult);
    }
    std::string reject(const accounts::Session& who, base::VerificationId id,
                       std::optional<store::ProofOutcome> outcome, const std::string& note = "") {
        return code(verification::reject(connection, proofs, who, id, {.outcome = outcome, .note = note}));
    }
    std::string revoke(const accounts::Session& who, base::VerificationId id, const std::string& note = "") {
        return code(verification::revoke(connection, proofs, who, id, note));
    }
    // As the job does that reads them.
    void read(base::VerificationId id, const verification::Reading& reading) {
        const auto name = verification::Vault::new_name();
        vault.put(name, verification::to_json(reading));
        store::add_document(connection, id, store::DocumentPart::reading, name, clock.now());
        store::set_read(connection, id, clock.now());
    }
    store::Verification found(base::VerificationId id) { return store::find_verification(other, id).value(); }
    // Rows about this attempt by this person: done, or refused with this code.
    std::uint64_t rows(const accounts::Session& who, const std::string& action, base::VerificationId id,
                       const std::string& refused = "") {
        const std::string detail = refused.empty() ? "COALESCE(detail, '') NOT LIKE '%refused%'"
                                                   : "detail LIKE '%\"refused\":\"" + refused + "\"%'";
        return audit_rows("actor = '" + audit::by_user(*who.user) + "' AND action = 'verification." + action +
                          "' AND subject = 'verification:" + std::to_string(id.value) + "' AND " + detail);
    }
};

}  // namespace support
