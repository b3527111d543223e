#include "core/media/confined_films.h"

#include <array>
#include <chrono>
#include <csignal>
#include <vector>

#include "core/base/file_descriptor.h"
#include "core/base/log.h"
#include "core/media/child_process.h"
#include "core/media/film_facts.h"
#include "core/media/film_files.h"

namespace media {
namespace {

using base::ErrorCode;
using base::Result;
using Words = std::vector<std::string>;

// ffprobe tells of some thousand streams at most in so much; nobody needs as many.
constexpr std::size_t longest_report = 65'536;
// How much shorter than it says a video may turn out.
constexpr base::Millis shorter{2000};

// What one run works on.
struct Files {
    base::FileDescriptor in{open_memory_file("film")};
    base::FileDescriptor report{open_memory_file("report")};
    base::FileDescriptor film{open_memory_file("made")};
    base::FileDescriptor poster{open_memory_file("poster")};

    std::array<Handed, 4> handed() const {
        return {{{in.get(), film_in},
                 {report.get(), film_report},
                 {film.get(), film_out},
                 {poster.get(), poster_out}}};
    }
};

std::string path_of(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

Words joined(std::initializer_list<Words> lists) {
    Words all;
    for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
    return all;
}

// Which reader takes the bytes is our decision, and a file that names others leads nowhere.
Words reading(FilmKind kind) {
    return {"-v",
            "quiet",
            "-max_alloc",
            "400000000",
            "-threads",
            "1",
            "-protocol_whitelist",
            "file",
            "-f",
            kind == FilmKind::mp4 ? "mov" : "matroska",
            "-i",
            path_of(film_in)};
}

Words probing(FilmKind kind) {
    return joined(
        {{"-hide_banner"}, reading(kind), {"-show_entries", std::string(told_facts), "-of", "json"}});
}

// The streams as they are, without what stands beside them: metadata, chapters, subtitles, data, and in H.264 the notes to the reader (SEI), where some
// cameras write where they are. A little longer than is taken, so that what is too long shows.
Words remaking(FilmKind kind, const base::Limits& limits) {
    const auto most = std::chrono::ceil<std::chrono::seconds>(limits.video_length).count() + 2;
    const Words streams{
        "-map", "0:v:0", "-map", "0:a:0?",  "-c",        "copy", "-map_metadata",     "-1", "-map_chapters",
        "-1",   "-dn",   "-sn",  "-fflags", "+bitexact", "-t",   std::to_string(most)};
    const Words mp4{"-bsf:v", "filter_units=remove_types=6", "-movflags", "+faststart", "-f", "mp4"};
    return joined({streams, kind == FilmKind::mp4 ? mp4 : Words{"-f", "webm"}, {path_of(film_out)}});
}

// The picture at one second, as the first is often black; the first where there is no other.
Words posing() {
    return {"-map",
            "0:v:0",
            "-filter_threads",
            "1",
            "-vf",
            "select='eq(n,0)+gte(t,1)*eq(selected_n,1)'",
            "-frames:v",
            "2",
            "-fps_mode",
            "passthrough",
            "-map_metadata",
            "-1",
            "-c:v",
            "png",
            "-threads",
            "1",
            "-update",
            "1",
            "-f",
            "image2",
            path_of(poster_out)};
}

Words making(FilmKind kind, const base::Limits& limits) {
    const auto pixels = std::to_string(static_cast<std::int64_t>(limits.video_side) * limits.video_side);
    return joined({{"-nostdin", "-hide_banner", "-y", "-max_pixels", pixels},
                   reading(kind),
                   remaking(kind, limits),
                   posing()});
}

std::optional<ErrorCode> failure_of(const Ended& ended, const std::string& tool) {
    if (!ended.in_time) return ErrorCode::video_effort;
    switch (ended.status) {
        case 0:
            return std::nullopt;
        case status_unconfined:
            base::log::error("videos are refused: this machine cannot shut off {} (Landlock, seccomp)", tool);
            return ErrorCode::picture_video;
        case status_no_program:
            base::log::error("videos are refused: {} is not there any more", tool);
            return ErrorCode::picture_video;
        case 128 + SIGSYS:
            base::log::error(
                "{} asked the system for something forbidden and was ended: a file that attacks it?", tool);
            return ErrorCode::video_damaged;
        case 128 + SIGKILL:
        case 128 + SIGXCPU:
            return ErrorCode::video_effort;
        default:
            return ErrorCode::video_damaged;
    }
}

// One video on its way through.
class Reading {
public:
    Reading(const FilmTools& tools, const std::string& launcher, base::Millis patience, FilmKind kind,
            const base::Limits& limits)
        : tools_(tools),
          launcher_(launcher),
          kind_(kind),
          limits_(limits),
          until_(std::chrono::steady_clock::now() + patience) {}

    Result<Film> read(std::string_view bytes) {
        const auto said = look_at(bytes);
        if (!said) return said.error();
        auto film = make(bytes);
        if (!film) return film.error();
        // What was made is looked at like what came: whoever made it has read a stranger's file.
        if (film_kind_of(film->bytes) != kind_) return ErrorCode::video_damaged;
        const auto made = look_at(film->bytes);
        if (!made) return made.error();
        if (!made->duration) return ErrorCode::video_damaged;
        film->duration = *made->duration;
        const bool cut = said->duration && film->duration + shorter < *said->duration;
        if (cut) return ErrorCode::video_damaged;
        return film;
    }

private:
    Result<FilmFacts> look_at(std::string_view bytes) {
        const Files files;
        write_file(files.in.get(), bytes);
        if (const auto failure = run_tool(tools_.ffprobe, files, probing(kind_))) return *failure;
        const auto report = read_file(files.report.get());
        if (report.size() > longest_report) return ErrorCode::video_type;
        auto facts = parse_facts(report);
        if (!facts) return ErrorCode::video_damaged;
        if (const auto refused = refusal_of(*facts, kind_, limits_)) return *refused;
        return std::move(*facts);
    }

    Result<Film> make(std::string_view bytes) {
        const Files files;
        write_file(files.in.get(), bytes);
        if (const auto failure = run_tool(tools_.ffmpeg, files, making(kind_, limits_))) return *failure;
        Film film{
            .bytes = read_file(files.film.get()), .kind = kind_, .poster = read_file(files.poster.get())};
        if (film.bytes.empty() || film.poster.empty()) return ErrorCode::video_damaged;
        return film;
    }

    std::optional<ErrorCode> run_tool(const std::string& tool, const Files& files, const Words& arguments) {
        const auto left = std::chrono::ceil<base::Millis>(until_ - std::chrono::steady_clock::now());
        return failure_of(run(launcher_, files.handed(), left, joined({{tool}, arguments})), tool);
    }

    const FilmTools& tools_;
    const std::string& launcher_;
    FilmKind kind_;
    const base::Limits& limits_;
    std::chrono::steady_clock::time_point until_;
};

}  // namespace

ConfinedFilms::ConfinedFilms(std::optional<FilmTools> tools, std::string launcher, base::Millis patience)
    : tools_(std::move(tools)),
      launcher_(std::move(launcher)),
      patience_(patience) {}

Result<Film> ConfinedFilms::read(std::string_view bytes, FilmKind kind, const base::Limits& limits) const {
    if (!tools_) return ErrorCode::picture_video;
    return Reading(*tools_, launcher_, patience_, kind, limits).read(bytes);
}

}  // namespace media
