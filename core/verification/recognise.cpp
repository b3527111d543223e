#include "core/verification/recognise.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/base/file_descriptor.h"
#include "core/base/log.h"
#include "core/media/child_process.h"
#include "core/media/confined_program.h"
#include "core/media/decoded_record.h"
#include "core/media/find_program.h"
#include "core/verification/placed_text.h"
#include "core/verification/zone_layout.h"

namespace verification {
namespace {

// Debian 12 has the first; the others are where packages of other makers put it.
constexpr std::array folders{"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
                             "/usr/share/tessdata", "/usr/local/share/tessdata"};
constexpr const char* letters = "eng.traineddata";
constexpr const char* alphabet = "tessedit_char_whitelist=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";

// How a picture is made ready, see core/media/decoder/for_reading.h, and told apart into ink and paper: all of it alike (0), or by what lies around (2, after Sauvola).
struct Way {
    int side;
    int from;
    int threshold;
};
// By trial: at these sizes what is misread differs most, so that the next one often reads what the last did not.
constexpr Way first_way{.side = 1400, .from = 0, .threshold = 0};
constexpr std::array further_ways{Way{1400, 0, 2}, Way{1100, 0, 0},  Way{1400, 50, 0}, Way{1800, 40, 0},
                                  Way{1250, 0, 0}, Way{2200, 50, 2}, Way{1600, 0, 0}};

// Of the processor, for one picture. What runs when they are over may use what the system allows a program of its own.
constexpr double most_seconds = 20;

// What programs that this process began, and that have ended, have used of the processor.
double seconds_used() {
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::string data_folder() {
    std::error_code failure;
    for (const char* folder : folders) {
        if (std::filesystem::exists(std::filesystem::path(folder) / letters, failure)) return folder;
    }
    return "";
}

void say_once(std::string_view what) {
    static std::atomic_flag said;
    if (!said.test_and_set()) base::log::error("documents are read by people alone: {}", what);
}

bool ended_well(const media::Ended& ended) {
    if (!ended.in_time) return false;
    switch (ended.status) {
        case media::status_unconfined:
            say_once("this machine cannot shut off tesseract (Landlock, seccomp)");
            break;
        case media::status_no_program:
            say_once("tesseract is not there any more");
            break;
        case 128 + SIGSYS:
            base::log::error("tesseract asked the system for something forbidden and was ended");
            break;
        default:
            break;
    }
    return ended.status == 0;
}

struct Programs {
    const std::string& tesseract;
    const std::string& data;
    const std::string& launcher;
    const std::string& decoder;
};

// One picture on its way through.
class Reading {
public:
    Reading(const Programs& programs, std::string_view picture, base::Millis patience, Date today)
        : programs_(programs),
          until_(std::chrono::steady_clock::now() + patience),
          today_(today) {
        media::write_file(picture_.get(), picture);
    }

    std::optional<MachineZone> read() {
        using Turn = std::pair<std::ptrdiff_t, int>;  // fillers seen, degrees
        std::vector<Turn> turns;
        for (const int turn : {0, 180, 90, 270}) {
            const auto text = text_of(turn, first_way);
            if (auto zone = find_zone(text, today_)) return zone;
            turns.emplace_back(std::ranges::count(text, filler), turn);
        }
        // Nothing else on a document has as many.
        const int turn = std::ranges::max(turns, {}, &Turn::first).second;
        for (const auto& way : further_ways) {
            if (auto zone = find_zone(text_of(turn, way), today_)) return zone;
        }
        return std::nullopt;
    }

private:
    base::Millis left() const {
        const auto left = std::chrono::ceil<base::Millis>(until_ - std::chrono::steady_clock::now());
        return std::max(left, base::Millis{0});
    }

    std::string text_of(int turn, const Way& way) {
        if (left().count() == 0 || seconds_used() - used_before_ > most_seconds) return "";
        const base::FileDescriptor page(media::open_memory_file("page"));
        const base::FileDescriptor boxes(media::open_memory_file("boxes"));
        if (!prepare(page.get(), turn, way)) return "";
        const std::array<media::Handed, 2> handed{
            {{page.get(), media::confined_in}, {boxes.get(), media::confined_printed}}};
        const std::vector<std::string> words{"--read",
                                             programs_.data,
                                             programs_.tesseract,
                                             "stdin",
                                             "stdout",
                                             "--tessdata-dir",
                                             programs_.data,
                                             "-l",
                                             "eng",
                                             "--dpi",
                                             "300",
                                             "--psm",
                                             "6",
                                             "-c",
                                             alphabet,
                                             "-c",
                                             "thresholding_method=" + std::to_string(way.threshold),
                                             "-c",
                                             "tessedit_create_boxfile=1"};
        if (!ended_well(media::run(programs_.launcher, handed, left(), words))) return "";
        return on_the_grid(media::read_file(boxes.get()));
    }

    bool prepare(int page, int turn, const Way& way) {
        const auto word =
            std::to_string(turn) + "," + std::to_string(way.side) + "," + std::to_string(way.from);
        const std::array<media::Handed, 2> handed{
            {{picture_.get(), media::picture_in}, {page, media::record_out}}};
        // Both ends of a descriptor stand at one place of its file.
        lseek(picture_.get(), 0, SEEK_SET);
        const auto ended = media::run(programs_.decoder, handed, left(), {"--for-reading", word});
        lseek(page, 0, SEEK_SET);
        return ended.in_time && ended.status == 0;
    }

    Programs programs_;
    base::FileDescriptor picture_{media::open_memory_file("picture")};
    double used_before_ = seconds_used();
    std::chrono::steady_clock::time_point until_;
    Date today_;
};

}  // namespace

Recogniser::Recogniser(std::optional<std::string> tesseract, std::string launcher, std::string decoder,
                       base::Millis patience)
    : tesseract_(std::move(tesseract)),
      data_(data_folder()),
      launcher_(std::move(launcher)),
      decoder_(std::move(decoder)),
      patience_(patience) {
    if (!tesseract_ || !data_.empty()) return;
    say_once("tesseract has no eng.traineddata (the package tesseract-ocr-eng)");
    tesseract_.reset();
}

std::optional<MachineZone> Recogniser::read(std::string_view picture, Date today) const {
    if (!tesseract_) return std::nullopt;
    const Programs programs{
        .tesseract = *tesseract_, .data = data_, .launcher = launcher_, .decoder = decoder_};
    return Reading(programs, picture, patience_, today).read();
}

Recogniser recogniser(std::string_view setting) {
    return {media::find_program_or_warn("tesseract", setting, "documents are read by people alone"),
            media::confining_launcher(), media::neighbour("chatroom-image")};
}

}  // namespace verification
