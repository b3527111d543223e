// Pages for staff besides the moderators' queue (moderation_pages.h). The conventions are those of pages.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/view/moderation_pages.h"

namespace view {

// templates/emergency.html. Repeated sections WHERE, WRITE, SLOW, LASTS (Options), LINKS_OFF (section: it is ticked), NOTE, FORM_ERROR (sections holding TEXT), section
// AS_USUAL or repeated section ON: SLUG, NAME, WHAT, UNTIL.
struct EmergencyRow {
    std::string slug;
    std::string name;
    std::string what;
    std::string until;
};
struct EmergencyPage {
    std::vector<Option> where;
    std::vector<Option> write;
    std::vector<Option> slow;
    std::vector<Option> lasts;
    bool links_off = false;
    std::vector<EmergencyRow> on;
    std::optional<std::string> note;
    std::optional<std::string> form_error;
};

// templates/audit.html. ACTOR, ACTION, SUBJECT (what is looked for); section NOTHING or repeated section ROW: ID, AT_ISO, AT_TEXT (UTC), BY, WHAT, WHOM, DETAIL (JSON);
// OLDER (section holding BEFORE).
struct AuditLine {
    std::uint64_t id = 0;
    base::Time at{};
    std::string actor;
    std::string action;
    std::string subject;
    std::string detail;
};
struct AuditPage {
    std::string actor;
    std::string action;
    std::string subject;
    std::vector<AuditLine> rows;
    std::optional<std::uint64_t> before;
};

}  // namespace view
