// A member's proof of age: how it stands, begun, pictures sent, handed in, taken back.
#include "core/verification/attempt.h"

#include <algorithm>

#include "core/base/tr.h"
#include "core/view/locale_text.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"
#include "fcgi/handlers/verification_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;
using base::tr;
using store::DocumentPart;
using store::VerificationStatus;
using store::VerificationType;

constexpr const char* address = "/account/verification";

std::optional<std::string> note_of(Context& context) {
    const auto done = context.request().query.get("done");
    if (done == "sent") return context.language().text(tr("The picture has arrived."));
    if (done == "taken-back")
        return context.language().text(tr("You took it back. The pictures are destroyed."));
    if (done == "proven") return context.language().text(tr("Your age is proven. Welcome."));
    return std::nullopt;
}

// A body that nginx does not let in comes back here.
std::optional<std::string> error_in_query(Context& context) {
    if (context.request().query.get("error") != base::wire_code(ErrorCode::document_bytes))
        return std::nullopt;
    return context.language().text(base::Error{ErrorCode::document_bytes});
}

view::ProofDraft draft_of(Context& context, const store::Verification& attempt) {
    const auto& language = context.language();
    const auto documents = store::documents_of(context.connection(), attempt.id);
    view::ProofDraft draft{.type = type_text(language, attempt.type), .ready = true};
    for (const auto& [part, needed] : verification::parts_of(attempt.type)) {
        const bool done =
            std::ranges::any_of(documents, [part = part](const auto& one) { return one.part == part; });
        draft.steps.push_back({.name = std::string(word_of(part)),
                               .title = part_title(language, part),
                               .hint = part_hint(language, part, attempt.type),
                               .done = done,
                               .optional = !needed,
                               .selfie = part == DocumentPart::selfie});
        draft.ready = draft.ready && (done || !needed);
    }
    return draft;
}

void offer_begin(Context& context, view::VerificationPage& page) {
    const auto& session = member_of(context);
    const auto refusal = [&](VerificationType type) {
        return verification::begin_refusal(context.connection(), context.services().config, session, type,
                                           context.services().clock.now());
    };
    page.offers_age_only = !refusal(VerificationType::age_only);
    const auto full = refusal(VerificationType::id_full);
    page.begin = page.offers_age_only || !full;
    if (!page.begin && full->code == ErrorCode::verification_tries)
        page.barred = context.language().text(*full);
    const auto& openid = context.services().config.verification.openid;
    if (openid && !session.age.proven(context.services().clock.now())) page.openid_label = openid->label;
}

std::optional<view::ProofEnd> end_of(Context& context, const store::Verification& attempt) {
    if (attempt.open() || attempt.status == VerificationStatus::approved) return std::nullopt;
    const auto at = attempt.outcome == store::ProofOutcome::ran_out ? attempt.expires_at : attempt.decided_at;
    return view::ProofEnd{.text = end_text(context.language(), attempt),
                          .at = at ? view::date_text(*at, context.language()) : "",
                          .note = attempt.note.empty() ? std::nullopt : std::optional(attempt.note)};
}

view::VerificationPage page_of(Context& context) {
    view::VerificationPage page;
    const auto& session = member_of(context);
    const auto attempts = store::verifications_of(context.connection(), *session.user);
    if (session.age.proven(context.services().clock.now()))
        page.proven = view::date_text(session.age.proven_until, context.language());
    const auto open = std::ranges::find_if(attempts, [](const auto& one) { return one.open(); });
    if (open != attempts.end()) {
        if (open->submitted_at)
            page.waiting = view::moment_text(*open->submitted_at, context.language());
        else
            page.draft = draft_of(context, *open);
    } else {
        offer_begin(context, page);
    }
    if (!attempts.empty()) page.ended = end_of(context, attempts.front());
    return page;
}

Response show(Context& context, int status, const view::VerificationPage& page) {
    Response response = context.page(status, context.language().text("Proof of age"), page);
    // Of all pages this one alone may ask for the camera.
    response.set("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=(), usb=()");
    return response;
}

Response again(Context& context, const base::Error& error, std::optional<DocumentPart> part = std::nullopt) {
    auto page = page_of(context);
    auto text = context.language().text(error);
    const auto step = [&]() -> view::ProofStep* {
        if (!page.draft || !part) return nullptr;
        const auto found = std::ranges::find(page.draft->steps, word_of(*part), &view::ProofStep::name);
        return found == page.draft->steps.end() ? nullptr : &*found;
    }();
    if (step != nullptr)
        step->error = std::move(text);
    else if (error.code == ErrorCode::verification_kind && page.begin)
        page.type_error = std::move(text);
    else
        page.form_error = std::move(text);
    Response response = show(context, base::http_status(error.code), page);
    set_retry_after(response, error);
    return response;
}

std::optional<VerificationType> typed(std::string_view text) {
    for (const auto type : {VerificationType::age_only, VerificationType::id_full})
        if (store::name_of(type) == text) return type;
    return std::nullopt;
}

}  // namespace

base::Result<Response> show_verification(Context& context) {
    auto page = page_of(context);
    page.note = note_of(context);
    page.form_error = error_in_query(context);
    return show(context, page.form_error ? base::http_status(ErrorCode::document_bytes) : 200, page);
}

base::Result<Response> begin_verification(Context& context) {
    const auto type = typed(context.request().fields.get("type"));
    if (!type) return again(context, {ErrorCode::verification_kind});
    const auto begun = verification::begin(context.connection(), context.services().verification_house(),
                                           member_of(context), *type);
    if (!begun) return again(context, begun.error());
    return Response::redirect(address);
}

base::Result<Response> add_document(Context& context) {
    const auto part = part_named(context.path("part"));
    if (!part) return ErrorCode::not_found;
    const Services& services = context.services();
    const auto added =
        verification::add_picture(context.connection(), services.verification_house(), services.limit_house(),
                                  services.documents, member_of(context), *part, context.request().upload());
    if (!added) return again(context, added.error(), part);
    return Response::redirect(std::string(address) + "?done=sent#" + std::string(word_of(*part)));
}

base::Result<Response> hand_in_verification(Context& context) {
    const auto handed_in = verification::hand_in(context.connection(),
                                                 context.services().verification_house(), member_of(context));
    if (!handed_in) return again(context, handed_in.error());
    return Response::redirect(address);
}

Response verification_refused(Context& context, const base::Error& error) {
    if (!is_member(context)) return error_response(context, error, false);
    const auto segments = context.request().segments;
    return again(context, error, segments.empty() ? std::nullopt : part_named(segments.back()));
}

base::Result<Response> take_back_verification(Context& context) {
    const auto ended = verification::take_back(context.connection(), context.services().verification_house(),
                                               member_of(context));
    if (!ended) return again(context, ended.error());
    return Response::redirect(std::string(address) + "?done=taken-back");
}

}  // namespace fcgi::handlers
