#include "core/chat/announcement.h"

#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "core/chat/draft.h"
#include "core/db/transaction.h"
#include "core/store/messages.h"

namespace chat {
namespace {

store::LastSeqs lock_streams_of(db::Connection& connection, const std::vector<store::Lounge>& lounges) {
    std::vector<base::StreamId> streams;
    streams.reserve(lounges.size());
    for (const auto& lounge : lounges) streams.push_back(lounge.stream);
    return store::lock_streams(connection, streams);
}

store::LastSeqs say(db::Connection& connection, const Announcement& announcement, const Draft& draft,
                    base::Time now) {
    const auto voice = store::house_voice(connection, now);
    auto seqs = lock_streams_of(connection, announcement.lounges);
    std::vector<std::string> client_ids;
    for (std::size_t i = 0; i < announcement.lounges.size(); ++i)
        client_ids.push_back(base::random_client_id());
    std::vector<store::NewMessage> messages;
    for (const auto& lounge : announcement.lounges) {
        messages.push_back({.lounge = lounge.id,
                            .seq = ++seqs.at(lounge.stream),
                            .author = voice,
                            .client_id = client_ids[messages.size()],
                            .body = draft.body,
                            .format = draft.format,
                            .reply_to = std::nullopt,
                            .system = true,
                            .at = now});
    }
    const auto ids = store::add_messages(connection, messages);
    std::vector<store::NewEvent> events;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        events.push_back({.stream = announcement.lounges[i].stream,
                          .seq = messages[i].seq,
                          .kind = store::message_kind,
                          .message = ids.at(i),
                          .payload = std::nullopt,
                          .at = now});
    }
    store::add_events(connection, events);
    store::set_last_seqs(connection, seqs);
    return seqs;
}

// The text itself stands in the lounges.
std::string detail_of(const std::vector<store::Lounge>& lounges) {
    auto ids = nlohmann::json::array();
    for (const auto& lounge : lounges) ids.push_back(lounge.id.value);
    return nlohmann::json{{"lounges", ids}}.dump();
}

}  // namespace

base::Result<std::vector<Hint>> announce(db::Connection& connection, const House& house,
                                         const audit::Log& log, const Announcement& announcement) {
    const auto draft = draft_of(connection, announcement.text, house.config.limits);
    if (!draft) return draft.error();
    const auto seqs = db::transact(connection, [&](db::Connection& inside) {
        const base::Time now = house.clock.now();
        auto reached = say(inside, announcement, *draft, now);
        log.append(inside,
                   {.actor = announcement.actor,
                    .action = "lounge.announce",
                    .subject = {},
                    .detail = detail_of(announcement.lounges)},
                   now);
        return reached;
    });
    log.keep_head(connection);
    std::vector<Hint> hints;
    for (const auto& [stream, seq] : seqs) hints.push_back({.stream = stream, .seq = seq});
    return hints;
}

}  // namespace chat
