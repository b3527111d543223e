#include "core/audit/verify.h"

#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/core/archive.h"

namespace {

constexpr unsigned tries = 100;

// Changes one row, or one of head's, in a way that the seed decides. Returns what it did, for the reader of a failure.
class Tamperer {
public:
    Tamperer(Archive& archive, unsigned seed) : archive_(archive), random_(seed) {}

    std::string tamper() {
        switch (below(8)) {
            case 0:
                return alter_column();
            case 1:
                return alter_head();
            case 2:
                return remove();
            case 3:
                return insert();
            case 4:
                return swap();
            case 5:
                return rotate();
            case 6:
                return cut();
            default:
                return cut_with_head();
        }
    }

private:
    unsigned below(unsigned bound) { return std::uniform_int_distribution<unsigned>(0, bound - 1)(random_); }
    unsigned rows() { return static_cast<unsigned>(archive_.rows()); }
    unsigned any_row() { return 1 + below(rows()); }
    // All statements, and all of them as the text.
    std::string run(const std::vector<std::string>& statements) {
        std::string done;
        for (const auto& statement : statements) {
            archive_.connection.run(statement);
            done += statement + "; ";
        }
        return done;
    }
    // A row that is not the last.
    unsigned inner_row() { return 1 + below(rows() - 1); }
    static std::string text(unsigned number) { return std::to_string(number); }
    // Rows from this one on go up or down by one.
    static std::string renumber(unsigned from, bool up) {
        return std::string("UPDATE audit_log SET id = id ") + (up ? "+ 1" : "- 1") +
               " WHERE id >= " + text(from) + " ORDER BY id" + (up ? " DESC" : "");
    }
    std::string follow_head(unsigned last) {
        return "UPDATE audit_head h JOIN audit_log l ON l.id = " + text(last) +
               " SET h.last_id = l.id, h.last_hash = l.row_hash";
    }

    std::string alter_column() {
        static const std::vector<std::string> changes{
            "id = id + 100",
            "id = 0",
            "at = at + INTERVAL 1000 MICROSECOND",
            "at = '2001-01-01'",
            "actor = CONCAT(actor, '1')",
            "actor = ''",
            "action = UPPER(action)",
            "subject = NULL",
            "subject = ''",
            "detail = NULL",
            "detail = CONCAT(' ', detail)",
            "previous_hash = INSERT(previous_hash, 1, 1, CHAR(ASCII(previous_hash) ^ 1))",
            "row_hash = INSERT(row_hash, 32, 1, CHAR(ASCII(RIGHT(row_hash, 1)) ^ 1))",
            "row_hash = previous_hash"};
        return run({"UPDATE audit_log SET " + changes[below(static_cast<unsigned>(changes.size()))] +
                    " WHERE id = " + text(any_row())});
    }
    std::string alter_head() {
        const unsigned last = rows();
        switch (below(4)) {
            case 0:
                return run({"UPDATE audit_head SET last_id = " + text(last + 1 + below(3))});
            case 1:
                return run({"UPDATE audit_head SET last_hash = REPEAT('x', 32)"});
            case 2:
                return run({"DELETE FROM audit_head"});
            default:
                return run({follow_head(inner_row())});  // an old one restored
        }
    }
    std::string remove() {
        const unsigned row = inner_row();
        const std::string gone = "DELETE FROM audit_log WHERE id = " + text(row);
        if (below(2) == 0) return run({gone});
        const unsigned last = rows() - 1;
        return run({gone, renumber(row, false), follow_head(last)});
    }
    // A copy of a true row, or one that somebody without the key made.
    std::string insert() {
        const unsigned place = any_row();
        const unsigned last = rows() + 1;
        const std::string what =
            below(2) == 0 ? "at, actor, action, subject, detail, previous_hash, row_hash"
                          : "at, 'operator', action, subject, detail, row_hash, UNHEX(SHA2('x', 256))";
        return run({renumber(place, true),
                    "INSERT INTO audit_log SELECT " + text(place) + ", " + what +
                        " FROM audit_log WHERE id = " + text(last),
                    follow_head(last)});
    }
    std::string swap() {
        const unsigned one = any_row();
        const unsigned other = 1 + (one + below(rows() - 1)) % rows();
        const std::string move = "UPDATE audit_log SET id = ";
        return run({move + "9999 WHERE id = " + text(one), move + text(one) + " WHERE id = " + text(other),
                    move + text(other) + " WHERE id = 9999", follow_head(rows())});
    }
    // The first of a stretch goes to its end.
    std::string rotate() {
        const unsigned row = inner_row();
        return run({"UPDATE audit_log SET id = 9999 WHERE id = " + text(row),
                    "UPDATE audit_log SET id = id - 1 WHERE id > " + text(row) + " ORDER BY id LIMIT " +
                        text(rows() - row),
                    "UPDATE audit_log SET id = " + text(rows()) + " WHERE id = 9998", follow_head(rows())});
    }
    std::string cut() { return run({"DELETE FROM audit_log WHERE id > " + text(inner_row())}); }
    std::string cut_with_head() {
        const unsigned last = below(rows());
        const std::string cut = "DELETE FROM audit_log WHERE id > " + text(last);
        if (last == 0)
            return run({cut, "UPDATE audit_head SET last_id = 0, last_hash = REPEAT(CHAR(0), 32)"});
        return run({cut, follow_head(last)});
    }

