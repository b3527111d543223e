// The events of one act, numbered together: their streams are locked last, in the order of their ids.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/chat/hints.h"
#include "core/db/connection.h"

namespace chat {

class OwnEvents {
public:
    // `kind`: static storage.
    void add(base::StreamId stream, std::string_view kind, std::string payload);
    void add(base::StreamId stream, std::string_view kind, base::MessageId message, std::string payload = {});
    // A held post is shown: the event's number becomes its place.
    void add_place(base::StreamId stream, base::MessageId message);
    // Inside the caller's transaction, after everything else but the audit log. What to hint after the commit.
    std::vector<Hint> store(db::Connection& connection, base::Time now) const;

private:
    struct Row {
        base::StreamId stream;
        std::string_view kind;
        std::optional<base::MessageId> message;
        std::string payload;
        bool gives_place = false;
    };
    std::vector<Row> rows_;
};

// After the commit: tells the sidecars how far each stream has come.
void send_hints(const HintSender& sender, const std::vector<Hint>& hints);

}  // namespace chat
