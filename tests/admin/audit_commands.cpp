#include "admin/audit_commands.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;

BOOST_AUTO_TEST_SUITE(audit_commands)

BOOST_AUTO_TEST_CASE(a_whole_record_is_told_with_its_length) {
    const audit::Verdict whole{.rows = 12, .broken = std::nullopt};
    BOOST_TEST(admin::report(whole).text == "The audit log is whole: 12 rows\n");
    BOOST_TEST((admin::report(whole).document == json::parse(R"({"whole":true,"rows":12,"broken":null})")));
}

BOOST_AUTO_TEST_CASE(a_broken_one_is_told_with_its_first_broken_row) {
    const audit::Verdict broken{.rows = 3,
                                .broken = audit::Break{audit::Fault::cut_off, 4, "rows 4 to 5 were cut off"}};
    BOOST_TEST(admin::report(broken).text ==
               "BROKEN (cut off): rows 4 to 5 were cut off. Rows found good: 3\n");
    BOOST_TEST((
        admin::report(broken).document ==
        json::parse(
            R"({"whole":false,"rows":3,"broken":{"fault":"cut off","row":4,"what":"rows 4 to 5 were cut off"}})")));
}

BOOST_AUTO_TEST_CASE(a_row_is_exported_as_one_line_of_json) {
    const store::AuditRow row{.id = 7,
                              .at = base::from_epoch_ms(1'767'225'600'000),
                              .actor = "user:3",
                              .action = "moderation.mute",
                              .subject = std::nullopt,
                              .detail = R"({"door":"page"})",
                              .previous_hash = std::string(32, 'p'),
                              .row_hash = std::string(32, '\xab')};
    const std::string line = admin::to_line(row);
    BOOST_TEST(line.find('\n') == line.size() - 1);
    BOOST_TEST(
        line ==
        R"({"id":7,"at":"2026-01-01T00:00:00.000Z","actor":"user:3","action":"moderation.mute","subject":null,)"
        R"("detail":{"door":"page"},"hash":")" +
            [] {
                std::string hash;
                for (int i = 0; i < 32; ++i) hash += "ab";
                return hash;
            }() +
            "\"}\n");
}

BOOST_AUTO_TEST_SUITE_END()
