// Whoever asks from outside, and the case that comes of it: the ground of the tests of requests for removal.
#pragma once

#include "core/moderation/removal.h"
#include "core/moderation/removal_case.h"
#include "tests/core/moderated.h"

namespace support {

struct AskedFromOutside : Moderated {
    accounts::Keyring keyring = made_keyring();
    accounts::LimitHouse limit_house{clock, config.limits, "key"};
    moderation::RemovalHouse removal_house{house, limit_house, keyring};

    accounts::Keyring made_keyring() {
        config.frontend_url = "https://chat.example";
        config.access_keys.current = std::string(32, 'a');
        config.phone_keys.current = "0a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
        return accounts::Keyring(config);
    }
    moderation::RemovalForm form(const std::string& link = "",
                                 store::RemovalGround ground = store::RemovalGround::likeness) {
        return {.link = link,
                .ground = ground,
                .text = "That is me.",
                .contact = "me@mail.example",
                .is_true = true};
    }
    std::string link_to(base::Seq seq) { return "/lounges/en-all/" + std::to_string(seq); }

    base::Result<moderation::Asked> ask(const moderation::RemovalForm& form,
                                        const std::string& address = "192.0.2.1") {
        return moderation::ask_for_removal(connection, removal_house, address, form);
    }
    std::string told_of(const moderation::RemovalForm& form) {
        const auto asked = ask(form, "198.51.100." + std::to_string(++askers_));
        return asked ? "asked" : std::string(base::wire_code(asked.error().code));
    }
    store::Removal asked(const moderation::RemovalForm& form) {
        const auto one = ask(form, "198.51.100." + std::to_string(++askers_));
        BOOST_REQUIRE(one.ok());
        return store::find_removal(connection, one->id).value();
    }
    store::Removal now(const store::Removal& removal) {
        return store::find_removal(connection, removal.id).value();
    }
    store::Case case_of(const store::Removal& removal) {
        return store::find_case(connection, removal.report_case).value();
    }
    std::vector<store::Case> queue(const accounts::Session& who) {
        return store::open_cases(connection, moderation::scope_of(connection, who).value(), 100);
    }
    moderation::Actor as(const accounts::Session& who) { return {.session = &who, .door = "page"}; }
    template <class T>
    static std::string outcome_of(const base::Result<T>& result) {
        return result ? "done" : std::string(base::wire_code(result.error().code));
    }
    bool removed(base::Seq seq) {
        return store::messages_after(connection, lounge.id, seq - 1, 1).front().removed;
    }

private:
    int askers_ = 0;
};

}  // namespace support
