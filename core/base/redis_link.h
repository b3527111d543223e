// A connection to Redis that has signed in and chosen its database: what base/redis* have in common, and nobody else uses.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/config.h"

struct redisContext;
struct redisReply;

namespace base {

// No answer, or not the one that was asked for; whether the command took effect is unknown.
class RedisError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct RedisFreer {
    void operator()(redisContext* context) const;
    void operator()(redisReply* reply) const;
};
using RedisLink = std::unique_ptr<redisContext, RedisFreer>;
using RedisReply = std::unique_ptr<redisReply, RedisFreer>;

// Connecting and each wait on the link take `patience` at most (looking up a host's name is up to the resolver). Throws RedisError.
RedisLink connect_redis(const RedisSettings& settings, Millis patience);

// Sends one command and waits for its answer. Throws RedisError when there is none, and for an answer that is an error: a server that is still loading, is
// a replica now or is out of memory will do better after a while, or another one in its place. The link is of no use afterwards.
RedisReply ask(redisContext& link, std::span<const std::string_view> command);

std::string_view text_of(const redisReply& reply);

}  // namespace base
