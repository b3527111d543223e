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
    };
    // What changed since the last call.
    std::vector<Change> take_changes();
    // Everything, for a sidecar that registers anew.
    std::vector<store::Place> everybody() const;
    std::vector<store::Count> counts() const;

private:
    struct Here {
        Person person;
        std::size_t doors = 0;
    };
    struct Room {
        base::StreamId stream;
        std::string slug;
        std::map<base::ParticipantId, Here> people;
        std::map<base::ParticipantId, bool>
            before;  // of those who changed: whether they were here at the last call
    };
    std::unordered_map<base::LoungeId, Room> rooms_;
    std::unordered_set<base::LoungeId> changed_;
};

}  // namespace ws
