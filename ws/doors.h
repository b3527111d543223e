// Who waits at the doors of full lounges, through which connection, and what each was told last. Pure; the loop's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/clock.h"
#include "core/chat/admission.h"

namespace ws {

class Doors {
public:
    struct Waiter {
        std::uint64_t connection = 0;
        base::ParticipantId person;
        chat::Place told;
    };
    struct Door {
        std::string slug;
        std::vector<Waiter> waiters;
    };

    // Somebody waits, and has been told so. Again by the same connection: what was told counts.
    void wait(base::LoungeId lounge, const std::string& slug, const Waiter& waiter);
    void leave(base::LoungeId lounge, std::uint64_t connection);

    std::vector<base::LoungeId> lounges() const;
    // Each once, though they may wait through several connections.
    std::vector<base::ParticipantId> people(base::LoungeId lounge) const;

    struct News {
        std::uint64_t connection = 0;
        std::string slug;
        std::optional<chat::Place> place;  // nothing: they wait no more, and have no place
    };
    // What is to be told now. Whoever has lost their place is gone from here; so is whoever is in already, through another window.
    std::vector<News> take_news(base::LoungeId lounge, const std::vector<chat::Standing>& standings);

private:
    std::unordered_map<base::LoungeId, Door> doors_;
};

// Whether the difference is worth a frame. Pure.
bool worth_telling(const chat::Place& told, const chat::Place& now);

}  // namespace ws
