// RESP2, where a subscribed connection answers PING by a list like a message's: https://redis.io/docs/latest/commands/ping/
#include "core/base/redis_subscription.h"

#include <hiredis/hiredis.h>
#include <poll.h>

#include <array>
#include <span>
#include <utility>

namespace base {
namespace {

std::optional<std::string> message_of(const redisReply& reply) {
    if (reply.type == REDIS_REPLY_ERROR) throw RedisError(std::string(text_of(reply)));
    if (reply.type != REDIS_REPLY_ARRAY || reply.elements != 3) return std::nullopt;
    const std::span parts(reply.element, reply.elements);
    if (parts[0]->type != REDIS_REPLY_STRING || text_of(*parts[0]) != "message") return std::nullopt;
    if (parts[2]->type != REDIS_REPLY_STRING) return std::nullopt;
    return std::string(text_of(*parts[2]));
}

}  // namespace

RedisSubscription::RedisSubscription(RedisSettings settings, std::string channel)
    : settings_(std::move(settings)),
      channel_(std::move(channel)) {}

RedisSubscription::~RedisSubscription() = default;

std::optional<std::string> RedisSubscription::next(Millis patience) {
    try {
        if (!link_) subscribe(patience);
        if (auto message = take_answer()) return message;
        if (!wait_readable(patience)) {
            ask_for_a_sign_of_life();
            return std::nullopt;
        }
        asked_ = false;
        if (redisBufferRead(link_.get()) != REDIS_OK) throw RedisError(link_->errstr);
        return take_answer();
    } catch (const RedisError&) {
        link_.reset();
        throw;
    }
}

void RedisSubscription::subscribe(Millis patience) {
    link_ = connect_redis(settings_, patience);
    asked_ = false;
    ask(*link_, std::array<std::string_view, 2>{"SUBSCRIBE", channel_});
}

// The first message that has been read already; what is no message is passed over.
std::optional<std::string> RedisSubscription::take_answer() {
    for (;;) {
        void* taken = nullptr;
        if (redisGetReplyFromReader(link_.get(), &taken) != REDIS_OK) throw RedisError(link_->errstr);
        const RedisReply reply(static_cast<redisReply*>(taken));
        if (!reply) return std::nullopt;
        if (auto message = message_of(*reply)) return message;
    }
}

bool RedisSubscription::wait_readable(Millis patience) const {
    pollfd descriptor{.fd = link_->fd, .events = POLLIN, .revents = 0};
    return ::poll(&descriptor, 1, static_cast<int>(patience.count())) > 0;
}

void RedisSubscription::ask_for_a_sign_of_life() {
    if (asked_) throw RedisError("no sign of life");
    int written = 0;
    if (redisAppendCommand(link_.get(), "PING") != REDIS_OK) throw RedisError(link_->errstr);
    while (written == 0) {
        if (redisBufferWrite(link_.get(), &written) != REDIS_OK) throw RedisError(link_->errstr);
    }
    asked_ = true;
}

}  // namespace base
