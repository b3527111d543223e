#include "core/store/link_previews.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

constexpr std::array<std::pair<std::string_view, PreviewState>, 4> state_names{
    {{"WAITING", PreviewState::waiting},
     {"FETCHING", PreviewState::fetching},
     {"READY", PreviewState::ready},
     {"NOTHING", PreviewState::nothing}}};

PreviewState parse_state(std::string_view name) {
    for (const auto& [known, state] : state_names) {
        if (known == name) return state;
    }
    throw std::runtime_error("a preview in a state that is none");
}

Preview read_preview(const db::Rows& rows) {
    Preview preview{.url = rows.text(1),
                    .host = rows.text(2),
                    .title = rows.text(3),
                    .summary = rows.text(4),
                    .picture = std::nullopt,
                    .video = rows.flag(9)};
    if (rows.is_null(5)) return preview;
    preview.picture = PreviewPicture{.key = rows.text(5),
                                     .width = static_cast<std::uint32_t>(rows.number(6)),
                                     .height = static_cast<std::uint32_t>(rows.number(7)),
                                     .blur = rows.text(8)};
    return preview;
}

std::unordered_map<base::PreviewId, Preview> previews_of(db::Connection& connection,
                                                         const std::vector<base::PreviewId>& ids) {
    std::unordered_map<base::PreviewId, Preview> previews;
    in_lists(ids, [&](std::span<const base::PreviewId> block) {
        const std::string sql =
            "SELECT v.id, v.url, v.host, v.title, v.summary, x.store_key, x.thumb_width, x.thumb_height, x.blur, v.video "
            "FROM link_preview v LEFT JOIN media x ON x.id = v.media_id AND x.removed_at IS NULL WHERE v.id IN (" +
            repeat("?", block.size()) + ")";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) previews.emplace(rows.id<base::PreviewId>(0), read_preview(rows));
    });
    return previews;
}

}  // namespace

void read_previews(db::Connection& connection, const std::vector<Message*>& messages) {
    std::vector<base::PreviewId> ids;
    for (const Message* message : messages) {
        if (message->preview_id) ids.push_back(*message->preview_id);
    }
    if (ids.empty()) return;
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const auto previews = previews_of(connection, ids);
    for (Message* message : messages) {
        if (message->preview_id) message->preview = previews.at(*message->preview_id);
    }
}

void want_previews(db::Connection& connection, const std::vector<base::MessageId>& messages) {
    in_blocks(messages, [&](std::span<const base::MessageId> block) {
        const std::string sql = "INSERT INTO preview_wanted (message_id) VALUES " +
                                repeat("(?)", block.size()) + " ON DUPLICATE KEY UPDATE preview_id = NULL";
        connection.execute_params(sql, params_of(block));
    });
}

void want_no_preview(db::Connection& connection, base::MessageId message) {
    connection.execute("DELETE FROM preview_wanted WHERE message_id = ?", message);
}

bool wants_preview(db::Connection& connection, base::MessageId message) {
    return connection.query("SELECT message_id FROM preview_wanted WHERE message_id = ? FOR UPDATE", message)
        .next();
}

std::vector<WantedPreview> wanted_previews(db::Connection& connection, std::size_t most) {
    auto rows = connection.query(
        "SELECT w.message_id, m.lounge_id, COALESCE(m.seq, 0) FROM preview_wanted w STRAIGHT_JOIN chat_message m "
        "ON m.id = w.message_id WHERE w.preview_id IS NULL ORDER BY w.message_id DESC LIMIT ?",
        most);
    std::vector<WantedPreview> wanted;
    while (rows.next()) {
        wanted.push_back({.message = rows.id<base::MessageId>(0),
                          .lounge = rows.id<base::LoungeId>(1),
                          .seq = rows.number(2)});
    }
    std::ranges::reverse(wanted);
    return wanted;
}

void await_preview(db::Connection& connection, base::MessageId message, base::PreviewId preview) {
    connection.execute("UPDATE preview_wanted SET preview_id = ? WHERE message_id = ?", preview, message);
}

void end_wait_for_preview(db::Connection& connection, base::PreviewId preview) {
    connection.execute("UPDATE preview_wanted SET preview_id = NULL WHERE preview_id = ?", preview);
}

void show_preview(db::Connection& connection, base::MessageId message, base::PreviewId preview) {
    connection.execute("UPDATE chat_message SET link_preview_id = ? WHERE id = ?", preview, message);
}

void hide_preview(db::Connection& connection, base::MessageId message, base::Time now) {
    connection.execute("UPDATE link_preview SET look_at =" DB_TIME
                       "WHERE id = (SELECT link_preview_id FROM chat_message WHERE id = ?)",
                       now, message);
    connection.execute("UPDATE chat_message SET link_preview_id = NULL WHERE id = ?", message);
}

