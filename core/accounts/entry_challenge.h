// What somebody new does at a rush before they come in: a small piece of work for their browser, or where scripts are off an easy question. One signed challenge
// serves both ways. It is bound to the address that it was made for, runs out, and is good for one entry (core/accounts/rush sees to that).
//
//   challenge  base64url of (12 random bytes, 8 of expiry in ms, 16 of HMAC-SHA256 over both and the address prefix): 48 characters
//   proof      a number in decimal digits such that SHA-256(challenge ":" proof) begins with `bits` zero bits
//   answer     the sum of the two numbers of the question, in digits of any script
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/config.h"

namespace accounts {

// "How much is {first} and {second}?": each from 1 to 10.
struct EntryQuestion {
    unsigned first = 1;
    unsigned second = 1;
};

class EntryChallenges {
public:
    // `secrets`: ACCESS_TOKEN_SECRET; the keys are derived from it.
    explicit EntryChallenges(const base::KeyPair& secrets);

    std::string make(std::string_view address, base::Time expires_at) const;
    // What marks this challenge as spent, when it is genuine, made for this address and has not run out.
    std::optional<std::string> verify(std::string_view challenge, std::string_view address,
                                      base::Time now) const;
    // Of a genuine challenge; which numbers they are is not to be read from it.
    EntryQuestion question(std::string_view challenge) const;

private:
    std::string sign(const std::string& key, std::string_view head, std::string_view address) const;

    std::string key_;
    std::string previous_key_;  // empty when there is none
    std::string question_key_;
};

// Pure.
bool is_proof(std::string_view challenge, std::string_view proof, unsigned bits);
bool is_answer(const EntryQuestion& question, std::string_view answer);

}  // namespace accounts
