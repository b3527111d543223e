// Who is in which lounge through other sidecars, as the database tells it.
#pragma once

#include <unordered_map>
#include <vector>

#include "core/store/lounges.h"
#include "core/store/presence.h"
#include "ws/presence.h"

namespace ws {

// What one other sidecar has to tell since the last look.
struct ElsewhereNews {
    base::SidecarId sidecar;
    bool forget = false;  // it is gone, or began anew: nothing that it told before holds
    struct Room {
        store::Lounge lounge;
        std::vector<Person> people;  // all whom it has there now
    };
    std::vector<Room> rooms;
};

// What has been read so far. One thread, the reader's.
class ElsewhereReader {
public:
    // Sidecars unheard of since `since` are gone. What it throws on the way is read again at the next look.
    std::vector<ElsewhereNews> read(db::Connection& database, base::SidecarId own, base::Time since);

private:
    struct Cursor {
        std::uint64_t life = 0;
        std::uint64_t version = 0;
    };
    std::unordered_map<base::SidecarId, Cursor> cursors_;
};

// What has been told so far. The loop's thread.
class Elsewhere {
public:
    // Lets people in and out of `everywhere`, where each sidecar is one more way in, and, unless they are away there, a reason to take them for awake.
    void take(const std::vector<ElsewhereNews>& news, Presence& everywhere);

private:
    struct Known {
        base::ParticipantId id;
        bool away = false;
    };
    using Rooms = std::unordered_map<base::LoungeId, std::vector<Known>>;  // sorted by id
    static void forget(Rooms& rooms, Presence& everywhere);
    static const Known* find(const std::vector<Known>& among, base::ParticipantId id);
    static void leave(base::LoungeId lounge, const Known& person, Presence& everywhere);
    static void fill(std::vector<Known>& before, const ElsewhereNews::Room& room, Presence& everywhere);

    std::unordered_map<base::SidecarId, Rooms> sidecars_;
};

}  // namespace ws
