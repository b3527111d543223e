#include "core/chat/notice.h"

#include <nlohmann/json.hpp>

#include "core/store/events.h"

namespace chat {
namespace {

// Members of the payload.
constexpr const char* guest_session = "session";
constexpr const char* member_session = "memberSession";

}  // namespace

base::Seq add_own_event(db::Connection& connection, base::StreamId stream, std::string_view kind,
                        std::string_view payload, base::Time now) {
    auto seqs = store::lock_streams(connection, {stream});
    const base::Seq seq = ++seqs.at(stream);
    store::add_events(connection, {{.stream = stream,
                                    .seq = seq,
                                    .kind = kind,
                                    .message = std::nullopt,
                                    .payload = payload,
                                    .at = now}});
    store::set_last_seqs(connection, seqs);
    return seq;
}

std::string session_end_payload(base::SessionKey session) {
    return nlohmann::json{{session.member ? member_session : guest_session, session.number}}.dump();
}

base::Seq add_session_end(db::Connection& connection, base::StreamId stream, base::SessionKey session,
                          base::Time now) {
    return add_own_event(connection, stream, session_end_kind, session_end_payload(session), now);
}

std::optional<Sanction> sanction_in(std::string_view payload) {
    const auto json = nlohmann::json::parse(payload, nullptr, false);
    if (!json.is_object() || json.value("lifted", false)) return std::nullopt;
    const std::string type = json.value("type", "");
    Sanction sanction{.banned = type == "BAN_TEMP" || type == "BAN_PERMANENT"};
    if (type == "KICK") sanction.kicked_from = json.value("in", "");
    sanction.until = base::from_epoch_ms(json.value("until", std::int64_t{0}));
    return sanction;
}

std::optional<base::Time> proven_until(std::string_view payload) {
    const auto json = nlohmann::json::parse(payload, nullptr, false);
    const auto until = json.is_object() ? json.find("until") : json.end();
    if (!json.is_object() || until == json.end() || !until->is_number_integer()) return std::nullopt;
    return base::from_epoch_ms(until->get<std::int64_t>());
}

std::optional<base::SessionKey> ended_session(std::string_view payload) {
    const auto json = nlohmann::json::parse(payload, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    for (const bool member : {false, true}) {
        const auto session = json.find(member ? member_session : guest_session);
        if (session != json.end() && session->is_number_unsigned())
            return base::SessionKey{.member = member, .number = session->get<std::uint64_t>()};
    }
    return std::nullopt;
}

}  // namespace chat
