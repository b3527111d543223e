#include "admin/document_reader.h"

#include <boost/test/unit_test.hpp>

#include <fmt/chrono.h>

#include "core/verification/proof_hash.h"
#include "tests/support/document_pictures.h"
#include "tests/support/face_stand_in.h"

namespace {

constexpr verification::Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{30}};

const base::Time at_noon{std::chrono::sys_days{today} + std::chrono::hours{12}};

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
    settings.face_helper = "/nowhere/compare-faces";
    BOOST_TEST(!admin::document_reader(settings));
}

BOOST_AUTO_TEST_CASE(faces_are_compared_where_there_is_a_helper_and_a_picture_of_each) {
    const support::FaceStandIn stand_in;
    base::VerificationSettings settings;
    settings.tesseract = "none";
    settings.face_helper = stand_in.program();
    const auto reader = admin::document_reader(settings);
    BOOST_REQUIRE(reader);
    const std::string front = "print -s $ARGV[0] == 6 ? '{\"similarity\": 0.25}' : ''";
    const auto reading = reader({.front = front, .back = "back", .selfie = "selfie"}, at_noon).value();
    BOOST_TEST(reading.faces.value() == 0.25);
    BOOST_TEST(reading.birth_date + reading.expiry_date + reading.number + reading.names + reading.state ==
               "");
    BOOST_TEST(!reader({.front = front, .back = "selfie", .selfie = ""}, at_noon));
    BOOST_TEST(!reader({.front = "", .back = front, .selfie = "selfie"}, at_noon));
    BOOST_TEST(!reader({.front = "exit 1", .back = "", .selfie = "selfie"}, at_noon), "no faces found");
}

BOOST_AUTO_TEST_CASE(zone_and_faces_are_read_each_for_itself) {
    const support::FaceStandIn stand_in;
    const auto written = support::BearerMaker(1).make(verification::ZoneFormat::td1);
    const auto card = support::document_picture(written, "");
    const auto birth = fmt::format("{:%F}", std::chrono::sys_days(written.birth));
    base::VerificationSettings settings;
    settings.face_helper = stand_in.program();
    const auto read_by = [&](const char* front) {
        return admin::document_reader(settings)({.front = front, .back = card, .selfie = "selfie"}, at_noon)
            .value();
    };
    const auto both = read_by("print '{\"similarity\": 0.25}'");
    BOOST_TEST(both.birth_date == birth);
    BOOST_TEST(both.faces.value() == 0.25);
    const auto zone_alone = read_by("exit 1");
    BOOST_TEST(zone_alone.birth_date == birth);
    BOOST_TEST(!zone_alone.faces);
}

BOOST_AUTO_TEST_SUITE_END()
