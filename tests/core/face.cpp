// The operator's program that compares faces: what it is handed, what is believed of it, and what it cannot reach.
#include "core/verification/face.h"

#include <boost/test/unit_test.hpp>

#include <chrono>

#include "core/media/confined_program.h"
#include "tests/support/face_stand_in.h"

namespace {

using verification::FaceHelper;

struct Ground {
    support::FaceStandIn stand_in;
    FaceHelper helper{stand_in.program(), media::confining_launcher(), base::Millis{60'000}};

    // Of a program that does this; -1: nothing.
    double of(const std::string& script, const std::string& selfie = "selfie") const {
        return helper.compare(script, selfie).value_or(-1);
    }
    double of_printed(const std::string& text) const { return of("print '" + text + "'"); }
    // 1 when it can, 0 when it cannot.
    double can(const std::string& condition) const {
        return of("my $can = (" + condition + ") ? 1 : 0; print qq({\"similarity\": $can})");
    }
    double can_open(const std::string& how, const std::string& path) const {
        return can("open(my $file, '" + how + "', '" + path + "')");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(face, Ground)

BOOST_AUTO_TEST_CASE(it_is_handed_the_two_pictures_and_its_word_is_taken_down) {
    BOOST_REQUIRE(helper.present());
    BOOST_TEST(of_printed(R"({"similarity": 0.25})") == 0.25);
    const std::string selfie(3'000'000, 'x');
    BOOST_TEST(can("$0 eq '/proc/self/fd/0' and \"@ARGV\" eq '/proc/self/fd/3'") == 1);
    const std::string reads = "open(my $file, '<:raw', $ARGV[0]) or exit 7; local $/; my $in = <$file>; ";
    const std::string compares = "print $in eq 'x' x 3000000 ? '{\"similarity\": 1}' : '{\"similarity\": 0}'";
    BOOST_TEST(of(reads + compares, selfie) == 1);
    BOOST_TEST(of(reads + compares, selfie + "y") == 0);
    BOOST_TEST(of("open(my $file, '<&=', 3) or exit 7; local $/; my $in = <$file>; " + compares, selfie) ==
               1);
}

BOOST_AUTO_TEST_CASE(a_number_from_0_to_1_is_believed_and_nothing_else) {
    BOOST_TEST(of_printed(R"({"similarity":0})") == 0);
    BOOST_TEST(of_printed(R"({"similarity":1.0})") == 1);
    BOOST_TEST(of_printed("  {\"model\": \"a\", \"similarity\": 5e-1}\n") == 0.5);
    for (const char* text :
         {"", "0.5", "[0.5]", "null", "{}", "alike", R"({"similarity": "0.5"})", R"({"similarity": null})",
          R"({"similarity": true})", R"({"similarity": [0.5]})", R"({"similarity": -0.01})",
          R"({"similarity": 1.01})", R"({"similarity": 1e999})", R"({"similarity": NaN})",
          R"({"similarity": 0.5)", R"({"similarity": 0.5} {"similarity": 0.5})", R"({"Similarity": 0.5})",
          "{\"similarity\": 0.5, \"model\": \"\xFF\"}"})
        BOOST_TEST(of_printed(text) == -1, text);
    BOOST_TEST(of("print '{\"similarity\": 0.5}', ' ' x 981") == 0.5);
    BOOST_TEST(of("print '{\"similarity\": 0.5}', ' ' x 982") == -1, "too long");
    BOOST_TEST(of("print '[' x 1000") == -1);
    BOOST_TEST(of("print 'x' x 30000000") == -1);
}

BOOST_AUTO_TEST_CASE(whatever_ends_otherwise_has_said_nothing) {
    const std::string says = R"($| = 1; print '{"similarity": 0.5}'; )";
    BOOST_TEST(of(says + "exit 0") == 0.5);
    for (const char* end : {"exit 1", "exit 120", "exit 121", "die", "CORE::dump()"})
        BOOST_TEST(of(says + end) == -1, end);
    const FaceHelper waited_for(stand_in.program(), media::confining_launcher(), base::Millis{1'000});
    const auto began = std::chrono::steady_clock::now();
    BOOST_TEST(!waited_for.compare(says + "1 while 1", "selfie").has_value());
    const auto took = std::chrono::steady_clock::now() - began;
    BOOST_TEST((took >= std::chrono::seconds(1) && took < std::chrono::seconds(15)), "it was ended");
}

BOOST_AUTO_TEST_CASE(it_reads_its_own_folder_and_reaches_nothing_else) {
    BOOST_TEST(can_open("<", stand_in.path("own/model")) == 1);
    BOOST_TEST(can("opendir(my $folder, '" + stand_in.path("own") + "')") == 1);
    for (const auto& path : {stand_in.path("other/model"), stand_in.path("own/../other/model"),
                             std::string("/etc/passwd"), std::string("/proc/self/environ")})
        BOOST_TEST(can_open("<", path) == 0, path);
    BOOST_TEST(can_open(">>", stand_in.path("own/model")) == 0);
    BOOST_TEST(can_open(">", stand_in.path("own/new")) == 0);
    BOOST_TEST(can("join(' ', %ENV) eq 'OMP_THREAD_LIMIT 1'") == 1);
    BOOST_TEST(can("exec('/bin/true') or 0") == 0, "no other program");
    BOOST_TEST(can("defined(fork())") == 0, "no other process");
    BOOST_TEST(can("socket(my $out, 2, 1, 0) or 1") == -1, "it was ended for that");
}

BOOST_AUTO_TEST_CASE(without_a_program_nothing_is_compared_and_nothing_fails) {
    namespace fs = std::filesystem;
    const std::string front = R"(print '{"similarity": 0.5}')";
    const auto launcher = media::confining_launcher();
    const auto script = stand_in.path("own/script");
    std::ofstream(script) << "#!/usr/bin/perl\n" << front << "\n";
    fs::permissions(script, fs::perms::all);
    fs::permissions(stand_in.path("own/model"), fs::perms::owner_read);
    for (const auto& program :
         {std::string(), stand_in.path("absent"), stand_in.path("own"), stand_in.path("own/model"), script}) {
        const FaceHelper none(program, launcher);
        BOOST_TEST(!none.present(), program);
        BOOST_TEST(!none.compare(front, "selfie").has_value(), program);
    }
    const FaceHelper no_launcher(stand_in.program(), "/nowhere/launcher");
    BOOST_TEST(!no_launcher.compare(front, "selfie").has_value());
    BOOST_REQUIRE_EQUAL(of(front), 0.5);
    fs::remove(stand_in.program());
    BOOST_TEST(of(front) == -1, "it has gone meanwhile");
}

BOOST_AUTO_TEST_CASE(a_program_whose_folder_holds_the_documents_or_their_keys_is_none) {
    const auto present = [&](const std::string& documents, const std::string& keys) {
        base::VerificationSettings settings;
        settings.face_helper = stand_in.program();
        settings.documents_dir = stand_in.path(documents);
        settings.keys_dir = stand_in.path(keys);
        return verification::face_helper(settings).present();
    };
    BOOST_TEST(present("documents", "keys"));
    BOOST_TEST(present("own-documents", "other/keys"));
    BOOST_TEST(!present("own/documents", "keys"));
    BOOST_TEST(!present("documents", "own/var/keys"));
    BOOST_TEST(!present("documents", "own"));
    BOOST_TEST(!present("other/../own/documents", "keys"));
    std::filesystem::create_directory_symlink(stand_in.path("own"), stand_in.path("link"));
    BOOST_TEST(!present("documents", "link/keys"));
}

BOOST_AUTO_TEST_SUITE_END()
