// Keys of the elliptic curve P-256 (FIPS 186-4), which Web Push agrees and signs with. Any thread; throws std::runtime_error when OpenSSL fails.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace push {

inline constexpr std::size_t scalar_bytes = 32;
inline constexpr std::size_t point_bytes = 65;  // 4, x, y: the uncompressed form (SEC 1 section 2.3.3)

// Whether these bytes are a point of the curve, uncompressed. One that is not would give a part of the private key away.
bool is_point(std::string_view bytes);

class P256Key {
public:
    // Nothing when the number is not one of 1 ... order - 1, or is not of 32 bytes.
    static std::optional<P256Key> from_scalar(std::string_view big_endian);
    static P256Key fresh();

    // 65 bytes.
    const std::string& point() const { return point_; }
    // ECDH: the 32 bytes that whoever has the other private key comes to as well. `other` must be a point.
    std::string agree(std::string_view other) const;
    // ES256 (RFC 7518 section 3.4): r and s of 32 bytes each.
    std::string sign(std::string_view data) const;

private:
    class Impl;
    P256Key(std::shared_ptr<const Impl> impl, std::string point)
        : impl_(std::move(impl)),
          point_(std::move(point)) {}
    std::shared_ptr<const Impl> impl_;  // constant: copies share it
    std::string point_;
};

}  // namespace push
