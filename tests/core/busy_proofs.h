// A year of proofs of age behind the house, a queue before its reviewers, and one day of sending, reading and deciding.
#pragma once

#include "core/base/crypto.h"
#include "core/store/verification_documents.h"
#include "core/store/verifications.h"
#include "tests/core/busy_orders.h"

namespace support {

struct BusyProofs : BusyOrders {
    static constexpr unsigned decided = 320;
    static constexpr unsigned waiting = 40;
    static constexpr unsigned drafts = 20;

    BusyProofs() {
        for (unsigned i = 0; i < decided; ++i) add_decided(i);
        for (unsigned i = 0; i < waiting; ++i) (void)add_waiting(i);
        for (unsigned i = 0; i < drafts; ++i) (void)add_begun(member_of(i), clock.now() + base::Millis{i});
    }

    void prove_and_review() {
        prove();
        read();
        review();
        look_for_the_same();
        end_by_time();
        destroy();
    }

private:
    using Status = store::VerificationStatus;
    using Outcome = store::ProofOutcome;
    static constexpr base::Millis day{std::chrono::days{1}};

    std::string hash_of(unsigned number) { return base::sha256("document " + std::to_string(number)); }
    std::string name_of(std::uint64_t number) {
        return base::to_hex(base::sha256("picture " + std::to_string(number)).substr(0, 16));
    }
    base::UserId member_of(unsigned number) {
        while (members_.size() <= number)
            members_.push_back(base::UserId{connection.insert(
                "INSERT INTO user (verified_at, created_at, updated_at) VALUES ('2026-01-01', '2026-01-01', '2026-01-01')")});
        return members_[number];
    }
    base::VerificationId add_begun(base::UserId user, base::Time at) {
        const auto id = store::add_verification(connection, {.user = user, .at = at});
        for (const auto part : {store::DocumentPart::front, store::DocumentPart::selfie})
            (void)store::add_document(connection, id, part, name_of(++pictures_), at);
        return id;
    }
    base::VerificationId add_waiting(unsigned number) {
        const auto at = clock.now() + base::Millis{number};
        const auto id = add_begun(member_of(number), at);
        store::set_submitted(connection, id, at);
        return id;
    }
    void decide(base::VerificationId id, Status status, std::optional<base::Time> until, base::Time at) {
        store::set_decided(
            connection, id,
            {.status = status,
             .outcome = status == Status::rejected ? std::optional(Outcome::unreadable) : std::nullopt,
             .reviewer = of_ann,
             .expires_at = until,
             .at = at});
        store::remove_documents(connection, id, std::nullopt, at);
    }
    // Of the refused the older ones have lost their hash already.
    void add_decided(unsigned number) {
        const auto at = clock.now() - day * (360 - number);
        const auto id = add_begun(member_of(100 + number), at);
        store::set_submitted(connection, id, at);
        store::set_proof_hash(connection, id, hash_of(number));
        store::set_read(connection, id, at);
        const bool good = number % 2 == 0;
        decide(id, good ? Status::approved : Status::rejected,
               good ? std::optional(at + day * 730) : std::nullopt, at);
        for (const auto& document : store::removed_documents(connection, id, 10))
            store::forget_document(connection, document.id);
        if (!good) (void)store::forget_proof_hashes(connection, clock.now() - day * 30, 100);
        (void)store::settle_proof(connection, member_of(100 + number));
    }

    void prove() {
        const auto user = member_of(100);
        own_ = add_begun(user, clock.now());
        (void)store::newest_verification(connection, user);
        (void)store::verifications_of(connection, user);
        (void)store::count_tries(connection, user, clock.now() - day * 30);
        store::remove_documents(connection, own_, store::DocumentPart::front, clock.now());
        (void)store::add_document(connection, own_, store::DocumentPart::front, name_of(++pictures_),
                                  clock.now());
        (void)store::removed_documents(connection, own_, 10);
        store::set_submitted(connection, own_, clock.now());
    }
    void read() {
        const auto next = store::unread_verification(connection).value();
        store::set_read(connection, next.id, clock.now());
        store::set_proof_hash(connection, own_, hash_of(0));
    }
    void review() {
        (void)store::waiting_verifications(connection, 20);
        (void)store::count_waiting_verifications(connection);
        db::transact(connection, [&](db::Connection& inside) {
            (void)store::lock_verification(inside, own_);
            store::set_held(inside, own_, store::Hold{.by = of_bob, .until = clock.now()});
            store::set_first_approval(inside, own_, of_bob);
            return true;
        });
        (void)store::find_verification(connection, own_);
        (void)store::documents_of(connection, own_);
        decide(own_, Status::approved, clock.now() + day, clock.now());
        (void)store::settle_proof(connection, member_of(100));
        (void)store::count_proofs(connection, clock.now() - day * 30);
    }
    void look_for_the_same() {
        for (const unsigned number : {0U, 2U, 1000U}) {
            (void)store::count_seen(connection, hash_of(number), of_bob);
            (void)store::spent_on(connection, hash_of(number), of_bob);
        }
    }
    // On a day on which hardly anything is due.
    void end_by_time() {
        (void)store::abandoned_verifications(connection, clock.now() + base::Millis{1}, 100);
        (void)store::undecided_verifications(connection, clock.now() + base::Millis{1}, 100);
        for (const auto id : store::ended_proofs(connection, clock.now() + day, 100))
            store::set_ended(connection, id,
                             {.status = store::VerificationStatus::expired,
                              .outcome = Outcome::ran_out,
                              .at = clock.now()});
        (void)store::forget_proof_hashes(connection, clock.now() - day * 30, 100);
        (void)store::forget_proof_hashes(connection, clock.now() - day * 365, 100);
    }
    void destroy() {
        for (const auto& document : store::removed_documents(connection, std::nullopt, 100))
            store::forget_document(connection, document.id);
        (void)store::kept_documents(connection, base::DocumentId{}, 500);
        (void)store::is_document(connection, name_of(pictures_));
        (void)store::is_document(connection, std::string(32, '0'));
    }

    std::vector<base::UserId> members_;
    std::uint64_t pictures_ = 0;
    base::VerificationId own_;
};

}  // namespace support
