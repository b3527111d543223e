// Members of a real database, and a stand-in for whoever proves their age outside: it says what the test tells it to.
#pragma once

#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>

#include "core/store/openid_attempts.h"
#include "core/store/verifications.h"
#include "core/verification/prove_outside.h"
#include "tests/core/member_house.h"
#include "tests/support/members.h"

namespace support {

class ScriptedProof final : public verification::OutsideProof {
public:
    std::string_view name() const override { return issuer; }
    base::Result<verification::Begun> begin() override {
        if (fault) return *fault;
        const auto number = std::to_string(++begun);
        return verification::Begun{
            .address = "https://id.example.org/auth?state=state-" + number,
            .state = "state-" + number,
            .secrets = {.nonce = padded("nonce-" + number), .verifier = padded("verifier-" + number)}};
    }
    base::Result<verification::Proven> finish(const verification::Returned& returned,
                                              const verification::AttemptSecrets& secrets) override {
        ++finished;
        said = returned.code + " " + secrets.nonce + " " + secrets.verifier;
        if (fault) return *fault;
        return verification::Proven{.of_age = of_age, .subject = subject};
    }
    // As long as its column wants it.
    static std::string padded(std::string text) {
        text.resize(43, '-');
        return text;
    }

    std::string issuer = "https://id.example.org";
    std::optional<base::ErrorCode> fault;
    bool of_age = true;
    std::string subject = "person-1";
    int begun = 0;
    int finished = 0;
    std::string said;
};

struct Proving : MemberGround {
    ScriptedProof provider;
    audit::Log log{config};
    verification::OutsideHouse outside{clock, config, log, provider};
    base::UserId ann = somebody("Ann");
    base::UserId bob = somebody("Bob");

    base::UserId somebody(const std::string& name) {
        return make_member(connection, guest(name).participant.id);
    }
    void begin(base::UserId user) { BOOST_REQUIRE(verification::begin_outside(connection, outside, user)); }
    std::string finish(base::UserId user, const std::string& state) {
        return finish(connection, provider, user, state);
    }
    std::string finish(db::Connection& own, verification::OutsideProof& by, base::UserId user,
                       const std::string& state) const {
        return told(
            verification::finish_outside(own, {clock, config, log, by}, user, state, {.code = "code-1"}));
    }
    // An attempt, from its beginning to its end.
    std::string prove(base::UserId user) {
        begin(user);
        return finish(user, "state-" + std::to_string(provider.begun));
    }
    std::optional<base::Time> proven_until(base::UserId user) {
        auto rows = connection.query("SELECT" DB_MS("age_proven_until") "FROM user WHERE id = ?", user);
        return rows.next() && !rows.is_null(0) ? std::optional(rows.time(0)) : std::nullopt;
    }
    std::uint64_t number(std::string_view sql) {
        auto rows = connection.query(sql);
        return rows.next() ? rows.number(0) : 0;
    }
    std::string text(std::string_view sql) {
        auto rows = connection.query(sql);
        return rows.next() ? rows.text(0) : "none";
    }
};

}  // namespace support
