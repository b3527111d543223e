#include "core/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace base::log {
namespace {

constexpr std::size_t longest_id = 200;

thread_local std::string current;  // NOLINT: one per thread is the meaning

// A terminal obeys what JSON leaves as it is.
std::string json_text(std::string_view text) {
    std::string out = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    std::ranges::replace(out, '\x7f', '?');
    return out;
}

// The members that differ from line to line; the pattern below has the others.
std::string members(std::string_view text) {
    return current.empty() ? "\"what\":" + json_text(text)
                           : "\"id\":" + json_text(current) + ",\"what\":" + json_text(text);
}

}  // namespace

void open(std::string_view program) {
    auto logger = spdlog::stderr_logger_mt(std::string(program));
    // `epoch` is what scripts/logs-of sorts by: nginx writes its own in the same unit.
    logger->set_pattern(
        R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","epoch":%E.%e,"level":"%l","program":"%n","pid":%P,%v})",
        spdlog::pattern_time_type::utc);
    spdlog::set_default_logger(std::move(logger));
}

Scope::Scope(std::string_view id) : before_(std::exchange(current, std::string(id))) {}
Scope::~Scope() { current = std::move(before_); }

std::string_view current_id() { return current; }

bool is_plain_id(std::string_view id) {
    static constexpr std::string_view others = ".,:+_-";
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != std::string_view::npos;
    };
    return !id.empty() && id.size() <= longest_id && std::ranges::all_of(id, plain);
}

void write_info(std::string_view text) { spdlog::info("{}", members(text)); }
void write_warning(std::string_view text) { spdlog::warn("{}", members(text)); }
void write_error(std::string_view text) { spdlog::error("{}", members(text)); }

}  // namespace base::log
