#include "core/chat/access.h"

#include "core/chat/seats.h"

namespace chat {

std::optional<base::Error> refusal(store::AgeCategory age, const store::Lounge& lounge,
                                   base::RedLounges red_lounges) {
    if (lounge.closed) return base::Error{base::ErrorCode::lounge_closed};
    if (lounge.access == store::AccessLevel::main_lounge) return std::nullopt;
    const bool declared = age == store::AgeCategory::over_18_red && red_lounges == base::RedLounges::declared;
    if (!declared) return base::Error{base::ErrorCode::no_access};
    return std::nullopt;
}

std::optional<base::Error> mute_of(const store::Participant& person, base::Time now) {
    const auto& until = person.muted_until;
    if (until && *until > now) return base::Error{base::ErrorCode::muted, *until - now};
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

std::set<base::LoungeId> readable(db::Connection& connection, const store::Hearer& who,
                                  const std::vector<base::LoungeId>& lounges, base::RedLounges red_lounges) {
    Seats::Lounges found;
    std::vector<store::Seat> wanted;
    for (auto& lounge : store::find_lounges(connection, lounges)) {
        wanted.emplace_back(lounge.id, who.id);
        found.emplace(lounge.id, std::move(lounge));
    }
    Seats seats;
    seats.find(connection, found, wanted);
    std::set<base::LoungeId> readable;
    for (const auto& [id, lounge] : found) {
        if (!refusal(who.age, lounge, red_lounges) && !seats.shut_out(lounge, who.id)) readable.insert(id);
    }
    return readable;
}

base::Result<Entrance> enter_lounge(db::Connection& connection, const House& house,
                                    const accounts::Session& session, std::string_view slug) {
    auto lounge = accessible_lounge(connection, session, slug, house.config.red_lounges);
    if (!lounge) return lounge.error();
    const Place place = come_in(connection, house, *lounge, session);
    return Entrance{.lounge = std::move(*lounge), .place = place};
}

}  // namespace chat
