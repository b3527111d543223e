#include "core/chat/card.h"

#include <rapidjson/document.h>

#include "core/base/crypto.h"
#include "core/market/item_link.h"
#include "core/preview/target.h"
#include "core/store/lounges.h"
#include "core/store/message_changes.h"

namespace chat {
namespace {

Hint add_event(db::Connection& connection, const store::WantedPreview& wanted, base::Time now) {
    const auto stream = store::find_lounges(connection, {wanted.lounge}).at(0).stream;
    auto seqs = store::lock_streams(connection, {stream});
    const base::Seq seq = ++seqs.at(stream);
    store::add_events(connection, {{.stream = stream,
                                    .seq = seq,
                                    .kind = preview_kind,
                                    .message = wanted.message,
                                    .payload = std::nullopt,
                                    .at = now}});
    store::set_last_seqs(connection, seqs);
    return {.stream = stream, .seq = seq};
}

// A listing of the house is read, not fetched: it may be at any port.
std::optional<preview::Target> target_of(const std::string& link, std::string_view house) {
    const auto item = market::item_of_link(house, link);
    if (!item) return preview::target_of(link);
    const auto scheme = house.find("://");
    const auto host = house.substr(scheme == std::string_view::npos ? 0 : scheme + 3);
    return preview::Target{.url = market::item_link(house, *item), .host = std::string(host), .port = 0};
}

// Where the message's card comes from, if the message is still one that may have one.
std::optional<preview::Target> target_for(db::Connection& connection, const store::WantedPreview& wanted,
                                          std::string_view house) {
    const auto message = store::lock_message(connection, wanted.lounge, wanted.seq);
    // Meanwhile its author may have taken the card off.
    if (!message || message->removed || !store::wants_preview(connection, message->id)) return std::nullopt;
    const auto link = first_link(message->format);
    return link ? target_of(*link, house) : std::nullopt;
}

bool is_good(const store::KnownPreview& known, base::Time now) {
    return !known.fresh_until || *known.fresh_until > now;
}

}  // namespace

std::optional<std::string> first_link(std::string_view format) {
    if (format.empty()) return std::nullopt;
    rapidjson::Document blocks;
    if (blocks.Parse(format.data(), format.size()).HasParseError() || !blocks.IsArray()) return std::nullopt;
    for (const auto& block : blocks.GetArray()) {
        if (!block.IsArray()) continue;
        for (const auto& run : block.GetArray()) {
            if (run.IsArray() && run.Size() == 3 && run[0] == "a" && run[2].IsString())
                return run[2].GetString();
        }
    }
    return std::nullopt;
}

void drop_card(db::Connection& connection, base::MessageId message, base::Time now) {
    store::hide_preview(connection, message, now);
    store::want_no_preview(connection, message);
}

std::optional<Hint> settle_card(db::Connection& connection, const store::WantedPreview& wanted, bool enabled,
                                base::Time now, std::string_view house) {
    const auto give_up = [&] {
        store::want_no_preview(connection, wanted.message);
        return std::nullopt;
    };
    const auto target = target_for(connection, wanted, house);
    if (!target || !enabled) return give_up();
    const std::string hash = base::sha256(target->url);
    const auto known = store::lock_preview(connection, hash);
    if (!known || !is_good(*known, now)) {
        if (known) store::supersede_preview(connection, known->id);
        const auto id = store::add_preview(
            connection, {.url_hash = hash, .url = target->url, .host = target->host, .at = now});
        store::await_preview(connection, wanted.message, id);
        return std::nullopt;
    }
    if (known->state == store::PreviewState::nothing) return give_up();
    if (known->state != store::PreviewState::ready) {
        store::await_preview(connection, wanted.message, known->id);
        return std::nullopt;
    }
    store::show_preview(connection, wanted.message, known->id);
    store::want_no_preview(connection, wanted.message);
    return add_event(connection, wanted, now);
}

std::optional<Hint> withdraw_card(db::Connection& connection, const store::WantedPreview& shown,
                                  base::PreviewId preview, base::Time now) {
    const auto message = store::lock_message(connection, shown.lounge, shown.seq);
    if (!message || message->preview_id != preview) return std::nullopt;
    store::hide_preview(connection, shown.message, now);
    if (message->removed) return std::nullopt;
    return add_event(connection, shown, now);
}

}  // namespace chat
