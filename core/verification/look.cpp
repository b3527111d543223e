// What a reviewer is shown of an attempt.
#include <fmt/format.h>

#include "core/base/ascii.h"
#include "core/verification/review.h"
#include "core/verification/review_access.h"

namespace verification {
namespace {

using base::ErrorCode;
using store::DocumentPart;

constexpr std::string_view looked = "verification.look";

std::optional<DocumentPart> picture_named(std::string_view name) {
    for (const auto part : {DocumentPart::front, DocumentPart::back, DocumentPart::selfie})
        if (name == base::lower_case(std::string(store::name_of(part)))) return part;
    return std::nullopt;
}

std::optional<store::VerificationDocument> document_of(db::Connection& connection, base::VerificationId id,
                                                       std::optional<DocumentPart> part) {
    for (auto& document : store::documents_of(connection, id))
        if (document.part == part) return std::move(document);
    return std::nullopt;
}

// Whose look it was, when, and of what: of a picture of the screen too.
std::string mark_of(const House& house, const accounts::Session& session, base::VerificationId id) {
    std::string at = base::to_iso8601(house.clock.now()).substr(0, 16);
    at[10] = ' ';
    return fmt::format("{} · #{} · {} UTC · {}", session.participant.name, session.user->value, at, id.value);
}

nlohmann::json detail_of(std::optional<DocumentPart> part) {
    return part ? nlohmann::json{{"part", store::name_of(*part)}} : nlohmann::json::object();
}

// The bytes, once it is on record that they are shown. Whoever may not look learns no more about a part that there never is.
base::Result<std::string> open_part(db::Connection& connection, const House& house,
                                    const accounts::Session& session, base::VerificationId id,
                                    std::optional<DocumentPart> part) {
    return db::transact_result(connection, [&](db::Connection& inside) -> base::Result<std::string> {
        const auto held = lock_held(inside, house, session, id);
        if (!held) return held.error();
        const auto document = document_of(inside, id, part);
        if (!document) return ErrorCode::not_found;
        auto bytes = house.vault.get(document->name);
        if (!bytes) return ErrorCode::document_gone;
        note(inside, house, session, looked, id, detail_of(part));
        return std::move(*bytes);
    });
}

}  // namespace

base::Result<std::string> look(db::Connection& connection, const House& house,
                               const media::ConfinedDocuments& pictures, const accounts::Session& session,
                               base::VerificationId id, std::string_view name) {
    const auto part = picture_named(name);
    const auto bytes = open_part(connection, house, session, id, part);
    if (!bytes) {
        note_refused(connection, house, session, looked, id, bytes.error(), detail_of(part));
        return bytes;
    }
    house.log.keep_head(connection);
    return pictures.marked(*bytes, mark_of(house, session, id));
}

base::Result<std::optional<Reading>> look_at_reading(db::Connection& connection, const House& house,
                                                     const accounts::Session& session,
                                                     base::VerificationId id) {
    auto bytes = open_part(connection, house, session, id, DocumentPart::reading);
    if (bytes) {
        house.log.keep_head(connection);
        return reading_in(*bytes);
    }
    const auto code = bytes.error().code;
    if (code == ErrorCode::not_found || code == ErrorCode::document_gone) {
        // There is none for them to see either, where there is no attempt for them.
        if (const auto found = find_for_review(connection, session, id)) return std::optional<Reading>{};
    }
    note_refused(connection, house, session, looked, id, bytes.error(), detail_of(DocumentPart::reading));
    return bytes.error();
}

}  // namespace verification
