// What links lead to (link_preview), and the messages that wait for it (preview_wanted). One fetch goes WAITING -> FETCHING -> READY or NOTHING and is not changed
// after that: a later fetch of the same address is a row of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/messages.h"

namespace store {

enum class PreviewState { waiting, fetching, ready, nothing };

// Messages that show one get it.
void read_previews(db::Connection& connection, const std::vector<Message*>& messages);

// --- Messages that want one. All inside the caller's transaction.

void want_previews(db::Connection& connection, const std::vector<base::MessageId>& messages);
void want_no_preview(db::Connection& connection, base::MessageId message);
// Locks it, when it is so, until the transaction ends.
bool wants_preview(db::Connection& connection, base::MessageId message);

struct WantedPreview {
    base::MessageId message;
    base::LoungeId lounge;
    base::Seq seq = 0;
};
// The newest of those that were not looked at since they came or since what they waited for was done, in the order they came.
std::vector<WantedPreview> wanted_previews(db::Connection& connection, std::size_t most);
void await_preview(db::Connection& connection, base::MessageId message, base::PreviewId preview);
// What waits for this one is to be looked at again.
void end_wait_for_preview(db::Connection& connection, base::PreviewId preview);

void show_preview(db::Connection& connection, base::MessageId message, base::PreviewId preview);
// When no other message shows what it showed, that goes with the next run of the job.
void hide_preview(db::Connection& connection, base::MessageId message, base::Time now);

// --- Fetches

struct KnownPreview {
    base::PreviewId id;
    PreviewState state = PreviewState::waiting;
    std::optional<base::Time> fresh_until;  // of one that is done
};
// The newest of an address, locked until the transaction ends. `url_hash`: SHA-256.
std::optional<KnownPreview> lock_preview(db::Connection& connection, std::string_view url_hash);

struct NewPreview {
    std::string_view url_hash;
    std::string_view url;
    std::string_view host;
    base::Time at{};
};
base::PreviewId add_preview(db::Connection& connection, const NewPreview& preview);
// It is not the newest of its address any more.
void supersede_preview(db::Connection& connection, base::PreviewId id);

struct WaitingPreview {
    base::PreviewId id;
    std::string url;
    std::string host;
    unsigned attempts = 0;
    base::Time since{};
};
// The newest first.
std::vector<WaitingPreview> waiting_previews(db::Connection& connection, std::size_t most);
// It is FETCHING now, and one attempt older. Committed before anybody is asked.
void claim_preview(db::Connection& connection, base::PreviewId id);
// What a run that died has left FETCHING is WAITING again. Only for whoever alone may fetch.
std::uint64_t release_fetching_previews(db::Connection& connection);

struct FoundPreview {
    std::string title;
    std::string summary;
    std::optional<base::MediaId> picture;
    bool video = false;
};
// READY with what was found, else NOTHING.
void finish_preview(db::Connection& connection, base::PreviewId id, const std::optional<FoundPreview>& found,
                    base::Time fresh_until);

struct OldPreview {
    base::PreviewId id;
    std::optional<base::MediaId> picture;
    std::string url{};
};
// Those that are due to be looked at: kept when some message shows them, else forgotten.
std::vector<OldPreview> previews_to_look_at(db::Connection& connection, base::Time now, std::size_t most);
bool is_preview_shown(db::Connection& connection, base::PreviewId id);
// Messages that are to be read and show it, at most `most`.
std::vector<WantedPreview> messages_showing(db::Connection& connection, base::PreviewId id, std::size_t most);
void keep_preview(db::Connection& connection, base::PreviewId id, base::Time look_at);
// With its picture, whose objects go with the next run of the job that erases them; unless it is somebody's, who shows it elsewhere.
void forget_preview(db::Connection& connection, const OldPreview& preview, base::Time now);

}  // namespace store
