// The frames of PROTOCOL.md: what a client may send, parsed; what the server sends, written. Pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/accounts/session.h"
#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/chat/admission.h"
#include "core/chat/post.h"
#include "core/store/people.h"
#include "core/view/locale.h"

namespace ws {

enum class CommandKind {
    join,
    leave,
    post,
    edit,
    remove,
    react,
    unreact,
    remove_preview,
    typing,
    read,
    active,
    direct,
    direct_read,
    direct_remove,
    block,
    unblock
};

struct Command {
    CommandKind kind = CommandKind::active;
    std::string lounge;
    std::optional<base::Seq> since;
    std::string id;                      // of whatever is acknowledged
    std::string body;                    // of a post or an edit; of a reaction the emoji
    base::ParticipantId whom{};          // of what is between two people
    std::optional<std::uint64_t> media;  // of a post: the upload it shows
    std::optional<base::Seq> of;  // the message a post answers, or that something is done to, or read up to
};

// Whether somebody has to be there for it: pages join, and tell how far was read, by themselves.
bool is_act(CommandKind kind);

// A refused frame; `id` when the frame had a readable one.
struct Refusal {
    base::Error error;
    std::optional<std::string> id;
};

// Keeps the parser's buffers between frames. One per thread.
class Parser {
public:
    Parser();
    ~Parser();
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    std::variant<Command, Refusal> parse(std::string_view frame);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

struct Person {
    base::ParticipantId id;
    std::string name;
    bool guest = true;
    bool away = false;
};

std::string welcome_json(const accounts::Session& session, const base::Limits& limits,
                         const store::OwnState& own);
std::string joined_json(std::string_view lounge, base::Seq seq, std::size_t replay);
std::string resync_json(std::string_view lounge, base::Seq seq);
std::string left_json(std::string_view lounge);
// By a moderator, and not by oneself.
std::string left_json(std::string_view lounge, const view::Language& language, const base::Error& why);
// `lounge` empty: of what is between two people; its number is a place in their conversation, none for a block.
std::string waiting_json(std::string_view lounge, const chat::Place& place);
std::string admitted_json(std::string_view lounge, const chat::Place& place);
std::string ack_json(std::string_view lounge, std::string_view id, const chat::Posted& posted);
std::string nack_json(const view::Language& language, const base::Error& error,
                      const std::optional<std::string>& id);
std::string bye_json(const view::Language& language, base::ErrorCode code);
std::string typing_json(std::string_view lounge, const Person& who);
std::string presence_json(std::string_view lounge, std::size_t count, const std::vector<Person>& members);
std::string presence_change_json(std::string_view lounge, std::size_t count,
                                 const std::vector<Person>& joined,
                                 const std::vector<base::ParticipantId>& left,
                                 const std::vector<base::ParticipantId>& away,
                                 const std::vector<base::ParticipantId>& back);
std::string presence_count_json(std::string_view lounge, std::size_t count);

// The close code that goes with a bye.
std::uint16_t close_code(base::ErrorCode code);

}  // namespace ws
