#include "core/base/redis.h"

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <array>
#include <utility>

#include "core/base/log.h"

namespace base {
namespace {

constexpr timeval patience{.tv_sec = 0, .tv_usec = 200'000};
constexpr Millis retry_after{1000};

struct ReplyFreer {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, ReplyFreer>;

std::string_view text_of(const redisReply& reply) { return {reply.str, reply.len}; }

Reply send(redisContext& context, std::span<const std::string_view> command) {
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    for (const auto& argument : command) {
        texts.push_back(argument.data());
        lengths.push_back(argument.size());
    }
    // Counted arguments: nothing in them can be taken for a command of its own.
    return Reply(static_cast<redisReply*>(
        redisCommandArgv(&context, static_cast<int>(command.size()), texts.data(), lengths.data())));
}

std::optional<std::vector<std::int64_t>> integers_of(const redisReply& reply) {
    if (reply.type != REDIS_REPLY_ARRAY) return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (const redisReply* element : std::span(reply.element, reply.elements)) {
        if (element->type != REDIS_REPLY_INTEGER) return std::nullopt;
        numbers.push_back(element->integer);
    }
    return numbers;
}

}  // namespace

void Redis::Closer::operator()(redisContext* context) const { redisFree(context); }

Redis::Redis(RedisSettings settings, const Clock& clock) : settings_(std::move(settings)), clock_(clock) {}

Redis::~Redis() = default;

std::vector<std::int64_t> Redis::integers(std::span<const std::string_view> command) {
    if (!context_) connect();
    const Reply reply = send(*context_, command);
    if (!reply) fail(context_->errstr);
    // A server that is still loading, is a replica now or is out of memory will do better after a while, or another one in its place: also this ends it.
    if (reply->type == REDIS_REPLY_ERROR) fail(std::string(text_of(*reply)));
    auto numbers = integers_of(*reply);
    if (!numbers) fail("the answer is not a list of numbers");
    if (failed_at_) log::info("Redis answers again");
    failed_at_.reset();
    return *std::move(numbers);
}

void Redis::connect() {
    if (failed_at_) {
        const Millis since = clock_.now() - *failed_at_;
        // Below zero the machine's clock was set back, and nobody knows how long ago it was.
        if (since >= Millis{0} && since < retry_after) throw RedisError("Redis was away a moment ago");
    }
    context_.reset(
        settings_.socket.empty()
            ? redisConnectWithTimeout(settings_.host.c_str(), static_cast<int>(settings_.port), patience)
            : redisConnectUnixWithTimeout(settings_.socket.c_str(), patience));
    if (!context_) fail("no memory for a connection");
    if (context_->err != 0) fail(context_->errstr);
    if (redisSetTimeout(context_.get(), patience) != REDIS_OK) fail("no time-out can be set");
    greet();
}

void Redis::greet() {
    const auto expect_ok = [this](std::span<const std::string_view> command) {
        const Reply reply = send(*context_, command);
        if (!reply) fail(context_->errstr);
        if (reply->type == REDIS_REPLY_ERROR) fail(std::string(text_of(*reply)));
    };
    if (!settings_.password.empty()) {
        std::vector<std::string_view> auth{"AUTH"};
        if (!settings_.user.empty()) auth.push_back(settings_.user);
        auth.push_back(settings_.password);
        expect_ok(auth);
    }
    if (settings_.database != 0) {
        const std::string number = std::to_string(settings_.database);
        expect_ok(std::array<std::string_view, 2>{"SELECT", number});
    }
}

void Redis::fail(const std::string& reason) {
    context_.reset();
    failed_at_ = clock_.now();
    log::warning("Redis is away, what it does is done without it: {}", reason);
    throw RedisError(reason);
}

}  // namespace base
