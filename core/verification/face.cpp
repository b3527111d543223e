#include "core/verification/face.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "core/base/file_descriptor.h"
#include "core/base/log.h"
#include "core/media/child_process.h"
#include "core/media/confined_program.h"
#include "core/media/find_program.h"

namespace verification {
namespace {

namespace fs = std::filesystem;

constexpr int selfie_in = 3;
constexpr std::size_t most_printed = 1'000;
// Models are large, and each thread of a library asks for room that it never fills.
constexpr const char* megabytes = "2000";

std::string named(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

bool is_script(const std::string& program) {
    std::array<char, 2> first{};
    std::ifstream(program, std::ios::binary).read(first.data(), first.size());
    return first == std::array{'#', '!'};
}

bool holds(const fs::path& folder, const fs::path& place) {
    std::error_code failure;
    const auto real = fs::weakly_canonical(place, failure);
    // What cannot be told is no place to be shown.
    if (failure) return true;
    return std::ranges::mismatch(folder, real).in1 == folder.end();
}

bool ended_well(const media::Ended& ended) {
    if (!ended.in_time) {
        base::log::warning("faces were not compared: FACE_HELPER did not end in time");
        return false;
    }
    switch (ended.status) {
        case 0:
            return true;
        case media::status_unconfined:
            base::log::error(
                "faces were not compared: this machine cannot shut off FACE_HELPER (Landlock, seccomp)");
            return false;
        case media::status_no_program:
            base::log::error(
                "faces were not compared: FACE_HELPER cannot be executed (by another user, without a second "
                "program)");
            return false;
        case 128 + SIGSYS:
            base::log::error(
                "FACE_HELPER asked the system for something forbidden and was ended: a file that attacks it?");
            return false;
        default:
            // Two faces that are not found end it too.
            base::log::info("faces were not compared: FACE_HELPER ended with {}", ended.status);
            return false;
    }
}

std::optional<double> similarity_in(std::string_view printed) {
    if (printed.size() > most_printed) return std::nullopt;
    const auto json = nlohmann::json::parse(printed, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto found = json.find("similarity");
    if (found == json.end() || !found->is_number()) return std::nullopt;
    const auto similarity = found->get<double>();
    if (similarity < 0 || similarity > 1) return std::nullopt;
    return similarity;
}

}  // namespace

FaceHelper::FaceHelper(const std::string& program, std::string launcher, base::Millis patience)
    : launcher_(std::move(launcher)),
      patience_(patience) {
    if (program.empty()) return;
    program_ = media::program_at(program);
    if (!program_) {
        base::log::warning("faces are compared by people alone: there is no program at {}", program);
    } else if (is_script(*program_)) {
        base::log::warning("faces are compared by people alone: {} is a script, and no machine code",
                           program);
        program_.reset();
    } else {
        folder_ = fs::path(*program_).parent_path().string();
    }
}

std::optional<double> FaceHelper::compare(std::string_view front, std::string_view selfie) const {
    if (!program_) return std::nullopt;
    // What else was read of the document is not lost with it.
    try {
        return run_confined(front, selfie);
    } catch (const std::system_error& failure) {
        base::log::error("faces were not compared: {}", failure.what());
        return std::nullopt;
    }
}

std::optional<double> FaceHelper::run_confined(std::string_view front, std::string_view selfie) const {
    const base::FileDescriptor first(media::open_memory_file("front"));
    const base::FileDescriptor second(media::open_memory_file("selfie"));
    const base::FileDescriptor printed(media::open_memory_file("printed"));
    media::write_file(first.get(), front);
    media::write_file(second.get(), selfie);
    const std::array<media::Handed, 3> handed{{{first.get(), media::confined_in},
                                               {printed.get(), media::confined_printed},
                                               {second.get(), selfie_in}}};
    const auto ended = media::run(
        launcher_, handed, patience_,
        {"--read", folder_, "--memory", megabytes, *program_, named(media::confined_in), named(selfie_in)});
    if (!ended_well(ended)) return std::nullopt;
    const auto similarity = similarity_in(media::read_file(printed.get()));
    if (!similarity)
        base::log::warning("faces were not compared: FACE_HELPER printed no similarity from 0 to 1");
    return similarity;
}

FaceHelper face_helper(const base::VerificationSettings& settings) {
    const auto launcher = media::confining_launcher();
    const auto program = media::program_at(settings.face_helper);
    if (program) {
        const auto folder = fs::path(*program).parent_path();
        if (holds(folder, settings.documents_dir) || holds(folder, settings.keys_dir)) {
            base::log::warning(
                "faces are compared by people alone: FACE_HELPER needs a folder of its own, and {} holds the documents",
                folder.string());
            return {"", launcher};
        }
    }
    return {settings.face_helper, launcher};
}

}  // namespace verification
