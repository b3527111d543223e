#include <boost/test/unit_test.hpp>

#include "core/db/transaction.h"
#include "tests/support/database.h"

namespace {

// The server itself reports the error, as it would out of a statement.
std::string fault_of(const char* state, int code, bool& lost) {
    db::Connection connection(support::empty_database());
    std::string kind = "none";
    try {
        connection.run("SIGNAL SQLSTATE '" + std::string(state) +
                       "' SET MYSQL_ERRNO = " + std::to_string(code));
    } catch (const db::ConnectionLost&) {
        kind = "lost";
    } catch (const db::Conflict&) {
        kind = "conflict";
    } catch (const db::Duplicate&) {
        kind = "duplicate";
    } catch (const db::Error& error) {
        kind = error.code() == code ? "error" : "another error";
    }
    lost = connection.lost();
    return kind;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(database_faults)

BOOST_AUTO_TEST_CASE(what_the_server_says_decides_whether_a_connection_is_given_up) {
    struct Row {
        const char* state;
        int code;
        const char* kind;
        bool lost;
    };
    for (const Row& row : {Row{"08S01", 1047, "lost", true},  // a node without the majority
                           Row{"HY000", 1180, "lost", true},  // it lost the majority during COMMIT
                           Row{"08S01", 1053, "lost", true},  // shutting down
                           Row{"40001", 1213, "conflict", false}, Row{"HY000", 1205, "conflict", false},
                           Row{"23000", 1062, "duplicate", false}, Row{"42000", 1064, "error", false}}) {
        bool lost = !row.lost;
        BOOST_TEST_CONTEXT(row.code) {
            BOOST_TEST(fault_of(row.state, row.code, lost) == row.kind);
            BOOST_TEST(lost == row.lost);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_transaction_is_replayed_after_a_conflict_and_never_when_its_outcome_is_unknown) {
    db::Connection connection(support::empty_database());
    int runs = 0;
    const auto fails_with = [&](const char* state, int code) {
        return [&runs, state, code](db::Connection& inside) {
            ++runs;
            if (runs == 1)
                inside.run("SIGNAL SQLSTATE '" + std::string(state) +
                           "' SET MYSQL_ERRNO = " + std::to_string(code));
            return runs;
        };
    };
    BOOST_TEST(db::transact(connection, fails_with("40001", 1213)) == 2);
    runs = 0;
    BOOST_CHECK_THROW(db::transact(connection, fails_with("HY000", 1180)), db::ConnectionLost);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_SUITE_END()
