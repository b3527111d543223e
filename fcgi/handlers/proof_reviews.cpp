// Proofs of age that wait for a reviewer, and how others have ended.
#include <algorithm>

#include "core/store/people.h"
#include "core/store/users.h"
#include "core/verification/review.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_words.h"
#include "fcgi/handlers/proof_form.h"
#include "fcgi/handlers/proof_words.h"

namespace fcgi::handlers {
namespace {

constexpr std::chrono::days month{30};
constexpr std::chrono::days year{365};

view::ProofRow row_of(Context& context, const store::Verification& attempt) {
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    view::ProofRow row{.id = attempt.id.value,
                       .type = proof_type_text(language, attempt.type),
                       .age_text = age_text(language, now - attempt.submitted_at.value_or(now))};
    if (attempt.first_reviewer) row.first = name_of_reviewer(context, *attempt.first_reviewer);
    if (!verification::is_held(attempt, now)) return row;
    row.mine = attempt.held_by == context.session()->user;
    if (row.mine) return row;
    row.taken_by = name_of_reviewer(context, *attempt.held_by);
    row.until = view::moment_text(*attempt.held_until, language);
    return row;
}

bool same_kind(const store::ProofCount& one, const store::ProofCount& other) {
    return one.type == other.type && one.way == other.way && one.status == other.status &&
           one.outcome == other.outcome;
}

// Counts of what happened, never whose it was.
std::vector<view::ProofCountRow> counts(Context& context) {
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    const auto lately = store::count_proofs(context.connection(), now - month);
    std::vector<view::ProofCountRow> rows;
    for (const auto& one : store::count_proofs(context.connection(), now - year)) {
        const auto recent =
            std::ranges::find_if(lately, [&](const auto& other) { return same_kind(one, other); });
        std::string type = proof_type_text(language, one.type);
        if (one.way == store::ProofWay::openid) type += " · OpenID";
        rows.push_back({.type = std::move(type),
                        .what = ending_text(language, one.status, one.outcome),
                        .month = recent == lately.end() ? 0 : recent->count,
                        .year = one.count,
                        .mean = span_text(language, one.mean_seconds)});
    }
    return rows;
}

base::Result<view::ProofReviewsPage> reviews_page(Context& context) {
    const auto waiting = verification::review_queue(context.connection(), context.session().value());
    if (!waiting) return waiting.error();
    view::ProofReviewsPage page;
    for (const auto& one : *waiting) page.rows.push_back(row_of(context, one));
    page.count_text = context.language().plural(
        "{1} proof of age waits. Whoever has waited longest comes first.",
        "{1} proofs of age wait. Whoever has waited longest comes first.",
        verification::waiting_for(context.connection(), context.session().value()).value_or(0));
    page.counts = counts(context);
    return page;
}

std::optional<std::string> note_of(Context& context) {
    const auto done = context.request().query.get("done");
    if (done == "approved") return context.language().text("Approved. The pictures are destroyed.");
    if (done == "first")
        return context.language().text("Your approval is noted. Another reviewer has the last word.");
    if (done == "rejected") return context.language().text("Refused. The pictures are destroyed.");
    return std::nullopt;
}

}  // namespace

std::string name_of_reviewer(Context& context, base::UserId id) {
    const auto user = store::find_user(context.connection(), id);
    const auto person = user && user->participant
                            ? store::find_person(context.connection(), *user->participant)
                            : std::nullopt;
    return person ? person->name : "#" + std::to_string(id.value);
}

base::Result<Response> show_proof_reviews(Context& context) {
    auto page = reviews_page(context);
    if (!page) return page.error();
    const std::string title = context.language().text("Proofs of age");
    page->note = note_of(context);
    if (!context.request().query.has("proof")) return context.page(200, title, *page);
    page->asked = context.request().query.get("proof");
    const base::VerificationId asked{parse_seq(page->asked).value_or(0)};
    const auto found = verification::find_for_review(context.connection(), context.session().value(), asked);
    if (found) return Response::redirect("/moderation/proofs/" + std::to_string(asked.value));
    page->asked_error = found.error().code == base::ErrorCode::not_found
                            ? context.language().text("No proof has this number.")
                            : context.language().text(found.error());
    return refused_page(context, found.error(), title, *page);
}

}  // namespace fcgi::handlers
