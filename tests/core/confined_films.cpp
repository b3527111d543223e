#include "core/media/confined_films.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/base/file_descriptor.h"
#include "core/media/film_facts.h"
#include "core/media/film_files.h"
#include "tests/support/film_files.h"

namespace {

using media::FilmKind;
using support::made_by_ffmpeg;
using support::operator+;
using support::Words;

const base::Limits limits;

const media::ConfinedFilms& films() {
    static const media::ConfinedFilms one(support::film_tools(), media::confining_launcher());
    return one;
}

base::Result<media::Film> reading(const std::string& bytes) {
    const auto kind = media::film_kind_of(bytes);
    if (!kind) return base::ErrorCode::picture_type;
    return films().read(bytes, *kind, limits);
}
template <class Value>
std::string told(const base::Result<Value>& result) {
    return result ? "ok" : std::string(base::wire_code(result.error().code));
}
std::string outcome(const std::string& bytes) { return told(reading(bytes)); }

bool holds(const std::string& bytes, std::string_view part) { return bytes.find(part) != std::string::npos; }

// One second without sound, as this codec in this container.
std::string film_as(const Words& codec, const std::string& ending) {
    return made_by_ffmpeg(support::bars("64x48", "10", "1") + codec, ending);
}

// What a program can do where ffmpeg runs: its status, and what it printed.
struct Shut {
    int status;
    std::string printed;
};
Shut shut_off(const Words& words, const std::string& in = {}) {
    const base::FileDescriptor from(media::open_memory_file("in"));
    const base::FileDescriptor to(media::open_memory_file("out"));
    media::write_file(from.get(), in);
    const std::array<media::Handed, 2> handed{{{from.get(), media::film_in}, {to.get(), media::film_report}}};
    const auto ended = media::run(media::confining_launcher(), handed, base::Millis{60'000}, words);
    return {.status = ended.status, .printed = media::read_file(to.get())};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(confined_films)

BOOST_AUTO_TEST_CASE(both_kinds_are_made_anew_with_a_poster) {
    for (const auto& [bytes, kind] :
         {std::pair(support::small_mp4(), FilmKind::mp4), std::pair(support::small_webm(), FilmKind::webm)}) {
        const auto film = reading(bytes);
        BOOST_REQUIRE_EQUAL(told(film), "ok");
        BOOST_TEST((film->kind == kind && media::film_kind_of(film->bytes) == kind));
        BOOST_TEST(std::abs(film->duration.count() - 2000) < 100);
        BOOST_TEST(film->poster.starts_with("\x89PNG"));
        BOOST_TEST(outcome(film->bytes) == "ok", "its own");
    }
}

BOOST_AUTO_TEST_CASE(what_begins_is_at_the_beginning) {
    const auto film = reading(support::small_mp4());
    BOOST_REQUIRE_EQUAL(told(film), "ok");
    BOOST_TEST(support::small_mp4().find("moov") > support::small_mp4().find("mdat"));
    BOOST_TEST(film->bytes.find("moov") < film->bytes.find("mdat"));
}

BOOST_AUTO_TEST_CASE(place_title_chapters_subtitles_and_notes_stay_behind) {
    const support::ScratchFolder scratch;
    std::ofstream(scratch.path() + "/words.srt") << "1\n00:00:00,000 --> 00:00:01,000\nQuokkasub\n";
    std::ofstream(scratch.path() + "/chapters")
        << ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\n"
           "title=Quokkachapter\n";
    const auto bytes = made_by_ffmpeg(support::bars("64x48", "10", "1") +
                                          Words{"-i",
                                                scratch.path() + "/words.srt",
                                                "-i",
                                                scratch.path() + "/chapters",
                                                "-map",
                                                "0",
                                                "-map",
                                                "1",
                                                "-map_metadata",
                                                "2",
                                                "-metadata",
                                                "location=+48.1351+011.5820/",
                                                "-metadata",
                                                "title=Quokkatitle",
                                                "-metadata:s:v",
                                                "handler_name=Quokkahandler",
                                                "-metadata",
                                                "creation_time=2020-01-01T00:00:00Z",
                                                "-c:s",
                                                "mov_text"} +
                                          support::as_h264,
                                      "mov");
    const std::string sei = "x264 - core";
    for (const char* const part :
         {"\xA9xyz", "+48.1351", "Quokkatitle", "Quokkachapter", "Quokkahandler", "Quokkasub"})
        BOOST_TEST(holds(bytes, part), part);
    BOOST_TEST(holds(bytes, sei));
    const auto film = reading(bytes);
    BOOST_REQUIRE_EQUAL(told(film), "ok");
    for (const auto* part : {"xyz", "48.13", "Quokka", "loci"}) BOOST_TEST(!holds(film->bytes, part), part);
    BOOST_TEST(!holds(film->bytes, sei));
    BOOST_TEST(!holds(film->poster, "Quokka"));
}

BOOST_AUTO_TEST_CASE(what_stands_beside_a_webm_stays_behind) {
    const auto bytes =
        made_by_ffmpeg(support::bars("64x48", "10", "1") + support::as_vp8 +
                           Words{"-metadata", "title=Quokkatitle", "-metadata:s:v", "location=Quokkaplace"},
                       "webm");
    BOOST_TEST(holds(bytes, "Quokkatitle"));
    const auto film = reading(bytes);
    BOOST_REQUIRE_EQUAL(told(film), "ok");
    BOOST_TEST(!holds(film->bytes, "Quokka"));
}

BOOST_AUTO_TEST_CASE(what_is_cut_or_wrong_inside_is_refused) {
    const auto quick = made_by_ffmpeg(
        support::bars("320x180", "10", "8") + support::as_h264 + Words{"-movflags", "+faststart"}, "mp4");
    BOOST_TEST(outcome(quick) == "ok");
    const auto webm = made_by_ffmpeg(support::bars("320x180", "10", "8") + support::as_vp8, "webm");
    BOOST_TEST(outcome(webm) == "ok");
    for (const auto& bytes : {quick, webm, support::small_mp4()}) {
        BOOST_TEST(outcome(bytes.substr(0, bytes.size() / 2)) == "video_damaged");
        BOOST_TEST(outcome(bytes.substr(0, 40)) == "video_damaged");
    }
    BOOST_TEST(outcome(std::string("\0\0\0\x18"
                                   "ftypisom\0\0\0\0mp42",
                                   20)) == "video_damaged");
    BOOST_TEST(outcome("\x1A\x45\xDF\xA3 webm webm") == "video_damaged");
}

BOOST_AUTO_TEST_CASE(no_wrong_byte_does_more_than_be_refused) {
    const auto& whole = support::small_mp4();
    for (std::size_t place = 40; place < whole.size(); place += whole.size() / 12) {
        auto wrong = whole;
        for (std::size_t i = place; i < std::min(place + 24, wrong.size()); ++i)
            wrong[i] = static_cast<char>(~wrong[i]);
        const auto result = outcome(wrong);
        BOOST_TEST((result == "ok" || result.starts_with("video_")), result);
    }
}

BOOST_AUTO_TEST_CASE(what_is_too_long_is_refused_whatever_it_says) {
    const auto long_film = [](const Words& more, const std::string& ending) {
        return made_by_ffmpeg(support::bars("64x48", "1", "70") + more, ending);
    };
    BOOST_TEST(outcome(long_film(support::as_h264, "mp4")) == "video_length");
    const auto live = long_film(support::as_vp8 + Words{"-live", "1"}, "webm");
    const auto facts = media::parse_facts(
        shut_off({support::film_tools().ffprobe, "-v", "quiet", "-f", "matroska", "-i", "/proc/self/fd/0",
                  "-show_entries", std::string(media::told_facts), "-of", "json"},
                 live)
            .printed);
    BOOST_REQUIRE(facts.has_value());
    BOOST_TEST(!facts->duration.has_value(), "it does not say");
    BOOST_TEST(outcome(live) == "video_length");
    const auto edge = made_by_ffmpeg(support::bars("64x48", "10", "60.5") + support::as_h264, "mp4");
    BOOST_TEST(outcome(edge) == "ok", "recorders stop late");
}

BOOST_AUTO_TEST_CASE(bombs_of_pixels_are_refused) {
    BOOST_TEST(outcome(made_by_ffmpeg(support::bars("1920x64", "5", "1") + support::as_h264, "mp4")) == "ok");
    BOOST_TEST(outcome(made_by_ffmpeg(support::bars("1922x64", "5", "1") + support::as_h264, "mp4")) ==
               "video_sides");
    BOOST_TEST(outcome(made_by_ffmpeg(support::bars("64x1922", "5", "1") + support::as_vp8, "webm")) ==
               "video_sides");
    const auto bomb =
        made_by_ffmpeg(Words{"-f", "lavfi", "-i", "color=s=12000x12000:r=1:d=1"} + support::as_vp8, "webm");
    BOOST_TEST(bomb.size() < 400'000U, "of 432 million bytes");
    BOOST_TEST(outcome(bomb) == "video_sides");
}

BOOST_AUTO_TEST_CASE(other_codecs_and_other_numbers_of_streams_are_refused) {
    BOOST_TEST(outcome(film_as({"-c:v", "mpeg4"}, "mp4")) == "video_type");
    BOOST_TEST(outcome(film_as({"-c:v", "mjpeg"}, "mov")) == "video_type");
    BOOST_TEST(outcome(film_as(support::as_h264, "mkv")) == "video_type");
    BOOST_TEST(outcome(film_as({"-c:v", "libx264", "-pix_fmt", "yuv444p"}, "mp4")) == "video_type");
    BOOST_TEST(outcome(made_by_ffmpeg(support::tone("1") + Words{"-c:a", "aac"}, "mp4")) == "video_type",
               "no picture");
    const auto several = [](const Words& maps) {
        return made_by_ffmpeg(support::bars("64x48", "10", "1") + support::tone("1") + maps +
                                  support::as_h264 + Words{"-c:a", "aac"},
                              "mp4");
    };
    BOOST_TEST(outcome(several({"-map", "0", "-map", "1"})) == "ok");
    BOOST_TEST(outcome(several({"-map", "0", "-map", "0"})) == "video_type");
    BOOST_TEST(outcome(several({"-map", "0", "-map", "1", "-map", "1"})) == "video_type");
    BOOST_TEST(outcome(made_by_ffmpeg(support::bars("64x48", "10", "1") + support::tone("1") +
                                          support::as_h264 + Words{"-c:a", "libmp3lame"},
                                      "mp4")) == "video_type");
}

BOOST_AUTO_TEST_CASE(what_hides_in_a_film_stays_behind) {
    const std::string script = "<script>alert(1)</script>PK\x03\x04";
    const auto box = std::string("\0\0\0", 3) + static_cast<char>(8 + script.size()) + "free" + script;
    const auto& whole = support::small_mp4();
    const auto head = static_cast<std::size_t>(static_cast<unsigned char>(whole[3]));
    // Offsets in moov are absolute, so a box in front would need them changed: behind it, and in the place of what was free.
    for (const auto& bytes : {whole + script, whole + box, support::small_webm() + script}) {
        const auto film = reading(bytes);
        BOOST_REQUIRE_EQUAL(told(film), "ok");
        BOOST_TEST(!holds(film->bytes, "script"));
        BOOST_TEST(!holds(film->bytes, "PK\x03\x04"));
    }
    BOOST_TEST(head < whole.size());
}

BOOST_AUTO_TEST_CASE(lists_of_other_files_are_no_films) {
    const std::string lists[] = {
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>",
        "concat:/etc/passwd|/etc/hosts"};
    for (const auto& list : lists) {
        BOOST_TEST(!media::film_kind_of(list).has_value());
        BOOST_TEST(outcome(std::string("\0\0\0\x14"
                                       "ftypisom\0\0\0\0mp42",
                                       20) +
                           list) == "video_damaged");
        BOOST_TEST(outcome("\x1A\x45\xDF\xA3" + list) == "video_damaged");
    }
}

// As if our arguments did not hold it back.
BOOST_AUTO_TEST_CASE(ffmpeg_itself_opens_nothing_though_it_is_told_to) {
    const auto& ffprobe = support::film_tools().ffprobe;
    const support::ScratchFolder scratch;
    std::ofstream(scratch.path() + "/secret.mp4", std::ios::binary) << support::small_mp4();
    std::filesystem::permissions(scratch.path(), std::filesystem::perms::all);
    const auto probe = [&](const std::string& place) {
        const std::string list = "ffconcat version 1.0\nfile '" + place + "'\n";
        return shut_off({ffprobe, "-v", "quiet", "-protocol_whitelist", "file,http,tcp,unix", "-f", "concat",
                         "-safe", "0", "-show_format", "-i", "/proc/self/fd/0"},
                        list);
    };
    const auto file = probe(scratch.path() + "/secret.mp4");
    BOOST_TEST(file.status == 1);
    BOOST_TEST(!holds(file.printed, "duration"));
    BOOST_TEST(probe("http://127.0.0.1:1/x.mp4").status == 128 + SIGSYS);
    BOOST_TEST(probe("unix:/tmp/x").status == 128 + SIGSYS);
}

BOOST_AUTO_TEST_CASE(whatever_runs_there_reaches_nothing) {
    BOOST_TEST(shut_off({"/bin/cat"}, "what it is given").printed == "what it is given");
    const auto passwords = shut_off({"/bin/cat", "/etc/passwd"});
    BOOST_TEST(passwords.status == 1);
    BOOST_TEST(passwords.printed.empty());
    const support::ScratchFolder scratch;
    std::filesystem::permissions(scratch.path(), std::filesystem::perms::all);
    BOOST_TEST(shut_off({"/usr/bin/touch", scratch.path() + "/made"}).status == 1);
    BOOST_TEST(!std::filesystem::exists(scratch.path() + "/made"));
    BOOST_TEST(shut_off({"/bin/ls", "/tmp"}).printed.empty());
    BOOST_TEST(shut_off({"/usr/bin/env", "/bin/true"}).status == 126, "another program");
    BOOST_TEST(shut_off({"/bin/bash", "-c", "kill -0 $PPID && echo alive"}).status == 128 + SIGSYS);
    BOOST_TEST(shut_off({"/bin/bash", "-c", "echo x > /dev/tcp/127.0.0.1/1"}).status == 128 + SIGSYS);
    BOOST_TEST(!holds(shut_off({"/bin/bash", "-c", "(echo another process)"}).printed, "another"));
    BOOST_TEST(shut_off({"/usr/bin/id", "-u"}).printed != "0\n");
}

BOOST_AUTO_TEST_CASE(a_machine_without_ffmpeg_says_so) {
    const auto& bytes = support::small_mp4();
    const media::ConfinedFilms none(std::nullopt, media::confining_launcher());
    BOOST_TEST(!none.present());
    BOOST_TEST(told(none.read(bytes, FilmKind::mp4, limits)) == "picture_video");
    const support::ScratchFolder scratch;
    std::ofstream(scratch.path() + "/ffmpeg") << "no program";
    std::filesystem::permissions(scratch.path() + "/ffmpeg", std::filesystem::perms::all);
    for (const auto& path : {scratch.path() + "/gone", scratch.path() + "/ffmpeg"}) {
        const media::ConfinedFilms gone(media::FilmTools{.ffmpeg = path, .ffprobe = path},
                                        media::confining_launcher());
        BOOST_TEST(gone.present());
        BOOST_TEST(told(gone.read(bytes, FilmKind::mp4, limits)) == "picture_video");
    }
}

BOOST_AUTO_TEST_CASE(ffmpeg_is_looked_for_where_the_setting_says_and_in_the_path) {
    const auto tools = support::film_tools();
    BOOST_TEST(media::find_film_tools(tools.ffmpeg, "")->ffprobe == tools.ffprobe);
    BOOST_TEST(media::find_film_tools("", "relative:/nonexistent:/usr/bin")->ffmpeg == tools.ffmpeg);
    BOOST_TEST(!media::find_film_tools("none", "/usr/bin").has_value());
    BOOST_TEST(!media::find_film_tools("", "/nonexistent::").has_value());
    const support::ScratchFolder scratch;
    std::filesystem::create_symlink(tools.ffmpeg, scratch.path() + "/ffmpeg");
    BOOST_TEST(!media::find_film_tools("", scratch.path()).has_value(), "ffprobe is missing");
}

BOOST_AUTO_TEST_CASE(one_that_does_not_end_is_ended) {
    const media::ConfinedFilms hasty(support::film_tools(), media::confining_launcher(), base::Millis{1});
    BOOST_TEST(told(hasty.read(support::small_mp4(), FilmKind::mp4, limits)) == "video_effort");
    const auto bounds =
        shut_off({"/usr/bin/prlimit", "--raw", "--noheadings", "--output=HARD", "--cpu", "--as", "--fsize"});
    BOOST_TEST(bounds.printed == "20\n1048576000\n25165824\n", "processor, memory, what it writes");
}

BOOST_AUTO_TEST_CASE(nothing_is_believed_of_what_is_told_of_a_film) {
    const auto told_of = [](const std::string& json) {
        const auto facts = media::parse_facts(json);
        if (!facts) return std::string("nonsense");
        const auto refused = media::refusal_of(*facts, FilmKind::mp4, limits);
        return refused ? std::string(base::wire_code(*refused)) : "ok";
    };
    const std::string picture =
        R"({"codec_type":"video","codec_name":"h264","pix_fmt":"yuv420p","width":64,"height":48})";
    const auto of = [&](const std::string& streams, const std::string& duration = "\"1.5\"") {
        return told_of("{\"streams\":[" + streams + "],\"format\":{\"duration\":" + duration + "}}");
    };
    BOOST_TEST(of(picture) == "ok");
    BOOST_TEST(of(picture, "\"60.99\"") == "ok");
    BOOST_TEST(of(picture, "\"61\"") == "video_length");
    BOOST_TEST(of(picture, "\"1e300\"") == "video_length");
    BOOST_TEST(of(picture, "\"nan\"") == "ok", "it does not say");
    BOOST_TEST(of(picture, "\"-5\"") == "ok");
    BOOST_TEST(of("") == "video_damaged");
    BOOST_TEST(
        of(R"({"codec_type":"video","codec_name":"h264","pix_fmt":"yuv420p","width":-4,"height":48})") ==
        "video_damaged");
    BOOST_TEST(
        of(R"({"codec_type":"video","codec_name":"h264","pix_fmt":"yuv420p","width":4294967360,"height":48})") ==
        "video_sides");
    BOOST_TEST(of("{\"codec_type\":7}") == "video_type");
    for (const auto* nonsense : {"", "{", "[]", "7", "{\"streams\":{}}", "{\"streams\":[1]}"})
        BOOST_TEST(told_of(nonsense) == "nonsense", nonsense);
}

BOOST_AUTO_TEST_CASE(films_are_told_by_their_first_bytes) {
    const auto brand = [](const std::string& name) {
        return std::string(
                   "\0\0\0\x18"
                   "ftyp",
                   8) +
               name + std::string(8, '\0');
    };
    for (const auto* name : {"isom", "mp42", "qt  ", "3gp4"})
        BOOST_TEST((media::film_kind_of(brand(name)) == FilmKind::mp4), name);
    for (const auto* name : {"avif", "heic", "mif1"})
        BOOST_TEST(!media::film_kind_of(brand(name)).has_value(), name);
    BOOST_TEST((media::film_kind_of("\x1A\x45\xDF\xA3........") == FilmKind::webm));
    BOOST_TEST(!media::film_kind_of("").has_value());
    BOOST_TEST(!media::film_kind_of("\x1A\x45\xDF\xA3").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
