// What the member's page about their proof of age shows; as view/pages.h. An optional text is a section of its name holding {{TEXT}}.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace view {

// One picture of an attempt that is being made. NAME ("front", part of addresses and ids), TITLE, HINT, sections DONE or MISSING, OPTIONAL, SELFIE (taken by the camera
// that looks at one), ERROR.
struct ProofStep {
    std::string name;
    std::string title;
    std::string hint;
    bool done = false;
    bool optional = false;
    bool selfie = false;
    std::optional<std::string> error{};
};

// How the last attempt ended. TEXT, AT, NOTE (the reviewer's own words).
struct ProofEnd {
    std::string text;
    std::string at;
    std::optional<std::string> note{};
};

// An attempt that is being made. TYPE, repeated section STEP, READY (it can be handed in).
struct ProofDraft {
    std::string type;
    std::vector<ProofStep> steps{};
    bool ready = false;
};

// templates/verification.html. NOTE, FORM_ERROR, PROVEN (holding UNTIL), sections ENDED, DRAFT, WAITING (holding AT), BEGIN (sections AGE_ONLY and ID_FULL, chosen: CHOSEN_AGE_ONLY,
// CHOSEN_ID_FULL; TYPE_ERROR), BARRED (TEXT: why nothing can be begun), OPENID (LABEL), PDF (files may be that).
struct VerificationPage {
    std::optional<std::string> note{};
    std::optional<std::string> form_error{};
    std::optional<std::string> proven{};  // until when
    std::optional<ProofEnd> ended{};
    std::optional<ProofDraft> draft{};
    std::optional<std::string> waiting{};  // since when
    bool begin = false;
    bool offers_age_only = false;
    bool chosen_id_full = false;
    std::optional<std::string> type_error{};
    std::optional<std::string> barred{};
    std::optional<std::string> openid_label{};
};

}  // namespace view
