#include "fcgi/handlers/verification_words.h"

#include <array>

#include "core/base/tr.h"

namespace fcgi::handlers {
namespace {

using base::tr;
using store::DocumentPart;
using store::ProofOutcome;

constexpr std::array<std::pair<DocumentPart, std::string_view>, 3> words{
    {{DocumentPart::front, "front"}, {DocumentPart::back, "back"}, {DocumentPart::selfie, "selfie"}}};

std::string_view outcome_text(ProofOutcome outcome) {
    switch (outcome) {
        case ProofOutcome::unreadable:
            return tr(
                "Refused: the pictures cannot be read. Please take them in good light, sharp and whole.");
        case ProofOutcome::no_document:
            return tr("Refused: this is no official document with a photograph and a date of birth.");
        case ProofOutcome::other_person:
            return tr("Refused: the face and the photograph on the document are not the same person's.");
        case ProofOutcome::under_age:
            return tr("Refused: by this document you are under age.");
        case ProofOutcome::document_expired:
            return tr("Refused: the document has run out. Please send a valid one.");
        case ProofOutcome::name_differs:
            return tr("Refused: the name on the document is not that of your account.");
        case ProofOutcome::seen_before:
            return tr("Refused: this document has been used for another account.");
        case ProofOutcome::other:
            return tr("Refused.");
        case ProofOutcome::withdrawn:
            return tr("You took it back. The pictures are destroyed.");
        case ProofOutcome::undecided:
            return tr(
                "Nobody decided within 14 days, so the pictures were destroyed. Please send them again.");
        case ProofOutcome::lost:
            return tr(
                "The pictures were lost when the house was restored from a backup. Please send them again.");
        case ProofOutcome::ran_out:
            return tr("Your proof of age has run out. Please prove it again.");
        case ProofOutcome::revoked:
            break;
    }
    return tr("Your proof of age was taken back by a reviewer.");
}

std::string_view title_of(DocumentPart part) {
    if (part == DocumentPart::front) return tr("The document");
    if (part == DocumentPart::back) return tr("Its back");
    return tr("Your face");
}

std::string_view hint_of(DocumentPart part, store::VerificationType type) {
    const bool full = type == store::VerificationType::id_full;
    if (part == DocumentPart::back)
        return tr(
            "The other side of a card. A passport has none. A picture, or the first page of a PDF, of at most 10 MB.");
    if (part == DocumentPart::selfie)
        return tr(
            "As you are now, looking into the camera, without glasses or cap if you can. JPEG, PNG or WebP of at most 10 MB.");
    return full
               ? tr("Passport, identity card or driving licence: the whole side with your photograph. A picture, or the first page of a PDF, of at most 10 MB.")
               : tr("Passport, identity card or driving licence. You may cover everything but the photograph and the date of birth. A picture, or the first page of a PDF, of at most 10 MB.");
}

}  // namespace

std::string type_text(const view::Language& language, store::VerificationType type) {
    return language.text(type == store::VerificationType::id_full ? tr("Who I am")
                                                                  : tr("That I am an adult"));
}

std::string end_text(const view::Language& language, const store::Verification& attempt) {
    return language.text(outcome_text(attempt.outcome.value_or(ProofOutcome::other)));
}

std::string part_title(const view::Language& language, DocumentPart part) {
    return language.text(title_of(part));
}

std::string part_hint(const view::Language& language, DocumentPart part, store::VerificationType type) {
    return language.text(hint_of(part, type));
}

std::optional<DocumentPart> part_named(std::string_view word) {
    for (const auto& [part, name] : words)
        if (name == word) return part;
    return std::nullopt;
}

std::string_view word_of(DocumentPart part) {
    for (const auto& [one, name] : words)
        if (one == part) return name;
    return {};
}

}  // namespace fcgi::handlers
