#include "core/store/text_marks.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {

void add_text_marks(db::Connection& connection, const std::vector<TextMark>& marks, base::Time now) {
    in_blocks(marks, [&](std::span<const TextMark> block) {
        std::vector<db::Param> params;
        for (const auto& one : block) {
            for (const auto& value : {db::param(one.mark), db::param(one.who), db::param(now)})
                params.push_back(value);
        }
        connection.execute_params("INSERT INTO text_mark (mark, participant_id, created_at) VALUES " +
                                      repeat("(?, ?," DB_TIME ")", block.size()),
                                  params);
    });
}

std::vector<TextMarkCount> count_text_marks(db::Connection& connection,
                                            const std::vector<std::uint64_t>& marks, base::Time since) {
    std::vector<TextMarkCount> counts;
    in_lists(marks, [&](std::span<const std::uint64_t> block) {
        auto params = params_of(block);
        params.push_back(db::param(since));
        auto rows = connection.query_params(
            "SELECT mark, participant_id, COUNT(*) FROM text_mark WHERE mark IN (" +
                repeat("?", block.size()) + ") AND created_at >" DB_TIME "GROUP BY mark, participant_id",
            params);
        while (rows.next())
            counts.push_back(
                {.mark = rows.number(0), .who = rows.id<base::ParticipantId>(1), .times = rows.number(2)});
    });
    return counts;
}

std::uint64_t forget_text_marks(db::Connection& connection, base::Time before, unsigned most) {
    return connection.execute(
        "DELETE FROM text_mark WHERE created_at <=" DB_TIME "ORDER BY created_at LIMIT ?", before, most);
}

}  // namespace store
