#include "core/overview/sidecar_figures.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <chrono>
#include <string>

#include "core/overview/sidecar_probe.h"

namespace overview {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds patience{300};
constexpr std::size_t longest_answer = 65'536;
constexpr std::string_view question = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

// Until the other side ends, or the time is over.
std::string read_all(int socket, Steady::time_point until) {
    std::string answer;
    std::array<char, 4096> block{};
    while (answer.size() < longest_answer) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()).count();
        pollfd ready{.fd = socket, .events = POLLIN, .revents = 0};
        if (left <= 0 || poll(&ready, 1, static_cast<int>(left)) != 1) break;
        const auto read = recv(socket, block.data(), block.size(), MSG_DONTWAIT);
        if (read <= 0) break;
        answer.append(block.data(), static_cast<std::size_t>(read));
    }
    return answer;
}

std::uint64_t value_of(std::string_view metrics, std::string_view name) {
    const std::string line = "\n" + std::string(name) + " ";
    const auto found = metrics.find(line);
    std::uint64_t value = 0;
    if (found == std::string_view::npos) return value;
    const auto text = metrics.substr(found + line.size());
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

SidecarFigures parse_sidecar_figures(std::string_view metrics) {
    return {.sockets = value_of(metrics, "chatroom_sockets"),
            .posts_waiting = value_of(metrics, "chatroom_posts_waiting"),
            .reads_waiting = value_of(metrics, "chatroom_reads_waiting"),
            .flood_step = value_of(metrics, "chatroom_flood_step")};
}

std::optional<SidecarFigures> ask_sidecar(const base::Config& config) {
    const auto until = Steady::now() + patience;
    const auto socket = connect_to_sidecar(config);
    if (socket.get() < 0) return std::nullopt;
    if (send(socket.get(), question.data(), question.size(), MSG_NOSIGNAL | MSG_DONTWAIT) !=
        static_cast<ssize_t>(question.size()))
        return std::nullopt;
    const auto answer = read_all(socket.get(), until);
    if (answer.find("chatroom_sockets ") == std::string::npos) return std::nullopt;
    return parse_sidecar_figures(answer);
}

}  // namespace overview
