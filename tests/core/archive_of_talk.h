// A lounge with a long past, made in bulk: by default small enough for every test run, and of any size for `scripts/bench rows`.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/chat/search_index.h"
#include "core/db/transaction.h"
#include "tests/core/talk.h"

namespace support {

inline std::size_t archive_size() {
    const char* wanted = std::getenv("CHATROOM_ARCHIVE_MESSAGES");
    return wanted == nullptr ? 3000 : std::stoul(wanted);
}

// Nine in ten messages are of `lounge`, the rest of `second_lounge`; eight words each, few of them frequent and many rare, as in speech.
struct ArchiveOfTalk : Talk {
    static constexpr std::size_t people = 200;
    const std::size_t size = archive_size();
    base::Seq last = 0;  // of `lounge`

    ArchiveOfTalk() {
        lift_pace();
        for (std::size_t i = 2; i < people; ++i) add("person" + std::to_string(i));
        last = size - size / 10;
        fill(lounge, last);
        fill(second_lounge, size / 10);
        auto analyzed = other.query("ANALYZE TABLE chat_message, event, participant");
        while (analyzed.next()) continue;
    }

    void index() {
        // In larger steps than the job's: the order of the words then costs less.
        config.limits.index_step = 5000;
        chat::WordBreaker breaker;
        for (auto& progress : store::index_progress(connection)) {
            const auto step = [&](db::Connection& inside) {
                return chat::index_next(inside, breaker, progress, config.limits);
            };
            while (db::transact(connection, step) > 0) continue;
        }
    }

private:
    // In parts: a connection gives a statement up that takes very long.
    void fill(const store::Lounge& where, std::size_t count) {
        constexpr std::size_t at_once = 20'000;
        for (std::size_t first = 1; first <= count; first += at_once)
            fill(where, std::to_string(first), std::to_string(std::min(first + at_once - 1, count)));
        other.run("UPDATE stream SET last_seq = " + std::to_string(count) +
                  " WHERE id = " + std::to_string(where.stream.value));
    }
    void fill(const store::Lounge& where, const std::string& first, const std::string& last_one) {
        const std::string number = std::to_string(where.id.value);
        const std::string stream = std::to_string(where.stream.value);
        const std::string word = "'w', FLOOR(POW(RAND(), 4) * 50000)";
        std::string body = "CONCAT(" + word;
        for (int i = 1; i < 8; ++i) body += ", ' ', " + word;
        // The id of somebody: people were added in a row.
        const std::string who = std::to_string(ann.value) + " + s.seq % " + std::to_string(people - 1);
        other.run(
            "INSERT INTO chat_message (lounge_id, seq, participant_id, client_id, body, created_at) SELECT " +
            number + ", s.seq, " + who + ", CONCAT('" + where.slug + "-', s.seq), " + body +
            "), TIMESTAMPADD(SECOND, s.seq, '2020-01-01') FROM seq_" + first + "_to_" + last_one + " s");
        other.run("INSERT INTO event (stream_id, seq, kind, message_id, created_at) SELECT " + stream +
                  ", seq, 'message', id, created_at FROM chat_message WHERE lounge_id = " + number +
                  " AND seq BETWEEN " + first + " AND " + last_one);
    }
};

}  // namespace support
