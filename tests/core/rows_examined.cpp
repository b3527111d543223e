// No statement of a busy house looks at more than five times the rows it returns or changes, however long its past. The server itself counts. `scripts/bench
// rows` runs this with a million messages and prints the table.
#include <boost/test/unit_test.hpp>
#include <iomanip>
#include <iostream>
#include <map>

#include "tests/core/busy_overview.h"
#include "tests/core/statement_watch.h"
#include "tests/core/store_sources.h"

namespace {

using support::Statement;

// Of the same text: how often, and the one that examined most for what it gave.
struct Worst {
    std::size_t times = 0;
    Statement statement;
};

// What counts or clears those at a lounge's door sees them all, by the nature of it, and so does what counts the proofs that wait, or how they ended; a balance is the sum of
// all that entered an account: nobody else.
std::uint64_t allowed(const Statement& statement) {
    const bool sum = statement.text.find("SUM(amount_minor)") != std::string::npos;
    if (sum) return 2 * support::BusyOrders::entries;
    if (statement.text.starts_with(
            "SELECT COUNT(*) FROM id_verification FORCE INDEX (id_verification_queue)"))
        return 2 * support::BusyProofs::waiting;
    if (statement.text.find("FORCE INDEX (id_verification_decided)") != std::string::npos)
        return 5 * support::BusyProofs::decided;
    const bool whole_door = statement.text.find("FROM admission WHERE lounge_id") != std::string::npos;
    return whole_door ? 5 * support::BusyPeople::at_the_door : statement.allowed();
}

std::map<std::string, Worst> worst_of(const std::vector<Statement>& statements) {
    std::map<std::string, Worst> worst;
    for (const auto& statement : statements) {
        Worst& one = worst[statement.text];
        const auto excess = [](const Statement& s) {
            return static_cast<double>(s.examined) / static_cast<double>(allowed(s));
        };
        if (one.times++ == 0 || excess(statement) > excess(one.statement)) one.statement = statement;
    }
    return worst;
}

void print(const std::map<std::string, Worst>& table) {
    std::cout << "examined  returned  times  statement (the worst of its kind)\n";
    for (const auto& [text, worst] : table)
        std::cout << std::setw(8) << worst.statement.examined << std::setw(10) << worst.statement.rows
                  << std::setw(7) << worst.times << "  " << text.substr(0, 160) << '\n';
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rows_examined, support::BusyOverview)

BOOST_AUTO_TEST_CASE(no_statement_examines_more_than_five_times_the_rows_it_returns) {
    index();
    config.limits.index_step = base::Limits{}.index_step;
    support::StatementWatch watch(connection, other);
    look_over_the_house();
    live_through_a_day();
    look_around_in_the_market();
    buy_and_sell();
    prove_and_review();
    look_over_the_house();
    const auto table = worst_of(watch.statements());
    BOOST_TEST(table.size() > 150U);
    for (const auto& [text, worst] : table) {
        BOOST_TEST(worst.statement.examined <= allowed(worst.statement),
                   worst.statement.examined << " examined for " << worst.statement.rows << ": " << text);
    }
    for (const auto& statement : support::statements_of_the_store()) {
        const bool seen = std::ranges::any_of(
            table, [&](const auto& one) { return one.first.find(statement.text) != std::string::npos; });
        BOOST_TEST(seen, statement.file << " has a statement that this day is without: " << statement.text);
    }
    if (std::getenv("CHATROOM_ARCHIVE_MESSAGES") != nullptr) print(table);
}

BOOST_AUTO_TEST_CASE(the_watch_sees_a_statement_that_looks_at_everything) {
    support::StatementWatch watch(connection, other);
    (void)support::count(connection, "SELECT COUNT(*) FROM chat_message WHERE body LIKE '%nowhere%'");
    const auto seen = watch.statements();
    const auto counting = std::ranges::find_if(
        seen, [](const auto& one) { return one.text.starts_with("SELECT COUNT(*) FROM chat_message"); });
    BOOST_REQUIRE((counting != seen.end()));
    BOOST_TEST(counting->examined >= size);
    BOOST_TEST(counting->examined > allowed(*counting));
}

BOOST_AUTO_TEST_SUITE_END()
