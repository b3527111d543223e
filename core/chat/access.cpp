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

namespace {

base::Result<store::Lounge> accessible_lounge(db::Connection& connection, const accounts::Session& session,
                                              std::string_view slug, base::RedLounges red_lounges) {
    auto lounge = store::find_lounge(connection, slug);
    if (!lounge) return base::ErrorCode::unknown_lounge;
    if (const auto refused = refusal(session.age, *lounge, red_lounges)) return *refused;
    return std::move(*lounge);
}

}  // namespace

base::Result<store::Lounge> open_lounge(db::Connection& connection, const accounts::Session& session,
                                        std::string_view slug, base::RedLounges red_lounges) {
    auto lounge = accessible_lounge(connection, session, slug, red_lounges);
    if (lounge && !has_place(connection, *lounge, session.participant.id)) return base::ErrorCode::waiting;
    return lounge;
}

base::Result<Entrance> enter_lounge(db::Connection& connection, const House& house,
                                    const accounts::Session& session, std::string_view slug) {
    auto lounge = accessible_lounge(connection, session, slug, house.config.red_lounges);
    if (!lounge) return lounge.error();
    const Place place = come_in(connection, house, *lounge, session);
    return Entrance{.lounge = std::move(*lounge), .place = place};
}

}  // namespace chat
