// Pages for staff besides the moderators' queue (moderation_pages.h). The conventions are those of pages.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/view/moderation_pages.h"

namespace view {

// templates/emergency.html. Section UNCHOSEN (the viewer has to choose where), repeated sections WHERE, WRITE, SLOW, LASTS (Options), LINKS_OFF (section: it is ticked), NOTE, FORM_ERROR or WHERE_ERROR (sections holding TEXT), section
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
    bool unchosen = false;
};

// templates/audit.html. ACTOR, ACTION, SUBJECT (what is looked for); section NOTHING or repeated section ROW: ID, AT_ISO, AT_TEXT (UTC), BY, WHAT, WHOM (section holding TEXT), DETAIL (JSON);
// OLDER (section holding BEFORE).
struct AuditLine {
    std::uint64_t id = 0;
    base::Time at{};
    std::string at_text;
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

// templates/rules.html. NOTE, FORM_ERROR (sections holding TEXT), repeated sections KIND, ROOM, SCOPE, ACTION, GROUND (Options), PATTERN, PATTERN_ERROR (section holding TEXT); TRIAL (section holding
// COUNT_TEXT, REMOVED_TEXT, repeated section CAUGHT: AUTHOR_ID, AUTHOR, PLACE, AT_TEXT, BODY); repeated section RULE: ID, WHAT, WHERE, WHO, CHANGE (section holding ID and repeated section ACTION: the
// viewer may change it) or FIXED (section holding TEXT); section NO_RULES.
struct RuleRow {
    std::uint64_t id = 0;
    std::string what;
    std::string where;
    std::string who;
    std::vector<Option> actions;
    std::optional<std::string> fixed;
};
struct CaughtRow {
    std::uint64_t author_id = 0;
    std::string author;
    std::string place;
    std::string at;
    std::string body;
};
struct TrialResult {
    std::string count_text;
    std::string removed_text;
    std::vector<CaughtRow> caught;
};
struct RulesPage {
    std::vector<Option> kinds;
    std::vector<Option> rooms;
    std::vector<Option> scopes;
    std::vector<Option> actions;
    std::vector<Option> grounds;
    std::string pattern;
    std::optional<TrialResult> trial{};
    std::vector<RuleRow> rules{};
    std::optional<std::string> note{};
    std::optional<std::string> form_error{};
    std::optional<std::string> pattern_error{};
};

}  // namespace view
