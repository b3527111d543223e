// A member who proves their age by pictures, as they are kept: the ground of the tests of what becomes of them.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>

#include "core/verification/retention.h"
#include "tests/core/proof_ground.h"

namespace support {

struct Attempts : ProofGround {
    accounts::Session mia = plain;

    base::VerificationId begun(const accounts::Session& who,
                               store::VerificationType type = store::VerificationType::age_only) {
        return store::add_verification(connection, {.user = *who.user, .type = type, .at = clock.now()});
    }
    // Sealed and added; its name. The picture is no picture: nobody looks at it here.
    std::string add_picture(base::VerificationId id, store::DocumentPart part,
                            const std::string& bytes = "a picture") {
        auto name = sealed(bytes);
        store::add_document(connection, id, part, name, clock.now());
        return name;
    }
    // Its files are as old as the clock says.
    std::string sealed(const std::string& bytes) {
        auto name = verification::Vault::new_name();
        vault.put(name, bytes);
        written_now(key_file(name));
        written_now(sealed_file(name));
        return name;
    }
    base::VerificationId handed_in(const accounts::Session& who) {
        const auto id = begun(who);
        add_picture(id, store::DocumentPart::front, "front of " + std::to_string(id.value));
        add_picture(id, store::DocumentPart::selfie, "selfie of " + std::to_string(id.value));
        store::set_submitted(connection, id, clock.now());
        return id;
    }
    // As a reviewer decides it; the pictures are not destroyed yet.
    void decide(base::VerificationId id, store::VerificationStatus status,
                std::optional<base::Time> until = std::nullopt) {
        db::transact(connection, [&](db::Connection& inside) {
            return verification::conclude(inside, clock, log, *store::lock_verification(inside, id),
                                          {.status = status, .expires_at = until, .at = clock.now()},
                                          audit::by_user(*admin.user));
        });
    }
    base::VerificationId approved(const accounts::Session& who, base::Time until) {
        const auto id = handed_in(who);
        decide(id, store::VerificationStatus::approved, until);
        (void)verification::shred(connection, vault, id);
        return id;
    }

    std::string key_file(const std::string& name) const { return config.verification.keys_dir + "/" + name; }
    std::string sealed_file(const std::string& name) const {
        return config.verification.documents_dir + "/" + name;
    }
    void written_now(const std::string& path) const {
        const auto since = clock.now().time_since_epoch();
        const timespec at{.tv_sec = std::chrono::floor<std::chrono::seconds>(since).count(), .tv_nsec = 0};
        const timespec both[] = {at, at};
        if (::utimensat(AT_FDCWD, path.c_str(), both, 0) != 0) throw std::runtime_error("no " + path);
    }
    store::Verification attempt(base::VerificationId id) {
        return store::find_verification(other, id).value();
    }
    // "EXPIRED LOST".
    std::string state(base::VerificationId id) {
        const auto found = attempt(id);
        std::string text(store::name_of(found.status));
        if (found.outcome) text += " " + std::string(store::name_of(*found.outcome));
        return text;
    }
    std::size_t documents() { return count(other, "SELECT COUNT(*) FROM verification_document"); }
};

}  // namespace support
