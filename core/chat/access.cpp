#include "core/chat/access.h"

namespace chat {

std::optional<base::Error> refusal(store::AgeCategory age, const store::Lounge& lounge,
                                   base::RedLounges red_lounges) {
    if (lounge.closed) return base::Error{base::ErrorCode::lounge_closed};
    if (lounge.access == store::AccessLevel::main_lounge) return std::nullopt;
    const bool declared = age == store::AgeCategory::over_18_red && red_lounges == base::RedLounges::declared;
    if (!declared) return base::Error{base::ErrorCode::no_access};
    return std::nullopt;
}

base::Result<store::Lounge> open_lounge(db::Connection& connection, const accounts::Session& session,
                                        std::string_view slug, base::RedLounges red_lounges) {
    auto lounge = store::find_lounge(connection, slug);
    if (!lounge) return base::ErrorCode::unknown_lounge;
    if (const auto refused = refusal(session.age, *lounge, red_lounges)) return *refused;
    return std::move(*lounge);
}

}  // namespace chat
