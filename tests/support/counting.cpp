// The main of every test program, and an honest count as its last line: "N passed, N failed, N skipped".
//
// Boost's own summary takes cases that never ran (after a fatal error, say) for passed; here they have failed.
#define BOOST_TEST_MODULE chatroom
#include <iostream>

#include <boost/test/results_collector.hpp>
#include <boost/test/tree/observer.hpp>
#include <boost/test/tree/traverse.hpp>
#include <boost/test/tree/visitor.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace ut = boost::unit_test;

class EnabledCases : public ut::test_tree_visitor {
public:
    unsigned count() const { return count_; }

private:
    void visit(const ut::test_case& test) override {
        if (test.is_enabled()) ++count_;
    }
    bool test_suite_start(const ut::test_suite& suite) override { return suite.is_enabled(); }

    unsigned count_ = 0;
};

class Counter : public ut::test_observer {
public:
    Counter() { ut::framework::register_observer(*this); }
    ~Counter() override { ut::framework::deregister_observer(*this); }
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;

    // Hears of each case after the collector of results.
    int priority() override { return 100; }

    void test_unit_finish(const ut::test_unit& unit, unsigned long /*microseconds*/) override {
        if (unit.p_type != ut::TUT_CASE) return;
        const auto& results = ut::results_collector.results(unit.p_id);
        if (results.p_skipped) return;
        ++(results.passed() ? passed_ : failed_);
    }

    void test_unit_skipped(const ut::test_unit& unit, ut::const_string /*reason*/) override {
        EnabledCases cases;
        ut::traverse_test_tree(unit, cases, true);
        skipped_ += cases.count();
    }

    void test_finish() override {
        EnabledCases cases;
        ut::traverse_test_tree(ut::framework::master_test_suite(), cases, false);
        const unsigned ended = passed_ + failed_ + skipped_;
        const unsigned never_ran = cases.count() > ended ? cases.count() - ended : 0;
        std::cout << passed_ << " passed, " << failed_ + never_ran << " failed, " << skipped_ << " skipped"
                  << std::endl;
    }

private:
    unsigned passed_ = 0;
    unsigned failed_ = 0;
    unsigned skipped_ = 0;
};

const Counter counter;

}  // namespace
