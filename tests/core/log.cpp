#include "core/base/log.h"

#include <boost/test/unit_test.hpp>

#include "core/db/transaction.h"
#include "tests/support/database.h"

using base::log::Scope;

namespace {

// What the server was asked on a connection since then, by its general log.
struct GeneralLog {
    explicit GeneralLog(db::Connection& connection) : connection_(connection) {
        for (const char* statement :
             {"SET GLOBAL log_output = 'TABLE'", "TRUNCATE mysql.general_log", "SET GLOBAL general_log = 1"})
            connection_.run(statement);
    }
    ~GeneralLog() { connection_.run("SET GLOBAL general_log = 0"); }
    GeneralLog(const GeneralLog&) = delete;
    GeneralLog& operator=(const GeneralLog&) = delete;

    std::uint64_t count(const std::string& text) {
        auto rows = connection_.query(
            "SELECT COUNT(*) FROM mysql.general_log WHERE command_type = 'Query' AND CONVERT(argument USING utf8mb4) = ?",
            text);
        return rows.next() ? rows.number(0) : 0;
    }

private:
    db::Connection& connection_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(request_log)

BOOST_AUTO_TEST_CASE(an_id_is_in_force_until_its_scope_ends_and_then_the_one_before) {
    BOOST_TEST(base::log::current_id() == "");
    {
        const Scope outer("outer");
        {
            const Scope inner("inner");
            BOOST_TEST(base::log::current_id() == "inner");
        }
        BOOST_TEST(base::log::current_id() == "outer");
    }
    BOOST_TEST(base::log::current_id() == "");
}

BOOST_AUTO_TEST_CASE(what_could_end_a_comment_or_a_line_is_no_plain_id) {
    for (const char* plain : {"0123456789abcdef0123456789abcdef", "send-sms.x7k2", "a,b,c,d,+2", "A_b:1"})
        BOOST_TEST(base::log::is_plain_id(plain), plain);
    for (const std::string& other :
         {std::string(), std::string("*/ DROP"), std::string("a b"), std::string("a\nb"), std::string("a\"b"),
          std::string("h\xc3\xa9"), std::string("a/b"), std::string(201, 'a')})
        BOOST_TEST(!base::log::is_plain_id(other), other);
}

BOOST_AUTO_TEST_CASE(a_transaction_says_to_the_database_whose_it_is) {
    db::Connection connection(support::fresh_database());
    db::Connection observer(support::fresh_database());
    GeneralLog log(observer);
    {
        const Scope scope("request-1");
        db::transact(connection, [](db::Connection&) { return 0; });
        db::Transaction undone(connection);
    }
    { db::Transaction unnamed(connection); }
    {
        const Scope scope("*/ DROP TABLE user /*");
        db::Transaction unnamed(connection);
    }
    BOOST_TEST(log.count("/* request-1 */ START TRANSACTION") == 2U);
    BOOST_TEST(log.count("/* request-1 */ COMMIT") == 1U);
    BOOST_TEST(log.count("/* request-1 */ ROLLBACK") == 1U);
    BOOST_TEST(log.count("START TRANSACTION") == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
