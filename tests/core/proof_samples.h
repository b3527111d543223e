// The reviewers' pages with one text in every place, for tests of rendering.
#pragma once

#include <string>

#include "core/view/renderer.h"

namespace support {

inline view::ProofReviewPage proof_sample(const std::string& text) {
    view::ProofReviewPage page{.id = 7, .type = text, .age_text = text};
    page.holder = page.when = page.what = page.first = page.told_draft = page.revoke_draft = text;
    page.told = page.note = page.form_error = page.reason_error = page.told_error = page.revoke_error = text;
    page.warnings = {text, text};
    page.facts = view::ProofFacts{.first_name = text, .last_name = text, .birth_year = 1980, .names = true};
    page.pictures = {{"front", text}, {"selfie", text}};
    page.proposal = view::ProofProposal{text, text, text, text, text, text, text};
    page.approval = {.birth_date = text,
                     .expiry_date = text,
                     .number = text,
                     .seen_difference = true,
                     .birth_error = text,
                     .expiry_error = text,
                     .difference_error = text};
    page.reasons = {{text, text, true}, {text, text, false}};
    page.second_needed = page.revocable = true;
    return page;
}

inline std::string proof_samples(const view::Renderer& renderer, const view::Language& language,
                                 const view::Frame& frame, const std::string& text) {
    std::string pages;
    using enum view::ProofState;
    auto page = proof_sample(text);
    for (const auto state : {free, mine, taken, over}) {
        page.state = state;
        pages += renderer.page(language, frame, page);
    }
    view::ProofReviewPage bare{.id = 8, .type = text, .age_text = text, .state = mine};
    bare.approval.expiry_needed = true;
    pages += renderer.page(language, frame, bare);
    view::ProofReviewsPage queue{.count_text = text, .note = text, .asked = text, .asked_error = text};
    pages += renderer.page(language, frame, queue);
    queue.rows = {{1, text, text, true, {}, {}, text}, {2, text, text, false, text, text, {}}};
    queue.counts = {{text, text, 1, 2, text}};
    return pages + renderer.page(language, frame, queue);
}

}  // namespace support
