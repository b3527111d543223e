// Requests for removal: the form, what whoever asked sees of it, and what a case shows of it. The conventions are those of pages.h; grounds and times come translated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/view/option.h"

namespace view {

// templates/removal.html. LINK, repeated section GROUND (an Option), BODY_TEXT, CONTACT, section IS_TRUE; LINK_ERROR, GROUND_ERROR, BODY_ERROR, CONTACT_ERROR, TRUTH_ERROR, FORM_ERROR (sections
// holding TEXT).
struct RemovalPage {
    std::string link;
    std::vector<Option> grounds;
    std::string body;
    std::string contact;
    bool is_true = false;
    std::optional<std::string> link_error;
    std::optional<std::string> ground_error;
    std::optional<std::string> body_error;
    std::optional<std::string> contact_error;
    std::optional<std::string> truth_error;
    std::optional<std::string> form_error;
};

// templates/removal_state.html. CODE, ADDRESS (the whole of this page's), CASE_ID, GROUND, AT_TEXT, BODY_TEXT; sections LINK, ADDED (a note), ANSWER, NOTE, FORM_ERROR (each holding TEXT);
// exactly one of WAITS, ACTED, NOTHING, and section DECIDED (holding TEXT: when); MAY_ADD (section: the form, holding DRAFT and DRAFT_ERROR (section holding TEXT)).
struct RemovalStatePage {
    std::string code;
    std::string address;
    std::uint64_t case_id = 0;
    std::string ground;
    std::string at;
    std::string body;
    std::optional<std::string> link;
    std::optional<std::string> added;
    std::optional<std::string> answer;
    std::optional<std::string> decided;
    bool acted = false;
    bool may_add = false;
    std::string draft;
    std::optional<std::string> draft_error;
    std::optional<std::string> note;
    std::optional<std::string> form_error;
};

// Within case.html, repeated section REQUEST: GROUND, AT_TEXT, BODY; sections LINK (holding PATH), ADDED, CONTACT (each holding TEXT), CONTACT_SEALED (there is one, which the viewer
// does not see now), NO_CONTACT.
struct RemovalRow {
    std::string ground;
    std::string at;
    std::string body;
    std::optional<std::string> link;
    std::optional<std::string> added;
    bool has_contact = false;
    std::optional<std::string> contact;
};

// templates/_answer.html, included as {{>ANSWER}} within a form: what whoever asked is told. FIELD (its id), DRAFT, section REQUIRED, ERROR (section holding TEXT).
struct AnswerField {
    std::string draft;
    std::optional<std::string> error;
};

}  // namespace view
