// Pictures and videos: their rows. The objects themselves lie in a media::ObjectStore under names made of the row's key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct NewMedia {
    std::optional<base::ParticipantId> owner;  // none: of the house, for what a link leads to
    std::string_view key;                      // random; who knows it has seen an address of the picture
    std::string_view content_type;
    std::uint64_t byte_size = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t thumb_width = 0;
    std::uint32_t thumb_height = 0;
    std::uint32_t frames = 1;
    std::string_view blur;             // may be empty
    std::string_view perceptual_hash;  // 8 bytes
    base::Time at{};
    std::optional<base::Millis> duration{};  // of a video, whose thumbnail stands for it
};

struct Media {
    base::MediaId id;
    base::ParticipantId owner;  // 0: the house
    std::string key;
    std::string content_type;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t thumb_width = 0;
    std::uint32_t thumb_height = 0;
    std::uint32_t frames = 1;
    std::string blur;
    bool stored = false;    // its objects are there
    bool attached = false;  // something shows it
    bool removed = false;
    std::optional<base::Millis> duration{};  // of a video
};

// Of an upload that begins: the row first, then the objects, then media_stored().
base::MediaId add_media(db::Connection& connection, const NewMedia& media);
void media_stored(db::Connection& connection, base::MediaId id, base::Time now);

std::optional<Media> find_media(db::Connection& connection, base::MediaId id);

// Those of these ids that are there, locked until the transaction ends.
std::vector<Media> lock_media(db::Connection& connection, const std::vector<base::MediaId>& ids);
// Something shows them now. Inside the caller's transaction.
void attach_media(db::Connection& connection, const std::vector<base::MediaId>& ids, base::Time now);

// What a message has with it, removed or not; nothing when it has none.
std::optional<Media> media_of_message(db::Connection& connection, base::MessageId message);

// The lounge of the message that shows a picture; nothing while it is held for review, or removed, or when there is none.
std::optional<base::LoungeId> lounge_showing(db::Connection& connection, base::MediaId id);

// The lounge and number of the message that a picture belongs to, whatever has become of it.
std::optional<std::pair<base::LoungeId, base::Seq>> place_showing(db::Connection& connection,
                                                                  base::MediaId id);

// Their objects go with the next run of the job. Inside the caller's transaction.
void remove_media_of(db::Connection& connection, base::ParticipantId owner, base::Time now);
void remove_media_of_message(db::Connection& connection, base::MessageId message, base::Time now);
// What was begun before `before` and never posted; at most `most` at once. Returns how many.
std::uint64_t remove_unattached_media(db::Connection& connection, base::Time before, base::Time now,
                                      unsigned most);

// One of a person's own, for the download of what the house knows of them.
struct OwnMedia {
    base::MediaId id;
    std::string key;
    std::string content_type;
    std::uint64_t byte_size = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    base::Time at{};
    std::optional<base::Millis> duration;
    std::string lounge;  // slug of where it is shown; empty before it is posted
    base::Seq seq = 0;
};
// By their number, ascending, after `after`; without those removed.
std::vector<OwnMedia> media_of(db::Connection& connection, base::ParticipantId owner, base::MediaId& after,
                               unsigned most);

struct ErasableMedia {
    base::MediaId id;
    std::string key;
    std::string content_type;
};
// Removed, with objects that are still to be erased.
std::vector<ErasableMedia> erasable_media(db::Connection& connection, unsigned most);
// Their objects are gone. What nobody ever posted goes wholly.
void media_erased(db::Connection& connection, base::MediaId id, base::Time now);

}  // namespace store
