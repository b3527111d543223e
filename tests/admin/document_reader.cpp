#include "admin/document_reader.h"

#include <boost/test/unit_test.hpp>

#include "core/verification/proof_hash.h"

namespace {

constexpr verification::Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{30}};

verification::Reading kept(const std::vector<std::string>& lines) {
    return admin::kept_of(verification::parse_zone(lines, today).value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(document_reader)

// The specimen of ICAO Doc 9303, part 4.
BOOST_AUTO_TEST_CASE(of_a_passport_is_kept_what_a_reviewer_compares) {
    const auto reading = kept(
        {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"});
    BOOST_TEST(reading.birth_date == "1974-08-12");
    BOOST_TEST(reading.expiry_date == "2012-04-15");
    BOOST_TEST(reading.number == "L898902C3");
    BOOST_TEST(reading.names == "ANNA MARIA ERIKSSON");
    BOOST_TEST(reading.state == "UTO");
    BOOST_TEST(!reading.faces);
}

BOOST_AUTO_TEST_CASE(a_document_is_known_again_however_its_number_was_read_or_typed) {
    base::Config config;
    config.audit_secret = std::string(32, 'a');
    const auto hash = [&](const char* number) { return verification::document_hash(config, number); };
    for (const char* same : {"L898902C3", "l8989 02c3", "L8989O2C3", "LB98-902C3"})
        BOOST_TEST((hash(same) == hash("L898902C3")), same);
    BOOST_TEST((hash("L898902C4") != hash("L898902C3")));
}

BOOST_AUTO_TEST_CASE(a_machine_without_text_recognition_has_no_reader) {
    base::VerificationSettings settings;
    settings.tesseract = "none";
    BOOST_TEST(!admin::document_reader(settings));
}

BOOST_AUTO_TEST_SUITE_END()