    Archive& archive_;
    std::mt19937 random_;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(audit_tampering, Archive)

BOOST_AUTO_TEST_CASE(each_of_a_hundred_random_tamperings_is_found_and_no_untouched_chain_is_accused) {
    std::mt19937 sizes(20261123);
    for (unsigned seed = 1; seed <= tries; ++seed) {
        forget_everything();
        connection.run("INSERT IGNORE INTO audit_head VALUES (1, 0, REPEAT(CHAR(0), 32))");
        record_many(std::uniform_int_distribution<unsigned>(3, 25)(sizes));
        BOOST_TEST(verdict() == "whole", "untouched, before seed " << seed);
        const auto done = Tamperer(*this, seed).tamper();
        BOOST_TEST(verdict() != "whole", "seed " << seed << " was not found: " << done);
    }
}

BOOST_AUTO_TEST_CASE(the_first_broken_row_is_named_with_what_happened_to_it) {
    const std::string follow =
        "UPDATE audit_head SET last_id = (SELECT MAX(id) FROM audit_log), "
        "last_hash = (SELECT row_hash FROM audit_log ORDER BY id DESC LIMIT 1)";
    const struct {
        const char* verdict;
        std::vector<std::string> statements;
    } cases[] = {
        {"altered 4", {"UPDATE audit_log SET detail = '{\"who\":1}' WHERE id = 4"}},
        {"altered 1", {"UPDATE audit_log SET actor = 'operator' WHERE id IN (1, 4)"}},
        {"altered 10", {"UPDATE audit_log SET row_hash = REPEAT('x', 32) WHERE id = 10"}},
        {"removed 4", {"DELETE FROM audit_log WHERE id IN (4, 7)"}},
        {"removed 1", {"DELETE FROM audit_log WHERE id = 1"}},
        {"removed 4",
         {"DELETE FROM audit_log WHERE id = 4", "UPDATE audit_log SET id = id - 1 WHERE id > 4 ORDER BY id",
          follow}},
        {"inserted 4",
         {"UPDATE audit_log SET id = id + 1 WHERE id >= 4 ORDER BY id DESC",
          "INSERT INTO audit_log SELECT 4, at, actor, action, subject, detail, row_hash, REPEAT('x', 32) FROM audit_log "
          "WHERE id = 3",
          follow}},
        {"inserted 0",
         {"INSERT INTO audit_log SELECT 0, at, actor, 'forged', subject, detail, previous_hash, row_hash FROM audit_log "
          "WHERE id = 1"}},
        {"inserted 11",
         {"INSERT INTO audit_log SELECT 11, at, actor, action, subject, detail, row_hash, REPEAT('x', 32) FROM audit_log "
          "WHERE id = 10"}},
        {"inserted 500",
         {"INSERT INTO audit_log SELECT 500, at, actor, action, subject, detail, row_hash, REPEAT('x', 32) FROM "
          "audit_log WHERE id = 10"}},
        {"reordered 4",
         {"UPDATE audit_log SET id = 99 WHERE id = 4", "UPDATE audit_log SET id = 4 WHERE id = 7",
          "UPDATE audit_log SET id = 7 WHERE id = 99"}},
        {"reordered 4", {"UPDATE audit_log SET id = 99 WHERE id = 4"}},
        {"reordered 4", {"UPDATE audit_log SET id = 0 WHERE id = 4"}},
        {"cut off 9", {"DELETE FROM audit_log WHERE id > 8"}},
        {"cut off 1", {"DELETE FROM audit_log"}},
        {"cut off 9", {"DELETE FROM audit_log WHERE id > 8", follow}},
        {"set back 8",
         {"UPDATE audit_head h JOIN audit_log l ON l.id = 8 SET h.last_id = 8, h.last_hash = l.row_hash"}},
        {"head altered 10", {"UPDATE audit_head SET last_hash = REPEAT('x', 32)"}},
        {"head altered 10", {"DELETE FROM audit_head"}},
    };
    for (const auto& c : cases) {
        forget_everything();
        connection.run("INSERT IGNORE INTO audit_head VALUES (1, 0, REPEAT(CHAR(0), 32))");
        record_many(10);
        for (const auto& statement : c.statements) connection.run(statement);
        BOOST_TEST(verdict() == c.verdict, c.statements.front()
                                               << ": " << verdict() << " instead of " << c.verdict);
    }
}

// After a database was put back there are two histories, both written with the key.
BOOST_AUTO_TEST_CASE(a_row_of_another_history_of_the_house_is_found) {
    record_many(6);
    connection.run("CREATE TEMPORARY TABLE other_history AS SELECT * FROM audit_log");
    forget_everything();
    record_many(6);
    BOOST_TEST(verdict() == "whole");
    connection.run("REPLACE INTO audit_log SELECT * FROM other_history WHERE id = 5");
    BOOST_TEST(verdict() == "inserted 5");
    connection.run("REPLACE INTO audit_log SELECT * FROM other_history");
    BOOST_TEST(verdict() == "head altered 6", "all of the other history, but for its head");
}

BOOST_AUTO_TEST_SUITE_END()
