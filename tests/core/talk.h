// A lounge, people in it, and what they say: the ground of the tests of posting.
#pragma once

#include <string>
#include <vector>

#include "core/base/config.h"
#include "core/chat/post.h"
#include "core/store/lounges.h"
#include "core/store/participants.h"
#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace support {

// The end of the record of privileged acts is a file.
inline base::Config with_records_in(const ScratchFolder& folder, base::Config config = {}) {
    config.audit_head_file = folder.path() + "/audit-head";
    return config;
}

struct Talk {
    base::DatabaseSettings settings = seeded_database();
    db::Connection connection{settings};
    db::Connection other{settings};  // of another program
    ScratchFolder records;
    base::Config config = with_records_in(records);
    SteppedClock clock;
    chat::House house{clock, config};
    store::Lounge lounge = *store::find_lounge(connection, "en-all");
    store::Lounge second_lounge = *store::find_lounge(connection, "en-us");
    base::ParticipantId ann = add("ann");
    base::ParticipantId bob = add("bob");

    base::ParticipantId add(const std::string& name) {
        return store::add_guest(connection, {.text = name, .key = name, .capitals_key = name}, clock.now());
    }

    // Enough for tests that are not about the pace.
    void lift_pace() { config.limits.posts = 1'000'000; }

    chat::Post by(base::ParticipantId author, std::string client_id, std::string body = "hello") const {
        return {.author = author,
                .age = store::AgeCategory::over_18,
                .lounge = lounge.id,
                .client_id = std::move(client_id),
                .body = std::move(body),
                .reply_to = std::nullopt};
    }

    std::vector<store::Event> events(base::Seq after = 0) {
        return store::events_after(other, lounge.stream, after, 10'000);
    }

    std::uint64_t messages() { return count(other, "SELECT COUNT(*) FROM chat_message"); }

    void set(base::ParticipantId who, const std::string& column_and_value) {
        other.run("UPDATE participant SET " + column_and_value + " WHERE id = " + std::to_string(who.value));
    }
};

// The bodies in their order, each with its number: "1:hello 2:you".
inline std::string told(const std::vector<store::Event>& events) {
    std::string text;
    for (const auto& event : events) {
        if (!text.empty()) text += ' ';
        text += std::to_string(event.seq) + ":" + (event.message ? event.message->body : event.kind);
    }
    return text;
}

// "1", "1 again" for a repeated one, or the wire code of the refusal.
inline std::string told(const base::Result<chat::Posted>& result) {
    if (!result) return std::string(base::wire_code(result.error().code));
    return std::to_string(result->seq) + (result->repeated ? " again" : "");
}
inline std::string told(const std::vector<base::Result<chat::Posted>>& results) {
    std::string text;
    for (const auto& result : results) text += (text.empty() ? "" : ", ") + told(result);
    return text;
}

}  // namespace support
