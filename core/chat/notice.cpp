#include "core/chat/notice.h"

#include <nlohmann/json.hpp>

#include "core/store/events.h"

namespace chat {

base::Seq add_session_end(db::Connection& connection, base::StreamId stream, base::TempSessionId session,
                          base::Time now) {
    const std::string payload = nlohmann::json{{"session", session.value}}.dump();
    auto seqs = store::lock_streams(connection, {stream});
    const base::Seq seq = ++seqs.at(stream);
    store::add_events(connection, {{.stream = stream,
                                    .seq = seq,
                                    .kind = session_end_kind,
                                    .message = std::nullopt,
                                    .payload = payload,
                                    .at = now}});
    store::set_last_seqs(connection, seqs);
    return seq;
}

std::optional<base::TempSessionId> ended_session(std::string_view payload) {
    const auto json = nlohmann::json::parse(payload, nullptr, false);
    const auto session = json.is_object() ? json.find("session") : json.end();
    if (!json.is_object() || session == json.end() || !session->is_number_unsigned()) return std::nullopt;
    return base::TempSessionId{session->get<std::uint64_t>()};
}

}  // namespace chat
