#include "core/accounts/member_session.h"

#include "core/accounts/address.h"
#include "core/chat/notice.h"
#include "core/db/transaction.h"
#include "core/store/users.h"

namespace accounts {
namespace {

constexpr std::size_t most_device_bytes = 255;

// Tokens count in whole seconds: so do the times they are made from.
base::Time whole_seconds(base::Time time) { return std::chrono::floor<std::chrono::seconds>(time); }

base::Millis lifetime(const base::Limits& limits, bool stay) {
    return stay ? limits.refresh_token_staying : limits.refresh_token;
}

std::string cut(std::string text, std::size_t most) {
    if (text.size() > most) text.resize(most);
    // Half a character is none.
    while (!text.empty() && text.size() == most && (text.back() & 0x80) != 0) text.pop_back();
    return text;
}

RefreshGrant grant_of(const store::MemberSession& row) {
    return {.user = row.user,
            .session = row.id,
            .generation = row.generation,
            .issued_at = row.rotated_at,
            .expires_at = row.expires_at};
}

Keys keys_of(const SessionHouse& house, const RefreshGrant& grant, std::string refresh) {
    const base::Time now = house.clock.now();
    const base::Time access_end = std::min(now + house.limits.access_token, grant.expires_at);
    return {.access = house.tokens.make_access(grant.user, grant.session, now, access_end),
            .access_expires_at = access_end,
            .refresh = std::move(refresh),
            .refresh_expires_at = grant.expires_at};
}

struct Renewal {
    base::Result<Keys> outcome = base::ErrorCode::invalid_session;
    std::optional<chat::Hint> hint;
};

Renewal rotate(db::Connection& connection, const SessionHouse& house, const store::MemberSession& row,
               const Device& device) {
    const base::Time now = whole_seconds(house.clock.now());
    const RefreshGrant grant{.user = row.user,
                             .session = row.id,
                             .generation = row.generation + 1,
                             .issued_at = now,
                             .expires_at = now + lifetime(house.limits, row.stay)};
    std::string token = house.tokens.make_refresh(grant);
    store::rotate_member_session(connection, {.id = row.id,
                                              .generation = grant.generation,
                                              .refresh_hash = token_hash(token),
                                              .now = now,
                                              .expires_at = grant.expires_at,
                                              .place = place_of(device.address)});
    return {.outcome = keys_of(house, grant, std::move(token)), .hint = {}};
}

// The token that was rotated a moment ago: its successor, once more.
Renewal repeat(const SessionHouse& house, const store::MemberSession& row) {
    auto token = house.tokens.remake_refresh(grant_of(row), row.refresh_hash);
    if (!token) return {.outcome = base::ErrorCode::invalid_refresh_token, .hint = {}};
    return {.outcome = keys_of(house, grant_of(row), std::move(*token)), .hint = {}};
}

chat::Hint end_inside(db::Connection& connection, base::StreamId stream, base::SessionId session,
                      base::Time now) {
    return {stream,
            chat::add_session_end(connection, stream, {.member = true, .number = session.value}, now)};
}

Renewal end_stolen(db::Connection& connection, const store::MemberSession& row, base::Time now) {
    Renewal renewal{.outcome = base::ErrorCode::invalid_refresh_token, .hint = {}};
    if (store::end_member_session(connection, row.id, now))
        renewal.hint = end_inside(connection, row.stream, row.id, now);
    return renewal;
}

Renewal renew_inside(db::Connection& connection, const SessionHouse& house, const MemberClaims& claims,
                     std::string_view token, const Device& device) {
    const base::Time now = house.clock.now();
    const auto row = store::lock_member_session(connection, claims.session, now);
    if (!row || row->user != claims.user || row->participant.status == store::AccountStatus::deleted)
        return {.outcome = base::ErrorCode::invalid_session, .hint = {}};
    if (row->participant.status != store::AccountStatus::active)
        return {.outcome = base::ErrorCode::banned, .hint = {}};
    if (*claims.generation == row->generation && token_hash(token) == row->refresh_hash)
        return rotate(connection, house, *row, device);
    const bool just_rotated =
        *claims.generation + 1 == row->generation && now - row->rotated_at <= house.limits.rotation_grace;
    return just_rotated ? repeat(house, *row) : end_stolen(connection, *row, now);
}

}  // namespace

Keys open_session(db::Connection& connection, const SessionHouse& house, base::UserId user, bool stay,
                  const Device& device, bool second_step_taken) {
    const base::Time now = whole_seconds(house.clock.now());
    const base::Time expires_at = now + lifetime(house.limits, stay);
    const auto id =
        store::add_member_session(connection, {.user = user,
                                               .stay = stay,
                                               .device = cut(device.user_agent, most_device_bytes),
                                               .place = place_of(device.address),
                                               .second_step_taken = second_step_taken,
                                               .now = now,
                                               .expires_at = expires_at});
    store::set_marks(connection, id, device.marks);
    const RefreshGrant grant{
        .user = user, .session = id, .generation = 0, .issued_at = now, .expires_at = expires_at};
    std::string token = house.tokens.make_refresh(grant);
    store::set_refresh_hash(connection, id, token_hash(token));
    return keys_of(house, grant, std::move(token));
}

base::Result<Keys> renew(db::Connection& connection, const SessionHouse& house,
                         std::string_view refresh_token, const Device& device) {
    if (refresh_token.empty()) return base::ErrorCode::no_refresh_token;
    const auto claims = house.tokens.verify_refresh(refresh_token, house.clock.now());
    if (!claims) return base::ErrorCode::invalid_refresh_token;
    auto renewal = db::transact(connection, [&](db::Connection& inside) {
        return renew_inside(inside, house, *claims, refresh_token, device);
    });
    if (renewal.hint) house.hints.send(*renewal.hint);
    return std::move(renewal.outcome);
}

bool end_session(db::Connection& connection, const SessionHouse& house, base::UserId user,
                 base::SessionId session) {
    const auto hint = db::transact(connection, [&](db::Connection& inside) -> std::optional<chat::Hint> {
        const auto row = store::lock_member_session(inside, session, house.clock.now());
        if (!row || row->user != user || !store::end_member_session(inside, session, house.clock.now()))
            return std::nullopt;
        return end_inside(inside, row->stream, session, house.clock.now());
    });
    if (hint) house.hints.send(*hint);
    return hint.has_value();
}

std::optional<chat::Hint> end_sessions_inside(db::Connection& connection, base::UserId user,
                                              std::optional<base::SessionId> except, base::Time now) {
    const auto ended = store::end_member_sessions(connection, user, except, now);
    const auto stream = ended.empty() ? std::nullopt : store::stream_of(connection, user);
    return stream ? tell_ended(connection, *stream, ended, now) : std::nullopt;
}

std::optional<chat::Hint> tell_ended(db::Connection& connection, base::StreamId stream,
                                     const std::vector<base::SessionId>& ended, base::Time now) {
    std::optional<chat::Hint> hint;
    for (const auto session : ended) hint = end_inside(connection, stream, session, now);
    return hint;
}

void end_other_sessions(db::Connection& connection, const SessionHouse& house, base::UserId user,
                        std::optional<base::SessionId> except) {
    const auto hint = db::transact(connection, [&](db::Connection& inside) {
        return end_sessions_inside(inside, user, except, house.clock.now());
    });
    if (hint) house.hints.send(*hint);
}

std::string place_of(std::string_view address) {
    const bool v6 = address.find(':') != std::string_view::npos;
    return v6 ? prefix_of(address) + "*" : std::string(address.substr(0, address.rfind('.') + 1)) + "*";
}

}  // namespace accounts
