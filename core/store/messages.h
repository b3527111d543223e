// Messages of lounges.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/db/connection.h"
#include "core/store/participants.h"

namespace store {

// How much of a message an answer to it shows, in code points.
inline constexpr std::size_t quote_length = 140;

// What a message answers, as it stands now.
struct Quote {
    base::MessageId id;
    base::Seq seq = 0;
    base::ParticipantId author;
    std::string author_name;
    std::string text;  // its beginning; empty when removed
    bool removed = false;
};

// The picture or video that a message shows.
struct Picture {
    base::MediaId id;
    std::string key;
    std::uint32_t thumb_width = 0;
    std::uint32_t thumb_height = 0;
    std::string blur;  // a WebP of a few pixels; may be empty
    std::string content_type;
    std::optional<base::Millis> duration{};  // of a video
};

// What the first link of a message leads to.
struct PreviewPicture {
    std::string key;
    std::uint32_t width = 0;  // of the thumbnail; there is no other
    std::uint32_t height = 0;
    std::string blur;  // as of a Picture
};
struct Preview {
    std::string url;
    std::string host;
    std::string title;
    std::string summary;  // may be empty
    std::optional<PreviewPicture> picture;
    bool video = false;  // it leads to one

    // The host as it is shown.
    std::string_view site() const {
        const std::string_view name = host;
        return name.starts_with("www.") ? name.substr(4) : name;
    }
};

// A message as it is read, with its author's name.
struct Message {
    base::MessageId id;
    base::LoungeId lounge;
    base::Seq seq = 0;
    base::ParticipantId author;
    std::string author_name;
    bool guest = true;
    std::string client_id;
    std::string body;    // empty when removed
    std::string format;  // JSON of core/chat/format.h; empty: plain text
    bool removed = false;
    bool reacted = false;  // somebody did: store::reactions_to tells
    base::Time at{};
    std::optional<base::Time> edited_at;
    std::optional<Quote> quote;
    std::optional<Picture> picture{};
    std::optional<base::PreviewId> preview_id{};
    std::optional<Preview> preview{};
    bool system = false;  // the house says it
};

// The columns of a Message, and how they are read from the first of them on: for statements that join chat_message m with participant p, and by
// message_joins() the answered one as r with its author rp, and the picture as x. store::read_previews() reads what is left.
std::string_view message_columns();
std::string_view message_joins();
Message read_message(const db::Rows& rows, unsigned first);

struct NewMessage {
    base::LoungeId lounge;
    base::Seq seq = 0;  // 0: it is held for a moderator and has no place yet
    base::ParticipantId author;
    std::string_view client_id;
    std::string_view body;
    std::string_view format;  // empty: plain text
    bool links = false;       // it holds a link: LINK instead of TEXT
    std::optional<base::MessageId> reply_to;
    std::optional<base::MediaId> picture{};  // IMAGE ...
    bool video = false;                      // ... or VIDEO
    bool system = false;                     // SYSTEM: the house says it
    base::Time at{};
};

// The message at this place, for an answer to it; nothing when there is none.
std::optional<Quote> find_quote(db::Connection& connection, base::LoungeId lounge, base::Seq seq);

// What a post with this client id led to earlier.
struct Stored {
    base::MessageId id;
    base::LoungeId lounge;
    base::Seq seq = 0;       // 0: it never had a place
    bool held = false;       // it waits for a moderator
    bool not_shown = false;  // it has waited, and a moderator has decided against it
    base::ParticipantId author;
    std::string client_id;
    base::Time at{};
};
using ClientKey = std::pair<base::ParticipantId, std::string_view>;
std::vector<Stored> find_by_client_ids(db::Connection& connection, const std::vector<ClientKey>& keys);

// How many posts somebody made since a moment, and when the first of those was.
struct Pace {
    base::ParticipantId participant;
    std::uint64_t posts = 0;
    base::Time first{};
};
struct Author {
    Participant person;
    Pace pace;
};
// As lock_participants, and their pace since `since`: what every batch of posts asks.
std::vector<Author> lock_authors(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                                 base::Time since);

// When each of these people posted last, if it was since `since`.
struct LastPost {
    base::ParticipantId participant;
    base::Time at{};
};
std::vector<LastPost> last_posts(db::Connection& connection, const std::vector<base::ParticipantId>& people,
                                 base::Time since);

// Ids in the order given. Throws db::Duplicate when one of the client ids exists; then none was added that the caller's savepoint does not undo.
std::vector<base::MessageId> add_messages(db::Connection& connection,
                                          const std::vector<NewMessage>& messages);

// At most `most` messages before (after) a place, in ascending order.
std::vector<Message> messages_before(db::Connection& connection, base::LoungeId lounge, base::Seq before,
                                     std::size_t most);
std::vector<Message> messages_after(db::Connection& connection, base::LoungeId lounge, base::Seq after,
                                    std::size_t most);

// The place of the first message since then; nothing when there is none.
std::optional<base::Seq> first_since(db::Connection& connection, base::LoungeId lounge, base::Time since);

}  // namespace store
