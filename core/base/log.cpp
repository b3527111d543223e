#include "core/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <string>

namespace base::log {
namespace {

thread_local std::string current_id;  // NOLINT: one per thread is the meaning

std::string one_line(std::string_view text) {
    std::string out;
    out.reserve(text.size() + current_id.size() + 3);
    if (!current_id.empty()) out.append("[").append(current_id).append("] ");
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out += '?';
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

void open(std::string_view program) {
    auto logger = spdlog::stderr_logger_mt(std::string(program));
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %n %P %v", spdlog::pattern_time_type::utc);
    spdlog::set_default_logger(std::move(logger));
}

Scope::Scope(std::string_view id) { current_id = id; }
Scope::~Scope() { current_id.clear(); }

void write_info(std::string_view text) { spdlog::info("{}", one_line(text)); }
void write_warning(std::string_view text) { spdlog::warn("{}", one_line(text)); }
void write_error(std::string_view text) { spdlog::error("{}", one_line(text)); }

}  // namespace base::log
