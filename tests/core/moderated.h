// A lounge, people who talk in it, and staff: the ground of the tests of moderation.
#pragma once

#include <boost/test/unit_test.hpp>

#include "core/accounts/roles.h"
#include "core/audit/verify.h"
#include "core/base/crypto.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/decision.h"
#include "core/moderation/report.h"
#include "core/store/people.h"
#include "core/store/roles.h"
#include "core/store/users.h"
#include "tests/core/talk.h"
#include "tests/support/scratch_folder.h"

namespace support {

struct Moderated : Talk {
    ScratchFolder folder;
    audit::Log log = made_log();
    base::ParticipantId carl = add("carl");
    accounts::Session of_ann = guest(ann);
    accounts::Session of_bob = guest(bob);
    accounts::Session of_carl = guest(carl);
    accounts::Session plain = member("mia");
    accounts::Session moderator = staff("mod", {store::Role::moderator, lounge.room.id});
    accounts::Session second_moderator = staff("mud", {store::Role::moderator, lounge.room.id});
    accounts::Session elsewhere = staff("els", {store::Role::moderator, other_room()});
    accounts::Session admin = staff("adm", {store::Role::admin, std::nullopt});

    audit::Log made_log() {
        config.audit_secret = std::string(32, 'a');
        config.audit_head_file = folder.path() + "/audit-head";
        return audit::Log(config);
    }
    base::LanguageRoomId other_room() {
        store::add_language_room(connection,
                                 {.id = {}, .code = "fr", .name = "Français", .right_to_left = false}, 2);
        for (const auto& room : store::language_rooms(connection)) {
            if (room.id != lounge.room.id) return room.id;
        }
        throw std::logic_error("one language room alone");
    }
    accounts::Session guest(base::ParticipantId who) {
        accounts::Session session;
        session.participant.id = who;
        session.stream = store::find_person(connection, who)->stream;
        return session;
    }
    accounts::Session member(const std::string& name) {
        const auto who = add(name);
        store::NewUser person{.phone = {"sealed " + name, 1},
                              .phone_hashes = {{base::sha256(name), 1}},
                              .first_name = name,
                              .last_name = {},
                              .birth_year = 1980,
                              .locale = "en",
                              .country = "US",
                              .age = store::AgeCategory::over_18,
                              .once_password_hash = std::string(32, 'x'),
                              .once_password_expires_at = clock.now(),
                              .now = clock.now()};
        accounts::Session session = guest(who);
        session.user = store::add_user(connection, person);
        session.participant.guest = false;
        session.second_step_taken = true;
        BOOST_REQUIRE(store::adopt_participant(connection, *session.user, who));
        return session;
    }
    accounts::Session staff(const std::string& name, const store::Grant& grant) {
        auto session = member(name);
        store::add_role(connection, *session.user, grant, clock.now());
        return session;
    }

    base::Seq says(base::ParticipantId who, const std::string& id, const std::string& body = "hello") {
        clock.forward(config.limits.posts_per + base::Millis{1});
        const auto posted = chat::post(connection, house, by(who, id, body));
        BOOST_REQUIRE(posted.ok());
        return posted->seq;
    }
    std::string post_of(base::ParticipantId who, const std::string& id) {
        clock.forward(config.limits.posts_per + base::Millis{1});
        return told(chat::post(connection, house, by(who, id)));
    }

    moderation::Order order(store::ActionType type, base::Seq message) {
        moderation::Order order{.type = type, .lounge = lounge, .message = message};
        order.ground = store::ReportReason::harassment;
        order.text = "Be kind.";
        order.note = "the second time";
        using enum store::ActionType;
        if (type == mute || type == kick || type == ban_temp)
            order.lasts = base::Millis{std::chrono::minutes{10}};
        return order;
    }
    base::Result<moderation::Done> act(const accounts::Session& who, const moderation::Order& order) {
        return moderation::act(connection, house, log, {.session = &who, .door = "page"}, order);
    }
    base::Result<moderation::Done> act(store::ActionType type, base::Seq message) {
        return act(moderator, order(type, message));
    }
    static std::string outcome(const base::Result<moderation::Done>& done) {
        return done ? "done" : std::string(base::wire_code(done.error().code));
    }
    std::uint64_t audit_rows(const std::string& where = "TRUE") {
        return count(other, "SELECT COUNT(*) FROM audit_log WHERE " + where);
    }
    // The kinds of a person's own stream: "sanction sanction".
    std::string heard_by(const accounts::Session& who) {
        std::string kinds;
        for (const auto& event : store::events_after(other, who.stream, 0, 100))
            kinds += (kinds.empty() ? "" : " ") + event.kind;
        return kinds;
    }
};

}  // namespace support
