// What a push service carries and cannot read: the content coding aes128gcm (RFC 8188) and the key that browser and house agree on for each message (RFC
// 8291). Any thread; throws std::runtime_error when OpenSSL fails.
#pragma once

#include <string>
#include <string_view>

#include "core/push/p256.h"

namespace push {

inline constexpr std::size_t salt_bytes = 16;
inline constexpr std::size_t auth_bytes = 16;
// Every push service takes a body of 4096 bytes (RFC 8030 section 7.2); this is what is left for the text.
inline constexpr std::size_t most_text_bytes = 4096 - (salt_bytes + 4 + 1 + point_bytes) - 16 - 1;

// What the browser gave with its subscription.
struct Subscriber {
    std::string point;  // p256dh
    std::string auth;   // 16 bytes
};

// One record of aes128gcm, header and all, under a key that both sides have. `text` is filled up with zeros to `padded_to` bytes, so that its length tells
// nothing; the record must have room for it.
struct Coding {
    std::string_view key;
    std::string_view salt;
    std::string_view key_id;
    std::size_t padded_to = 0;
};
std::string encode(const Coding& coding, std::string_view text);

// Sender and salt are of this message alone. `text`: at most most_text_bytes, else std::invalid_argument.
std::string encrypt(const Subscriber& to, const P256Key& sender, std::string_view salt, std::string_view text,
                    std::size_t padded_to = 0);
// The same, with a fresh key and salt.
std::string encrypt(const Subscriber& to, std::string_view text, std::size_t padded_to);

}  // namespace push
