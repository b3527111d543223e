#include "tests/load/chatroom_v1.h"

#include "tests/load/json_scan.h"

namespace load {
namespace {

using Kind = Incoming::Kind;

Incoming read_event(std::string_view frame) {
    const auto seq = find_integer(frame, R"("seq":)");
    const auto kind = find_string(frame, R"("kind":)");
    if (!seq || !kind) return {};
    const bool says_something =
        *kind == "message" && frame.find(R"("removed":true)") == std::string_view::npos;
    if (says_something) return read_message(frame);
    return {.kind = Kind::silent, .seq = *seq};
}

Incoming read_ack(std::string_view frame) {
    Incoming in;
    const auto seq = find_integer(frame, R"("seq":)");
    if (!seq || !read_client_id(frame, R"("id":)", in)) return {};
    in.kind = Kind::ack;
    in.seq = *seq;
    return in;
}

Incoming read_joined(std::string_view frame, Kind kind) {
    const auto seq = find_integer(frame, R"("seq":)");
    if (!seq) return {};
    return {.kind = kind, .seq = *seq, .replay = find_integer(frame, R"("replay":)").value_or(0)};
}

}  // namespace

Incoming ChatroomV1::read(std::string_view frame) const {
    if (!frame.starts_with('{') || !frame.ends_with('}')) return {};
    const auto type = find_string(frame, R"("t":)");
    if (!type) return {};
    if (*type == "event") return read_event(frame);
    if (*type == "ack") return read_ack(frame);
    if (*type == "joined") return read_joined(frame, Kind::joined);
    if (*type == "resync") return read_joined(frame, Kind::resync);
    if (*type == "welcome") return {.kind = Kind::ready};
    if (*type == "nack")
        return {.kind = Kind::refused, .text = find_string(frame, R"("code":)").value_or("")};
    if (*type == "bye") return {.kind = Kind::closing, .text = find_string(frame, R"("code":)").value_or("")};
    return {.kind = Kind::ignored};
}

std::string ChatroomV1::join(std::string_view lounge, std::optional<std::uint64_t> since) const {
    std::string frame = R"({"t":"join","lounge":")" + std::string(lounge) + '"';
    if (since) frame += R"(,"since":)" + std::to_string(*since);
    return frame + '}';
}

std::string ChatroomV1::post(std::string_view run, std::uint64_t number, std::string_view lounge,
                             std::string_view body) const {
    std::string frame = R"({"t":"post","id":")";
    frame.append(run).append("-").append(std::to_string(number)).append(R"(","lounge":")").append(lounge);
    return frame.append(R"(","body":")").append(body).append(R"("})");
}

}  // namespace load
