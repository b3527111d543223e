// Who is in which lounge: those who came in through this sidecar's sockets and live streams, or also those of other sidecars. What changed is told once a
// second. Pure; the loop's thread.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/store/lounges.h"
#include "core/store/presence.h"
#include "ws/protocol.h"

namespace ws {

class Presence {
public:
    // A person may come in by several ways; they leave with the last one.
    void enter(const store::Lounge& lounge, const Person& person);
    void leave(base::LoungeId lounge, base::ParticipantId person);
    // One reason more, or less, to take a person for awake, wherever they are: without any they are away.
    void wake(base::ParticipantId person);
    void doze(base::ParticipantId person);

    std::size_t count(base::LoungeId lounge) const;
    // At most `most` of those who are here.
    std::vector<Person> members(base::LoungeId lounge, std::size_t most) const;

    std::vector<base::ParticipantId> people(base::LoungeId lounge) const;

    struct Change {
        base::LoungeId lounge;
        base::StreamId stream;
        std::string slug;
        std::size_t count = 0;
        std::vector<Person> joined;
        std::vector<base::ParticipantId> left;
        std::vector<base::ParticipantId> away;  // of those who stay: who has become so
        std::vector<base::ParticipantId> back;
        bool moved() const { return !joined.empty() || !left.empty(); }
    };
    // What changed since the last call.
    std::vector<Change> take_changes();
    // Everything, for a sidecar that registers anew.
    std::vector<store::Place> everybody() const;
    std::vector<store::Count> counts() const;

private:
    enum class Standing { absent, away, awake };
    struct Here {
        Person person;
        std::size_t doors = 0;
    };
    struct Room {
        base::StreamId stream;
        std::string slug;
        std::map<base::ParticipantId, Here> people;
        std::map<base::ParticipantId, Standing> before;  // of those who changed: at the last call
    };
    // Wherever they are.
    struct Someone {
        std::size_t reasons = 0;  // to take them for awake
        std::vector<base::LoungeId> lounges;
    };
    bool is_away(base::ParticipantId person) const;
    Person shown(const Here& here) const;
    void turn(const Someone& someone, base::ParticipantId person, Standing was);
    void tell(const Room& room, base::ParticipantId person, Standing was, Change& change) const;
    std::unordered_map<base::LoungeId, Room> rooms_;
    std::unordered_map<base::ParticipantId, Someone> people_;
    std::unordered_set<base::LoungeId> changed_;
};

}  // namespace ws
