#include "core/chat/relay.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <thread>

#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/redis.h"
#include "core/base/redis_subscription.h"

namespace chat {
namespace {

constexpr std::string_view channel = "chatroom:hints";
constexpr std::string_view own_name = "relay";
constexpr base::Millis patience{1000};
constexpr base::Millis retry_after{500};
constexpr std::size_t hints_in_a_message = 500;

std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Hint> hint_in(std::string_view word) {
    const auto colon = word.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto stream = number_in(word.substr(0, colon));
    const auto seq = number_in(word.substr(colon + 1));
    if (!stream || !seq) return std::nullopt;
    return Hint{base::StreamId{*stream}, *seq};
}

}  // namespace

std::string spell_hints(std::string_view origin, const std::vector<Hint>& hints) {
    std::string message(origin);
    for (const auto& hint : hints)
        fmt::format_to(std::back_inserter(message), " {}:{}", hint.stream.value, hint.seq);
    return message;
}

HintMessage parse_hints(std::string_view message) {
    HintMessage parsed;
    const auto take_word = [&] {
        const auto space = std::min(message.find(' '), message.size());
        const auto word = message.substr(0, space);
        message.remove_prefix(std::min(space + 1, message.size()));
        return word;
    };
    parsed.origin = take_word();
    while (!message.empty()) {
        if (const auto hint = hint_in(take_word())) parsed.hints.push_back(*hint);
    }
    return parsed;
}

HintRelay::HintRelay(const std::string& folder, const base::RedisSettings& settings, const base::Clock& clock)
    : settings_(settings),
      clock_(clock),
      origin_(base::random_client_id()),
      receiver_(folder, std::string(own_name)),
      sender_(folder, std::string(own_name)) {}

HintRelay::~HintRelay() = default;

void HintRelay::run() {
    const std::jthread publisher([this] { publish(); });
    const std::jthread listener([this] { listen(); });
    collect();
}

void HintRelay::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    more_.notify_all();
    receiver_.stop();
}

void HintRelay::collect() {
    while (const auto hint = receiver_.wait()) {
        {
            const std::lock_guard lock(mutex_);
            auto& seq = waiting_[hint->stream];
            seq = std::max(seq, hint->seq);
        }
        more_.notify_all();  // also the listener may be waiting here
    }
}

std::vector<Hint> HintRelay::take_waiting() {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [&] { return stopped_ || !waiting_.empty(); });
    std::vector<Hint> hints;
    while (!waiting_.empty() && hints.size() < hints_in_a_message) {
        const auto first = waiting_.begin();
        hints.push_back({first->first, first->second});
        waiting_.erase(first);
    }
    return hints;
}

// A message that Redis did not take is not sent again: by then the sidecars' poll has found what it told of.
void HintRelay::publish() {
    base::Redis redis(settings_, clock_);
    while (!stopped_) {
        const auto hints = take_waiting();
        if (hints.empty()) continue;
        const auto message = spell_hints(origin_, hints);
        try {
            redis.integers(std::array<std::string_view, 3>{"PUBLISH", channel, message});
        } catch (const base::RedisError&) {  // logged where it was met
        }
    }
}

void HintRelay::listen() {
    base::RedisSubscription subscription(settings_, std::string(channel));
    bool away = false;
    while (!stopped_) {
        try {
            const auto message = subscription.next(patience);
            if (away) base::log::info("other hosts' hints are heard again");
            away = false;
            if (message) deliver(*message);
        } catch (const base::RedisError& failure) {
            if (!away)
                base::log::warning("other hosts' hints are not heard, polls find their messages: {}",
                                   failure.what());
            away = true;
            std::unique_lock lock(mutex_);
            more_.wait_for(lock, retry_after, [&] { return stopped_.load(); });
        }
    }
}

void HintRelay::deliver(std::string_view message) {
    const auto [origin, hints] = parse_hints(message);
    if (origin == origin_) return;
    for (const auto& hint : hints) sender_.send(hint);
}

}  // namespace chat
