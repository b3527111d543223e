#include "core/base/redis_link.h"

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <array>
#include <vector>

namespace base {
namespace {

timeval timeval_of(Millis time) {
    return {.tv_sec = time.count() / 1000, .tv_usec = time.count() % 1000 * 1000};
}

void sign_in(redisContext& link, const RedisSettings& settings) {
    if (settings.password.empty()) return;
    std::vector<std::string_view> command{"AUTH"};
    if (!settings.user.empty()) command.push_back(settings.user);
    command.push_back(settings.password);
    ask(link, command);
}

}  // namespace

void RedisFreer::operator()(redisContext* context) const { redisFree(context); }
void RedisFreer::operator()(redisReply* reply) const { freeReplyObject(reply); }

RedisLink connect_redis(const RedisSettings& settings, Millis patience) {
    const auto time = timeval_of(patience);
    RedisLink link(settings.socket.empty()
                       ? redisConnectWithTimeout(settings.host.c_str(), static_cast<int>(settings.port), time)
                       : redisConnectUnixWithTimeout(settings.socket.c_str(), time));
    if (!link) throw RedisError("no memory for a connection");
    if (link->err != 0) throw RedisError(link->errstr);
    if (redisSetTimeout(link.get(), time) != REDIS_OK) throw RedisError("no time-out can be set");
    sign_in(*link, settings);
    if (settings.database != 0) {
        const std::string number = std::to_string(settings.database);
        ask(*link, std::array<std::string_view, 2>{"SELECT", number});
    }
    return link;
}

RedisReply ask(redisContext& link, std::span<const std::string_view> command) {
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    for (const auto& argument : command) {
        texts.push_back(argument.data());
        lengths.push_back(argument.size());
    }
    // Counted arguments: nothing in them can be taken for a command of its own.
    RedisReply reply(static_cast<redisReply*>(
        redisCommandArgv(&link, static_cast<int>(command.size()), texts.data(), lengths.data())));
    if (!reply) throw RedisError(link.errstr);
    if (reply->type == REDIS_REPLY_ERROR) throw RedisError(std::string(text_of(*reply)));
    return reply;
}

std::string_view text_of(const redisReply& reply) { return {reply.str, reply.len}; }

}  // namespace base
