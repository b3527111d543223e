#include "fcgi/handlers/proof_words.h"

#include <fmt/format.h>

#include "core/base/tr.h"
#include "core/verification/dates.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/verification_words.h"

namespace fcgi::handlers {
namespace {

using enum store::ProofOutcome;
using verification::WarningKind;

std::string_view words_for(store::ProofOutcome outcome) {
    switch (outcome) {
        case unreadable:
            return base::tr("The pictures cannot be read");
        case no_document:
            return base::tr("It is no document that counts");
        case other_person:
            return base::tr("The selfie shows somebody else");
        case under_age:
            return base::tr("The person is under age");
        case document_expired:
            return base::tr("The document has run out");
        case name_differs:
            return base::tr("The name is not that of the account");
        case seen_before:
            return base::tr("Another account has shown this document");
        case other:
            return base::tr("Another reason");
        case withdrawn:
            return base::tr("Taken back by the member");
        case undecided:
            return base::tr("Not decided in time");
        case lost:
            return base::tr("Its pictures were lost");
        case ran_out:
            return base::tr("Run out");
        case revoked:
            return base::tr("Ended by a reviewer");
    }
    return {};
}

std::optional<std::string> text_or_none(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> day_text(const view::Language& language, const std::string& date) {
    const auto day = verification::date_in(date);
    if (!day) return text_or_none(date);
    return view::date_text(std::chrono::sys_days{*day}, language);
}

}  // namespace

std::string proof_type_text(const view::Language& language, store::VerificationType type) {
    return language.text(type == store::VerificationType::id_full ? base::tr("Age and name")
                                                                  : base::tr("Age alone"));
}

std::string refusal_text(const view::Language& language, store::ProofOutcome outcome) {
    return language.text(words_for(outcome));
}

std::string ending_text(const view::Language& language, store::VerificationStatus status,
                        const std::optional<store::ProofOutcome>& outcome) {
    if (status == store::VerificationStatus::approved) return language.text("Approved");
    const std::string why = outcome ? refusal_text(language, *outcome) : std::string();
    if (status != store::VerificationStatus::rejected) return why;
    const std::string refused = language.text("Refused");
    return why.empty() ? refused : refused + ": " + why;
}

std::string part_text(const view::Language& language, store::DocumentPart part) {
    return part == store::DocumentPart::selfie ? language.text("The member's face")
                                               : part_title(language, part);
}

std::string warning_text(const view::Language& language, const verification::Warning& warning) {
    switch (warning.kind) {
        case WarningKind::not_read_yet:
            return language.text("The machine has not looked at the pictures yet.");
        case WarningKind::nothing_read:
            return language.text("The machine could read nothing in the pictures.");
        case WarningKind::seen_elsewhere:
            return language.plural("{1} other member has shown this document.",
                                   "{1} other members have shown this document.", warning.count);
        case WarningKind::document_expired:
            return language.text("By what the machine has read the document has run out.");
        case WarningKind::under_age:
            return language.text("By what the machine has read the person is under age.");
        case WarningKind::birth_year:
            return language.text("The year of birth is not the one that the member told at sign-up.");
        case WarningKind::names:
            return language.text("The names are not those that the member told at sign-up.");
        case WarningKind::faces:
            return language.text("The machine finds the two faces unlike. Please compare them yourself.");
        case WarningKind::tries:
            return language.plural("The member has tried {1} time lately, with this one.",
                                   "The member has tried {1} times lately, with this one.", warning.count);
    }
    return {};
}

std::string span_text(const view::Language& language, std::uint64_t seconds) {
    constexpr std::uint64_t minute = 60;
    constexpr std::uint64_t hour = 60 * minute;
    constexpr std::uint64_t day = 24 * hour;
    if (seconds < hour) return language.plural("{1} minute", "{1} minutes", seconds / minute);
    if (seconds < 2 * day) return language.plural("{1} hour", "{1} hours", seconds / hour);
    return language.plural("{1} day", "{1} days", seconds / day);
}

view::ProofProposal proposal_of(const view::Language& language, const verification::Reading& reading,
                                base::Time now) {
    view::ProofProposal proposal{.birth = day_text(language, reading.birth_date),
                                 .expiry = day_text(language, reading.expiry_date),
                                 .number = text_or_none(reading.number),
                                 .names = text_or_none(reading.names),
                                 .state = text_or_none(reading.state)};
    if (const auto birth = verification::date_in(reading.birth_date))
        proposal.age = std::to_string(verification::age_on(verification::day_of(now), *birth));
    if (reading.faces) proposal.faces = fmt::format("{:.0f} %", *reading.faces * 100);
    return proposal;
}

}  // namespace fcgi::handlers