std::optional<KnownPreview> lock_preview(db::Connection& connection, std::string_view url_hash) {
    auto rows = connection.query("SELECT id, state," DB_MS("fresh_until") "FROM link_preview WHERE url_hash = ? "
                                 "AND newest = TRUE FOR UPDATE",
                                 url_hash);
    if (!rows.next()) return std::nullopt;
    KnownPreview known{
        .id = rows.id<base::PreviewId>(0), .state = parse_state(rows.text(1)), .fresh_until = std::nullopt};
    if (!rows.is_null(2)) known.fresh_until = rows.time(2);
    return known;
}

base::PreviewId add_preview(db::Connection& connection, const NewPreview& preview) {
    return base::PreviewId{connection.insert(
        "INSERT INTO link_preview (url_hash, url, host, created_at) VALUES (?, ?, ?," DB_TIME ")",
        preview.url_hash, preview.url, preview.host, preview.at)};
}

void supersede_preview(db::Connection& connection, base::PreviewId id) {
    connection.execute("UPDATE link_preview SET newest = NULL WHERE id = ?", id);
}

std::vector<WaitingPreview> waiting_previews(db::Connection& connection, std::size_t most) {
    auto rows = connection.query("SELECT id, url, host, attempts," DB_MS("created_at") "FROM link_preview "
                                 "WHERE state = 'WAITING' ORDER BY id DESC LIMIT ?",
                                 most);
    std::vector<WaitingPreview> waiting;
    while (rows.next()) {
        waiting.push_back({.id = rows.id<base::PreviewId>(0),
                           .url = rows.text(1),
                           .host = rows.text(2),
                           .attempts = static_cast<unsigned>(rows.number(3)),
                           .since = rows.time(4)});
    }
    return waiting;
}

void claim_preview(db::Connection& connection, base::PreviewId id) {
    connection.execute("UPDATE link_preview SET state = 'FETCHING', attempts = attempts + 1 WHERE id = ?",
                       id);
}

std::uint64_t release_fetching_previews(db::Connection& connection) {
    return connection.execute("UPDATE link_preview SET state = 'WAITING' WHERE state = 'FETCHING'");
}

void finish_preview(db::Connection& connection, base::PreviewId id, const std::optional<FoundPreview>& found,
                    base::Time fresh_until) {
    const FoundPreview none;
    const FoundPreview& what = found ? *found : none;
    connection.execute(
        "UPDATE link_preview SET state = ?, title = ?, summary = ?, media_id = ?, video = ?, fresh_until =" DB_TIME
        ", look_at =" DB_TIME "WHERE id = ?",
        found ? "READY" : "NOTHING", what.title, what.summary, what.picture, what.video, fresh_until,
        fresh_until, id);
}

std::vector<OldPreview> previews_to_look_at(db::Connection& connection, base::Time now, std::size_t most) {
    auto rows = connection.query("SELECT id, media_id, url FROM link_preview WHERE look_at <=" DB_TIME
                                 "ORDER BY look_at LIMIT ?",
                                 now, most);
    std::vector<OldPreview> old;
    while (rows.next()) {
        OldPreview one{.id = rows.id<base::PreviewId>(0), .picture = std::nullopt, .url = rows.text(2)};
        if (!rows.is_null(1)) one.picture = rows.id<base::MediaId>(1);
        old.push_back(one);
    }
    return old;
}

bool is_preview_shown(db::Connection& connection, base::PreviewId id) {
    return connection.query("SELECT id FROM chat_message WHERE link_preview_id = ? LIMIT 1", id).next();
}

std::vector<WantedPreview> messages_showing(db::Connection& connection, base::PreviewId id,
                                            std::size_t most) {
    auto rows = connection.query(
        "SELECT id, lounge_id, seq FROM chat_message WHERE link_preview_id = ? AND seq IS NOT NULL LIMIT ?",
        id, most);
    std::vector<WantedPreview> messages;
    while (rows.next()) {
        messages.push_back({.message = rows.id<base::MessageId>(0),
                            .lounge = rows.id<base::LoungeId>(1),
                            .seq = rows.number(2)});
    }
    return messages;
}

void keep_preview(db::Connection& connection, base::PreviewId id, base::Time look_at) {
    connection.execute("UPDATE link_preview SET look_at =" DB_TIME "WHERE id = ?", look_at, id);
}

void forget_preview(db::Connection& connection, const OldPreview& preview, base::Time now) {
    connection.execute("DELETE FROM link_preview WHERE id = ?", preview.id);
    // As if nobody had ever posted it: then its row goes too.
    connection.execute("UPDATE media SET attached_at = NULL, removed_at =" DB_TIME
                       "WHERE id = ? AND owner_participant_id IS NULL",
                       now, preview.picture);
}

}  // namespace store
