// Pages at the door of a lounge that has a bound. The conventions are those of pages.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace view {

// templates/waiting.html. SLUG, NAME, FLAG, CODE and LANGUAGE (of the room), POSITION, CAME_AS (the position they had when they came) and DONE (how far
// they have got from there), ESTIMATE_TEXT ("about 3 minutes"), DRAFT (section holding TEXT: what could not be sent). Without scripts the page loads itself
// anew after `refresh_seconds`; not while it holds a draft.
struct WaitingPage {
    std::string slug;
    std::string name;
    std::string flag;
    std::string code;
    std::string language;
    std::uint64_t position = 1;
    std::uint64_t came_as = 1;
    std::string estimate_text;
    std::optional<std::string> draft;
    std::optional<unsigned> refresh_seconds;
};

// templates/queue.html, for moderators. SLUG, NAME, FLAG, TOTAL_TEXT ("12 wait"), NOTE and FORM_ERROR (sections holding TEXT), NOBODY_WAITS (section);
// repeated section WAITER: ID, NAME, POSITION, STATE_TEXT ("waiting for 3 minutes"), sections GUEST, WAITS (may be called), CALLED (the opposite).
struct QueueRow {
    std::uint64_t id = 0;
    std::string name;
    std::uint64_t position = 0;
    std::string state_text;
    bool guest = true;
    bool called = false;
};
struct QueuePage {
    std::string slug;
    std::string name;
    std::string flag;
    std::string total_text;
    std::vector<QueueRow> waiters;
    std::optional<std::string> note;
    std::optional<std::string> form_error;
};

}  // namespace view
