#include "core/base/redis.h"

#include <hiredis/hiredis.h>

#include <utility>

#include "core/base/log.h"

namespace base {
namespace {

constexpr Millis patience{200};
constexpr Millis retry_after{1000};

std::vector<std::int64_t> integers_of(const redisReply& reply) {
    if (reply.type == REDIS_REPLY_INTEGER) return {reply.integer};
    if (reply.type != REDIS_REPLY_ARRAY) throw RedisError("the answer is not a list of numbers");
    std::vector<std::int64_t> numbers;
    for (const redisReply* element : std::span(reply.element, reply.elements)) {
        if (element->type != REDIS_REPLY_INTEGER) throw RedisError("the answer is not a list of numbers");
        numbers.push_back(element->integer);
    }
    return numbers;
}

}  // namespace

Redis::Redis(RedisSettings settings, const Clock& clock) : settings_(std::move(settings)), clock_(clock) {}

Redis::~Redis() = default;

std::vector<std::int64_t> Redis::integers(std::span<const std::string_view> command) {
    if (!link_ && failed_at_) {
        const Millis since = clock_.now() - *failed_at_;
        // Below zero the machine's clock was set back, and nobody knows how long ago it was.
        if (since >= Millis{0} && since < retry_after) throw RedisError("Redis was away a moment ago");
    }
    try {
        if (!link_) link_ = connect_redis(settings_, patience);
        auto numbers = integers_of(*ask(*link_, command));
        if (failed_at_) log::info("Redis answers again");
        failed_at_.reset();
        return numbers;
    } catch (const RedisError& failure) {
        fail(failure.what());
        throw;
    }
}

void Redis::fail(const std::string& reason) {
    link_.reset();
    failed_at_ = clock_.now();
    log::warning("Redis is away, what it does is done without it: {}", reason);
}

}  // namespace base
