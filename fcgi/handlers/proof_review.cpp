// One proof of age before a reviewer: what it shows, and how it ends.
#include <array>

#include "core/store/users.h"
#include "core/verification/review.h"
#include "core/verification/warnings.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/moderation_words.h"
#include "fcgi/handlers/proof_form.h"
#include "fcgi/handlers/proof_words.h"
#include "fcgi/handlers/verification_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;
using store::ProofOutcome;

constexpr std::array reasons{ProofOutcome::unreadable,       ProofOutcome::no_document,
                             ProofOutcome::other_person,     ProofOutcome::under_age,
                             ProofOutcome::document_expired, ProofOutcome::name_differs,
                             ProofOutcome::seen_before,      ProofOutcome::other};

base::VerificationId asked(Context& context) { return base::VerificationId{id_in_path(context)}; }

std::string path_of(base::VerificationId id) { return "/moderation/proofs/" + std::to_string(id.value); }

std::string_view field(Context& context, std::string_view name) { return context.request().fields.get(name); }

void add_state(Context& context, const store::Verification& attempt, view::ProofReviewPage& page) {
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    if (!attempt.open()) {
        page.state = view::ProofState::over;
        page.what = ending_text(language, attempt.status, attempt.outcome);
        page.when = view::moment_text(attempt.decided_at.value_or(now), language);
        if (!attempt.note.empty()) page.told = attempt.note;
        page.revocable = attempt.status == store::VerificationStatus::approved;
        page.revoke_draft = field(context, "told");
    } else if (verification::is_held(attempt, now)) {
        const bool mine = attempt.held_by == context.session()->user;
        page.state = mine ? view::ProofState::mine : view::ProofState::taken;
        if (!mine) page.holder = name_of_reviewer(context, *attempt.held_by);
        page.when = view::moment_text(*attempt.held_until, language);
    }
}

void add_pictures(Context& context, base::VerificationId id, view::ProofReviewPage& page) {
    for (const auto& document : store::documents_of(context.connection(), id)) {
        if (document.part == store::DocumentPart::reading) continue;
        page.pictures.push_back({.part = std::string(word_of(document.part)),
                                 .name = part_text(context.language(), document.part)});
    }
}

// What was typed, if this is the form come back; else what the machine proposes.
void add_approval(Context& context, const store::Verification& attempt,
                  const std::optional<verification::Reading>& reading, view::ProofReviewPage& page) {
    auto& form = page.approval;
    form.expiry_needed = attempt.type == store::VerificationType::id_full;
    if (context.request().fields.has("birthDate")) {
        form.birth_date = field(context, "birthDate");
        form.expiry_date = field(context, "expiryDate");
        form.number = field(context, "number");
        form.seen_difference = field(context, "differenceSeen") == "yes";
    } else if (reading) {
        form.birth_date = reading->birth_date;
        form.expiry_date = reading->expiry_date;
        form.number = reading->number;
    }
    page.second_needed =
        context.services().config.verification.dual_control && form.expiry_needed && !attempt.first_reviewer;
}

void add_rejection(Context& context, view::ProofReviewPage& page) {
    const auto chosen = field(context, "reason");
    for (const auto reason : reasons)
        page.reasons.push_back({.value = std::string(store::name_of(reason)),
                                .text = refusal_text(context.language(), reason),
                                .chosen = store::name_of(reason) == chosen});
    page.told_draft = field(context, "told");
}

view::ProofFacts facts_of(const store::User& user, store::VerificationType type) {
    view::ProofFacts facts{.birth_year = user.birth_year};
    facts.names = type == store::VerificationType::id_full;
    if (facts.names) {
        facts.first_name = user.first_name;
        facts.last_name = user.last_name;
    }
    return facts;
}

// For whoever has it before them, and nobody else.
void add_acts(Context& context, const store::Verification& attempt, view::ProofReviewPage& page) {
    const Services& services = context.services();
    const auto looked = verification::look_at_reading(context.connection(), services.verification_house(),
                                                      context.session().value(), attempt.id);
    if (!looked) return;
    const auto user = store::find_user(context.connection(), attempt.user);
    const auto now = services.clock.now();
    if (user) {
        page.facts = facts_of(*user, attempt.type);
        for (const auto& warning :
             verification::warnings_of(context.connection(), services.config, attempt, *looked, *user, now))
            page.warnings.push_back(warning_text(context.language(), warning));
    }
    if (*looked) page.proposal = proposal_of(context.language(), **looked, now);
    add_pictures(context, attempt.id, page);
    add_approval(context, attempt, *looked, page);
    add_rejection(context, page);
}

