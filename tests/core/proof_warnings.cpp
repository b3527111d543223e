// What reviewers are told to look at twice, and the days and names that it goes by.
#include "core/verification/dates.h"
#include "core/verification/proof_hash.h"
#include "core/verification/warnings.h"
#include "tests/core/proof_reviewers.h"

namespace {

using namespace std::chrono_literals;
using namespace std::chrono;
using enum verification::WarningKind;
using verification::Reading;
using verification::Warning;

struct Ground : support::ProofReviewers {
    store::Verification attempt = read_attempt();
    store::User user = anna();
    Reading good{.birth_date = "1974-08-12",
                 .expiry_date = "2032-04-15",
                 .number = "L898902C3",
                 .names = "ERIKSSON ANNA MARIA",
                 .state = "UTO",
                 .faces = 0.9};

    store::Verification read_attempt() {
        store::Verification one;
        one.type = store::VerificationType::id_full;
        one.read_at = clock.now();
        return one;
    }
    static store::User anna() {
        store::User one;
        one.first_name = "Anna Maria";
        one.last_name = "Eriksson";
        one.birth_year = 1974;
        return one;
    }
    std::vector<Warning> of(const std::optional<Reading>& reading, std::uint64_t seen = 0,
                            std::uint64_t tried = 1) {
        return verification::warnings(
            {.attempt = attempt, .reading = reading, .user = user, .seen = seen, .tries = tried},
            config.limits, clock.now());
    }
    void expect(const std::vector<Warning>& found, const std::vector<verification::WarningKind>& kinds) {
        std::vector<verification::WarningKind> got;
        for (const auto& one : found) got.push_back(one.kind);
        BOOST_TEST((got == kinds));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(proof_warnings, Ground)

BOOST_AUTO_TEST_CASE(nothing_is_said_of_what_is_as_it_should_be) {
    expect(of(good), {});
    good.faces.reset();
    expect(of(good), {});
}

BOOST_AUTO_TEST_CASE(each_thing_that_is_not_has_a_warning_of_its_own) {
    auto reading = good;
    reading.birth_date = "2010-08-12";
    expect(of(reading), {under_age, birth_year});
    reading = good;
    reading.expiry_date = "2025-12-31";
    expect(of(reading), {document_expired});
    reading.expiry_date = "2026-01-01";
    expect(of(reading), {});
    reading = good;
    reading.names = "NOBODY AT ALL";
    expect(of(reading), {names});
    reading = good;
    reading.faces = 0.49;
    expect(of(reading), {faces});
    BOOST_TEST((of(good, 2).front() == Warning{seen_elsewhere, 2}));
    BOOST_TEST((of(good, 0, 3).front() == Warning{tries, 3}));
}

BOOST_AUTO_TEST_CASE(faces_that_no_zone_was_read_beside_are_told_of_too) {
    expect(of(Reading{.faces = 0.49}), {faces, nothing_read});
    expect(of(Reading{.faces = 0.5}), {nothing_read});
}

// The helper's word is a hint: the reviewer's holds, whichever way it goes.
BOOST_AUTO_TEST_CASE(what_the_helper_finds_of_faces_decides_nothing) {
    const auto unlike = handed_in(plain);
    BOOST_REQUIRE_EQUAL(take(rita, unlike), "ok");
    good.faces = 0.0;
    read(unlike, good);
    expect(of(good), {faces});
    BOOST_TEST((found(unlike).status == store::VerificationStatus::pending), "it waits as before");
    BOOST_TEST(approve(rita, unlike) == "whole");
    BOOST_TEST((found(unlike).status == store::VerificationStatus::approved));
    const auto alike = handed_in(amy);
    BOOST_REQUIRE_EQUAL(take(rita, alike), "ok");
    good.faces = 1.0;
    read(alike, good);
    BOOST_TEST((found(alike).status == store::VerificationStatus::pending), "it waits as before");
    BOOST_TEST(reject(rita, alike, store::ProofOutcome::unreadable) == "ok");
    BOOST_TEST((found(alike).status == store::VerificationStatus::rejected));
}

BOOST_AUTO_TEST_CASE(names_are_nobodys_business_where_age_alone_is_proven) {
    attempt.type = store::VerificationType::age_only;
    good.names = "NOBODY AT ALL";
    expect(of(good), {});
}

BOOST_AUTO_TEST_CASE(a_machine_that_has_read_nothing_says_so) {
    expect(of(std::nullopt), {nothing_read});
    expect(of(Reading{}), {nothing_read});
    attempt.read_at.reset();
    expect(of(std::nullopt), {not_read_yet});
}

BOOST_AUTO_TEST_CASE(a_document_that_another_member_has_shown_is_known_again) {
    const auto first = handed_in(plain);
    BOOST_REQUIRE_EQUAL(take(rita, first), "ok");
    read(first, good);
    BOOST_REQUIRE_EQUAL(approve(rita, first, {.birth_date = "1980-05-01", .number = "L898902C3"}), "whole");
    const auto again = handed_in(amy);
    const auto told = [&](const Reading& reading) {
        return verification::warnings_of(connection, config, found(again), reading,
                                         store::find_user(connection, *amy.user).value(), clock.now());
    };
    good.birth_date = "1980-05-01";
    BOOST_REQUIRE(told(good).size() == 1U);
    BOOST_TEST((told(good).front() == Warning{seen_elsewhere, 1}));
    good.number = "L898902C4";
    BOOST_TEST(told(good).empty(), "another document");
    BOOST_REQUIRE_EQUAL(take(rita, again), "ok");
    BOOST_REQUIRE_EQUAL(reject(rita, again, store::ProofOutcome::seen_before), "ok");
    const auto third = handed_in(amy);
    BOOST_TEST((verification::warnings_of(connection, config, found(third), good,
                                          store::find_user(connection, *amy.user).value(), clock.now())
                    .front() == Warning{tries, 2}));
}

BOOST_AUTO_TEST_CASE(a_number_is_the_same_however_it_was_read) {
    const auto hash = [&](const char* number) { return verification::document_hash(config, number); };
    BOOST_TEST(hash("LO1X 0OT-47<<") == hash("l01xoot47"));
    BOOST_TEST(hash("BIZ5GK1") == hash("812561"));
    BOOST_TEST(hash("L01X00T47") != hash("L01X00T48"));
    BOOST_TEST(hash("L01X00T47").size() == 32U);
}

BOOST_AUTO_TEST_CASE(names_are_compared_as_documents_write_them) {
    struct Row {
        const char* shown;
        const char* first;
        const char* last;
        bool agree;
    };
    for (const auto& [shown, first, last, agree] :
         {Row{"ERIKSSON ANNA MARIA", "Anna", "Eriksson", true},
          Row{"ERIKSSON ANNA MARIA", "maria", "eriksson", true},
          Row{"MUELLER JUERGEN", "Jürgen", "Müller", true}, Row{"MULLER JURGEN", "Jürgen", "Müller", true},
          Row{"MUELLER JUERGEN", "Jurgen", "Müller", false}, Row{"GARCIA LOPEZ JOSE", "José", "García", true},
          Row{"ONEIL SEAN", "Seán", "O'Neil", true}, Row{"SMITH JONES ANN", "Ann", "Smith-Jones", true},
          Row{"CONSTANTINOPOULO ALEXANDROS", "Alexandros", "Constantinopoulos", true},
          Row{"IVANOV IVAN", "Иван", "Иванов", true}, Row{"ERIKSSON ANNA", "Anna", "", true},
          Row{"ERIKSSON ANNA", "Berta", "", false}, Row{"ERIKSSON ANNA", "Anna", "Svensson", false},
          Row{"LI ANA", "Ana", "Lindberg", false}, Row{"", "Anna", "Eriksson", false}})
        BOOST_TEST(verification::names_agree(shown, first, last) == agree,
                   shown << " / " << first << " " << last);
}

BOOST_AUTO_TEST_CASE(birthdays_begin_with_their_day) {
    const auto age = [](const char* today, const char* birth) {
        return verification::age_on(*verification::date_in(today), *verification::date_in(birth));
    };
    BOOST_TEST(age("2026-01-01", "2008-01-01") == 18);
    BOOST_TEST(age("2025-12-31", "2008-01-01") == 17);
    BOOST_TEST(age("2026-02-28", "2008-02-29") == 17);
    BOOST_TEST(age("2026-03-01", "2008-02-29") == 18);
    BOOST_TEST(age("2028-02-29", "2008-02-29") == 20);
    BOOST_TEST(age("2026-01-01", "2027-01-01") == -1);
}

BOOST_AUTO_TEST_CASE(a_date_is_one_that_a_calendar_has) {
    for (const char* text :
         {"", "1990", "1990-1-1", "1990-01-32", "1990-02-29", "1990-13-01", "1990-00-01", "90-01-01",
          "1990-01-01 ", "+990-01-01", "1990/01/01", "-990-01-01", "199O-01-01"})
        BOOST_TEST(!verification::date_in(text).has_value(), text);
    BOOST_TEST((verification::date_in("1992-02-29") == year_month_day{1992y, February, 29d}));
}

BOOST_AUTO_TEST_SUITE_END()
