// Proofs of age as reviewers see them: what waits, and one of them. The conventions are those of pages.h; words, dates and times come translated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/view/option.h"

namespace view {

// templates/proof_reviews.html: what waits for a reviewer. COUNT_TEXT, NOTE, PROOF_ERROR (sections holding TEXT), PROOF (what was asked for), section NO_PROOFS; repeated section PROOF_ROW: ID, TYPE,
// AGE_TEXT, sections MINE, TAKEN (holding BY, UNTIL), FIRST (holding BY: who approved it first); section COUNTS (holding repeated section COUNT: TYPE, WHAT, MONTH, YEAR, MEAN) or NO_COUNTS.
struct ProofRow {
    std::uint64_t id = 0;
    std::string type{};
    std::string age_text{};
    bool mine = false;
    std::string taken_by{};  // empty: nobody has it
    std::string until{};
    std::string first{};  // empty: nobody has approved it yet
};
struct ProofCountRow {
    std::string type{};
    std::string what{};
    std::uint64_t month = 0;
    std::uint64_t year = 0;
    std::string mean{};
};
struct ProofReviewsPage {
    std::string count_text{};
    std::vector<ProofRow> rows{};
    std::vector<ProofCountRow> counts{};
    std::optional<std::string> note{};
    std::string asked{};
    std::optional<std::string> asked_error{};
};

// What is told of an account to whoever decides about it: section FACTS, holding BIRTH_YEAR, and section NAMES (holding FIRST_NAME, LAST_NAME).
struct ProofFacts {
    std::string first_name{};
    std::string last_name{};
    unsigned birth_year = 0;
    bool names = false;  // they are part of what is proven
};

// Section PROPOSAL (what the machine has read): sections BIRTH (holding TEXT), AGE, EXPIRY, NUMBER, NAMES_READ, STATE, FACES, each holding TEXT.
struct ProofProposal {
    std::optional<std::string> birth{};
    std::optional<std::string> age{};
    std::optional<std::string> expiry{};
    std::optional<std::string> number{};
    std::optional<std::string> names{};
    std::optional<std::string> state{};
    std::optional<std::string> faces{};
};

struct ProofPicture {
    std::string part{};  // "front"
    std::string name{};  // "Front of the document"
};

// The form that approves: BIRTH_DATE, EXPIRY_DATE, NUMBER, sections SEEN_DIFFERENCE (it is ticked), EXPIRY_NEEDED; BIRTH_ERROR, EXPIRY_ERROR, DIFFERENCE_ERROR (sections holding TEXT).
struct ProofApproval {
    std::string birth_date{};
    std::string expiry_date{};
    std::string number{};
    bool expiry_needed = false;
    bool seen_difference = false;
    std::optional<std::string> birth_error{};
    std::optional<std::string> expiry_error{};
    std::optional<std::string> difference_error{};
};

// templates/proof_review.html. ID, TYPE, AGE_TEXT, FORM_ERROR, NOTE (sections holding TEXT), FIRST (section holding BY); exactly one of FREE, MINE (holding UNTIL), TAKEN (holding BY, UNTIL),
// OVER (holding WHAT, AT_TEXT, TOLD (section holding TEXT)); ACTS (section, when it is the viewer's): repeated section WARNING (holding TEXT) in section WARNINGS, FACTS, repeated section PICTURE (holding
// ID, PART, NAME), PROPOSAL or NO_PROPOSAL, the form that approves (section SECOND: somebody else has to approve it too), the form that refuses: repeated section REASON (an Option),
// TOLD_DRAFT, REASON_ERROR, TOLD_ERROR (sections holding TEXT); REVOKE (section, of an approved one, holding REVOKE_DRAFT, REVOKE_ERROR).
enum class ProofState { free, mine, taken, over };
struct ProofReviewPage {
    std::uint64_t id = 0;
    std::string type{};
    std::string age_text{};
    ProofState state = ProofState::free;
    std::string holder{};
    std::string when{};
    std::string what{};
    std::optional<std::string> told{};
    std::string first{};  // who approved it first; empty: nobody
    bool second_needed = false;
    std::vector<std::string> warnings{};
    std::optional<ProofFacts> facts{};
    std::vector<ProofPicture> pictures{};
    std::optional<ProofProposal> proposal{};
    ProofApproval approval{};
    std::vector<Option> reasons{};
    std::string told_draft{};
    std::optional<std::string> reason_error{};
    std::optional<std::string> told_error{};
    bool revocable = false;
    std::string revoke_draft{};
    std::optional<std::string> revoke_error{};
    std::optional<std::string> note{};
    std::optional<std::string> form_error{};
};

}  // namespace view