view::ProofReviewPage review_page(Context& context, const store::Verification& attempt) {
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    view::ProofReviewPage page{.id = attempt.id.value,
                               .type = proof_type_text(language, attempt.type),
                               .age_text = age_text(language, now - attempt.submitted_at.value_or(now))};
    if (attempt.first_reviewer) page.first = name_of_reviewer(context, *attempt.first_reviewer);
    add_state(context, attempt, page);
    if (page.state == view::ProofState::mine) add_acts(context, attempt, page);
    return page;
}

// A form that was refused. Whoever may not see the attempt is told no more than that.
template <class Place>
base::Result<Response> shown_again(Context& context, const base::Error& error, Place&& place) {
    const auto found =
        verification::find_for_review(context.connection(), context.session().value(), asked(context));
    if (!found) return found.error();
    if (context.request().wants_json) return error;
    view::ProofReviewPage page = review_page(context, *found);
    place(page) = context.language().text(error);
    return refused_page(context, error, page.type, page);
}

base::Result<Response> held_or_not(Context& context, const base::Result<store::Verification>& changed) {
    if (changed) return Response::redirect(path_of(changed->id));
    return shown_again(
        context, changed.error(), [](auto& page) -> auto& { return page.form_error; });
}

std::optional<std::string>& place_of(const base::Error& error, view::ProofReviewPage& page) {
    switch (error.code) {
        case ErrorCode::review_birth_date:
        case ErrorCode::review_under_age:
            return page.approval.birth_error;
        case ErrorCode::review_document_expired:
            return page.approval.expiry_error;
        case ErrorCode::review_mismatch:
            return page.approval.difference_error;
        case ErrorCode::review_reason:
            return page.reason_error;
        case ErrorCode::review_text_long:
            return page.revocable ? page.revoke_error : page.told_error;
        default:
            return page.form_error;
    }
}

base::Result<Response> refused(Context& context, const base::Error& error) {
    return shown_again(
        context, error, [&](auto& page) -> auto& { return place_of(error, page); });
}

}  // namespace

base::Result<Response> show_proof_review(Context& context) {
    const auto found =
        verification::find_for_review(context.connection(), context.session().value(), asked(context));
    if (!found) return found.error();
    auto page = review_page(context, *found);
    if (context.request().query.has("ended")) page.note = context.language().text("It counts no more.");
    return context.page(200, page.type, page);
}

base::Result<Response> take_proof(Context& context) {
    return held_or_not(context,
                       verification::take(context.connection(), context.services().verification_house(),
                                          context.session().value(), asked(context)));
}

base::Result<Response> release_proof(Context& context) {
    return held_or_not(context,
                       verification::release(context.connection(), context.services().verification_house(),
                                             context.session().value(), asked(context)));
}

// Nothing of it is kept anywhere: each look asks again, and nginx holds it in memory alone (chatroom.conf.in).
base::Result<Response> show_proof_picture(Context& context) {
    const Services& services = context.services();
    auto picture = verification::look(context.connection(), services.verification_house(), services.documents,
                                      context.session().value(), asked(context), context.path("part"));
    if (!picture) return picture.error();
    Response response = Response::text("image/jpeg", std::move(*picture));
    response.set("Content-Disposition", "inline; filename=\"document.jpg\"");
    response.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    return response;
}

base::Result<Response> approve_proof(Context& context) {
    const auto done = verification::approve(context.connection(), context.services().verification_house(),
                                            context.session().value(), asked(context),
                                            {.birth_date = std::string(field(context, "birthDate")),
                                             .expiry_date = std::string(field(context, "expiryDate")),
                                             .number = typed_text(context, "number"),
                                             .difference_seen = field(context, "differenceSeen") == "yes"});
    if (!done) return refused(context, done.error());
    const bool whole = *done == verification::Approved::whole;
    return Response::redirect(whole ? "/moderation/proofs?done=approved" : "/moderation/proofs?done=first");
}

base::Result<Response> reject_proof(Context& context) {
    const auto done = verification::reject(context.connection(), context.services().verification_house(),
                                           context.session().value(), asked(context),
                                           {.outcome = store::parse_proof_outcome(field(context, "reason")),
                                            .note = typed_text(context, "told")});
    if (!done) return refused(context, done.error());
    return Response::redirect("/moderation/proofs?done=rejected");
}

base::Result<Response> revoke_proof(Context& context) {
    const auto done =
        verification::revoke(context.connection(), context.services().verification_house(),
                             context.session().value(), asked(context), typed_text(context, "told"));
    if (!done) return refused(context, done.error());
    return Response::redirect(path_of(done->id) + "?ended=1");
}

}  // namespace fcgi::handlers
