// Attempts to prove one's age, and what remains of them: the yes, its kind and how long it holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

enum class VerificationType : std::uint8_t { age_only, id_full };
std::string_view name_of(VerificationType type);

enum class VerificationStatus : std::uint8_t { pending, approved, rejected, expired };
std::string_view name_of(VerificationStatus status);

// How it is proven: by documents that a reviewer looks at, or by another house's word.
enum class ProofWay : std::uint8_t { document, openid };
std::string_view name_of(ProofWay way);

// Why it is not approved, or not any more. The first eight are a reviewer's.
enum class ProofOutcome : std::uint8_t {
    unreadable,
    no_document,
    other_person,
    under_age,
    document_expired,
    name_differs,
    seen_before,
    other,
    withdrawn,
    undecided,
    lost,
    ran_out,
    revoked
};
std::string_view name_of(ProofOutcome outcome);
// Nothing for a text that is none.
std::optional<ProofOutcome> parse_proof_outcome(std::string_view text);

struct Verification {
    base::VerificationId id;
    base::UserId user;
    VerificationType type = VerificationType::age_only;
    ProofWay way = ProofWay::document;
    VerificationStatus status = VerificationStatus::pending;
    std::optional<ProofOutcome> outcome;
    std::string note;  // the reviewer's own words to the member; may be empty
    base::Time begun_at{};
    std::optional<base::Time> submitted_at;  // nothing: its pictures are being added
    std::optional<base::Time> read_at;
    std::optional<base::Time> decided_at;
    std::optional<base::Time> expires_at;  // approved: until then it holds
    std::optional<base::UserId> held_by;
    std::optional<base::Time> held_until;
    std::optional<base::UserId> first_reviewer;  // dual control: who approved it first
    bool open() const { return status == VerificationStatus::pending; }
    bool handed_in() const { return open() && submitted_at.has_value(); }
};

struct NewVerification {
    base::UserId user;
    VerificationType type = VerificationType::age_only;
    ProofWay way = ProofWay::document;
    base::Time at{};
};
base::VerificationId add_verification(db::Connection& connection, const NewVerification& verification);

std::optional<Verification> find_verification(db::Connection& connection, base::VerificationId id);
// Locked until the transaction ends.
std::optional<Verification> lock_verification(db::Connection& connection, base::VerificationId id);
// Of one member, the newest first.
std::vector<Verification> verifications_of(db::Connection& connection, base::UserId user);
std::optional<Verification> newest_verification(db::Connection& connection, base::UserId user);
// How many of theirs were handed in since, whatever became of them but by our fault.
std::uint64_t count_tries(db::Connection& connection, base::UserId user, base::Time since);

void set_submitted(db::Connection& connection, base::VerificationId id, base::Time at);
void set_read(db::Connection& connection, base::VerificationId id, base::Time at);
// Nothing: nobody has it before them.
struct Hold {
    base::UserId by;
    base::Time until{};
};
void set_held(db::Connection& connection, base::VerificationId id, const std::optional<Hold>& hold);
void set_first_approval(db::Connection& connection, base::VerificationId id, base::UserId reviewer);

struct ProofDecision {
    VerificationStatus status = VerificationStatus::rejected;
    std::optional<ProofOutcome> outcome{};
    std::string note{};
    std::optional<base::UserId> reviewer{};
    std::optional<base::Time> expires_at{};
    base::Time at{};
};
// It is decided, or has ended; nobody holds it any more. settle_proof() follows where it was or is approved.
void set_decided(db::Connection& connection, base::VerificationId id, const ProofDecision& decision);
// An approved one ends, at that moment; by a reviewer or by time. Precondition: the decision has an outcome.
void set_ended(db::Connection& connection, base::VerificationId id, const ProofDecision& decision);
// Brings user.age_proven_until up to the approved ones. Returns it; nothing when none is approved.
std::optional<base::Time> settle_proof(db::Connection& connection, base::UserId user);

// The keyed hash of what proved it: of a document's number, or of what another house calls the person. Empty: none.
void set_proof_hash(db::Connection& connection, base::VerificationId id, std::string_view hash);
// How many other members it was seen of, whether approved, refused or waiting.
std::uint64_t count_seen(db::Connection& connection, std::string_view hash, base::UserId but);
// What stands against its proving this member's age: another member's that is approved by it, or anybody's that a reviewer has ended. Nothing when there is none. Waits for whoever is about to: inside a transaction that has set its own hash before, so that of
// two which come with one hash at one time each finds the other's.
std::optional<base::VerificationId> spent_on(db::Connection& connection, std::string_view hash,
                                             base::UserId but);
// Takes the hashes off what was decided and refused, or has ended, before; at most `most` at a time. Returns how many.
std::uint64_t forget_proof_hashes(db::Connection& connection, base::Time before, unsigned most);

// Handed in and undecided, whoever waits longest first.
std::vector<Verification> waiting_verifications(db::Connection& connection, std::size_t most);
std::uint64_t count_waiting_verifications(db::Connection& connection);
// Handed in and not read by the machine yet; the oldest.
std::optional<Verification> unread_verification(db::Connection& connection);

// What time has ended: begun and not handed in since `begun_before`, handed in and undecided since `submitted_before`; approved until `now`.
std::vector<base::VerificationId> abandoned_verifications(db::Connection& connection, base::Time begun_before,
                                                          std::size_t most);
std::vector<base::VerificationId> undecided_verifications(db::Connection& connection,
                                                          base::Time submitted_before, std::size_t most);
std::vector<base::VerificationId> ended_proofs(db::Connection& connection, base::Time now, std::size_t most);

// Statistics: how many ended how since, by type and way.
struct ProofCount {
    VerificationType type = VerificationType::age_only;
    ProofWay way = ProofWay::document;
    VerificationStatus status = VerificationStatus::approved;
    std::optional<ProofOutcome> outcome;
    std::uint64_t count = 0;
    std::uint64_t mean_seconds = 0;  // from being handed in until the decision; 0 of what has ended
};
std::vector<ProofCount> count_proofs(db::Connection& connection, base::Time since);

}  // namespace store
