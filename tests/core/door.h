// A lounge with a bound, and people at its door: the ground of the tests of the waiting room.
#pragma once

#include "core/chat/access.h"
#include "core/chat/admission_acts.h"
#include "core/store/roles.h"
#include "tests/core/talk.h"
#include "tests/support/scratch_folder.h"

namespace support {

struct AtTheDoor : Talk {
    ScratchFolder folder;
    accounts::Session cy = guest("cy");
    accounts::Session dan = guest("dan");
    accounts::Session eve = guest("eve");

    AtTheDoor() {
        config.audit_secret = "9a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
        config.audit_head_file = folder.path() + "/audit.head";
    }

    accounts::Session guest(const std::string& name) { return session_of(add(name), name); }

    // A member with an account that has nothing but its id.
    accounts::Session member(const std::string& name) {
        auto session = guest(name);
        const auto user =
            connection.insert("INSERT INTO user (created_at, updated_at) VALUES (NOW(3), NOW(3))");
        connection.execute("UPDATE participant SET user_id = ? WHERE id = ?", user, session.participant.id);
        session.user = base::UserId{user};
        session.participant.guest = false;
        session.key.member = true;
        return session;
    }

    static accounts::Session session_of(base::ParticipantId id, const std::string& name) {
        accounts::Session session;
        session.key.number = id.value;
        session.participant.id = id;
        session.participant.name = name;
        return session;
    }

    void bound(std::uint64_t people, std::optional<std::uint64_t> guests = std::nullopt) {
        store::set_bounds(connection, lounge.id, people, guests);
        lounge = *store::find_lounge(connection, lounge.slug);
    }

    chat::Place come(const accounts::Session& who) { return chat::come_in(connection, house, lounge, who); }
    std::uint64_t settle() { return chat::settle(connection, house, lounge.id); }
    void give_up(const accounts::Session& who) {
        chat::give_up(connection, house, lounge.id, who.participant.id);
    }
    void see(const std::vector<accounts::Session>& people) {
        std::vector<base::ParticipantId> ids;
        for (const auto& one : people) ids.push_back(one.participant.id);
        store::see(connection, lounge.id, ids, clock.now(), clock.now());
    }

    // Time goes by in the house, which looks at its doors every few seconds; `there` are those who show that they are.
    void pass(base::Millis time, const std::vector<accounts::Session>& there = {}) {
        constexpr base::Millis step{5000};
        for (; time > base::Millis{0}; time -= step) {
            clock.forward(std::min(step, time));
            see(there);
            settle();
        }
    }

    // "in", "held", "3" (the position), "gone".
    std::string stands(const accounts::Session& who) {
        const auto standings = chat::look(connection, house, lounge.id, {who.participant.id});
        return told(standings.at(0).second);
    }
    static std::string told(const std::optional<chat::Place>& place) {
        if (!place) return "gone";
        if (place->in()) return "in";
        return place->state == store::PlaceState::called ? "held" : std::to_string(place->position);
    }
};

}  // namespace support
