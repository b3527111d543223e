#include "core/chat/access.h"

#include "core/accounts/roles.h"
#include "core/chat/seats.h"
#include "core/store/moderation_actions.h"

namespace chat {

std::optional<base::Error> red_refusal(const store::Age& age, base::RedLounges red_lounges, base::Time now) {
    if (age.proven(now)) return std::nullopt;
    if (red_lounges == base::RedLounges::verified) return base::Error{base::ErrorCode::age_unproven};
    if (age.declared != store::AgeCategory::over_18_red) return base::Error{base::ErrorCode::no_access};
    return std::nullopt;
}

std::optional<base::Error> refusal(const store::Age& age, const store::Lounge& lounge,
                                   base::RedLounges red_lounges, base::Time now) {
    if (lounge.closed) return base::Error{base::ErrorCode::lounge_closed};
    if (lounge.access == store::AccessLevel::main_lounge) return std::nullopt;
    return red_refusal(age, red_lounges, now);
}

std::optional<base::Error> status_refusal(store::AccountStatus status) {
    switch (status) {
        case store::AccountStatus::active:
            return std::nullopt;
        case store::AccountStatus::suspended:
        case store::AccountStatus::banned:
            return base::Error{base::ErrorCode::banned};
        case store::AccountStatus::deleted:
            break;
    }
    return base::Error{base::ErrorCode::session_ended};
}

std::optional<base::Error> mute_of(const store::Participant& person, base::Time now) {
    const auto& until = person.muted_until;
    if (until && *until > now) return base::Error{base::ErrorCode::muted, *until - now};
    return std::nullopt;
}

std::optional<base::Error> kick_of(db::Connection& connection, const store::Participant& person,
                                   base::LoungeId lounge, base::Time now) {
    if (!person.kicked_until || *person.kicked_until <= now) return std::nullopt;
    const auto kicks = store::kicks_of(connection, {person.id}, now);
    const auto found = kicks.find({lounge, person.id});
    if (found == kicks.end()) return std::nullopt;
    return base::Error{base::ErrorCode::kicked, found->second - now};
}

namespace {

// What was said in a lounge that is closed now is there for those who moderate it.
bool looks_back(db::Connection& connection, const accounts::Session& session, const store::Lounge& lounge) {
    return !accounts::refusal(connection, session, accounts::Act::moderate, lounge.room.id);
}

// What keeps somebody out whatever place they have.
std::optional<base::Error> barred(db::Connection& connection, const House& house,
                                  const accounts::Session& session, const store::Lounge& lounge) {
    auto seen = lounge;
    seen.closed = lounge.closed && !looks_back(connection, session, lounge);
    if (const auto refused = refusal(session.age, seen, house.config.red_lounges, house.clock.now()))
        return refused;
    return kick_of(connection, session.participant, lounge.id, house.clock.now());
}

base::Result<store::Lounge> accessible_lounge(db::Connection& connection, const House& house,
                                              const accounts::Session& session, std::string_view slug) {
    auto lounge = store::find_lounge(connection, slug);
    if (!lounge) return base::ErrorCode::unknown_lounge;
    if (const auto refused = barred(connection, house, session, *lounge)) return *refused;
    return std::move(*lounge);
}

}  // namespace

std::optional<base::Error> closed_to(db::Connection& connection, const House& house,
                                     const accounts::Session& session, const store::Lounge& lounge) {
    if (auto refused = barred(connection, house, session, lounge)) return refused;
    if (has_place(connection, lounge, session.participant.id)) return std::nullopt;
    return base::Error{base::ErrorCode::waiting};
}

base::Result<store::Lounge> open_lounge(db::Connection& connection, const House& house,
                                        const accounts::Session& session, std::string_view slug) {
    auto lounge = accessible_lounge(connection, house, session, slug);
    if (lounge && !has_place(connection, *lounge, session.participant.id)) return base::ErrorCode::waiting;
    return lounge;
}

std::set<base::LoungeId> readable(db::Connection& connection, const store::Hearer& who,
                                  const std::vector<base::LoungeId>& lounges, base::RedLounges red_lounges,
                                  base::Time now) {
    Seats::Lounges found;
    std::vector<store::Seat> wanted;
    for (auto& lounge : store::find_lounges(connection, lounges)) {
        wanted.emplace_back(lounge.id, who.id);
        found.emplace(lounge.id, std::move(lounge));
    }
    Seats seats;
    seats.find(connection, found, wanted);
    const auto kicks = store::kicks_of(connection, {who.id}, now);
    std::set<base::LoungeId> readable;
    for (const auto& [id, lounge] : found) {
        if (kicks.contains({id, who.id})) continue;
        if (!refusal(who.age, lounge, red_lounges, now) && !seats.shut_out(lounge, who.id))
            readable.insert(id);
    }
    return readable;
}

base::Result<Entrance> enter_lounge(db::Connection& connection, const House& house,
                                    const accounts::Session& session, std::string_view slug) {
    auto lounge = accessible_lounge(connection, house, session, slug);
    if (!lounge) return lounge.error();
    const Place place = come_in(connection, house, *lounge, session);
    return Entrance{.lounge = std::move(*lounge), .place = place};
}

}  // namespace chat
