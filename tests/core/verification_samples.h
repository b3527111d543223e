// The member's page about their proof of age, in all its states.
#pragma once

#include <functional>
#include <string>

#include "core/view/verification_pages.h"

namespace support {

// `render`: of one page.
inline std::string verification_pages(const std::function<std::string(const view::VerificationPage&)>& render,
                                      const std::string& text) {
    view::VerificationPage begun{.note = text, .form_error = text, .proven = text, .openid_label = text};
    begun.ended = view::ProofEnd{.text = text, .at = text, .note = text};
    begun.begin = begun.offers_age_only = true;
    begun.type_error = text;
    view::VerificationPage draft;
    draft.draft = view::ProofDraft{
        .type = text,
        .steps = {{.name = "front", .title = text, .hint = text, .done = true, .error = text},
                  {.name = "back", .title = text, .hint = text, .optional = true},
                  {.name = "selfie", .title = text, .hint = text, .selfie = true, .error = text}},
        .ready = true};
    view::VerificationPage waiting;
    waiting.waiting = waiting.barred = text;
    view::VerificationPage full;
    full.begin = full.chosen_id_full = true;
    return render(begun) + render(draft) + render(waiting) + render(full);
}

}  // namespace support
