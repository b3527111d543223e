#include "core/accounts/limit_store.h"

#include <array>
#include <string>

#include "core/base/crypto.h"

namespace accounts {
namespace {

// The end of a window stands in it, by the clock of those who count: Redis' own only clears away what is long over.
constexpr std::string_view count_script = R"(
local ends_at = redis.call('HGET', KEYS[1], 'ends_at')
if ends_at and tonumber(ends_at) > tonumber(ARGV[1]) then
  return {redis.call('HINCRBY', KEYS[1], 'hits', 1), tonumber(ends_at)}
end
redis.call('HSET', KEYS[1], 'hits', 1, 'ends_at', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {1, tonumber(ARGV[2])}
)";

// More than the clocks of two machines may differ.
constexpr base::Millis kept_after_end{60'000};

}  // namespace

store::Window RedisLimits::count_hit(std::string_view bucket, base::Millis length, base::Time now) {
    const std::string key = "chatroom:limit:" + base::to_hex(bucket);
    const std::string from = std::to_string(base::to_epoch_ms(now));
    const std::string to = std::to_string(base::to_epoch_ms(now + length));
    const std::string kept = std::to_string((length + kept_after_end).count());
    const auto answer =
        redis_.integers(std::array<std::string_view, 7>{"EVAL", count_script, "1", key, from, to, kept});
    if (answer.size() != 2 || answer[0] < 1) throw base::RedisError("not an answer to a hit");
    return {static_cast<std::uint64_t>(answer[0]), base::from_epoch_ms(answer[1])};
}

}  // namespace accounts
