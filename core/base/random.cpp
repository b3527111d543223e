#include "core/base/random.h"

#include <openssl/rand.h>

#include <stdexcept>
#include <string_view>

#include "core/base/crypto.h"

namespace base {

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1) {
        throw std::runtime_error("the system has no randomness to give");
    }
    return out;
}

std::string random_code(std::size_t length) {
    constexpr std::string_view alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
    constexpr unsigned fair =
        256 - 256 % alphabet.size();  // bytes from here on would favour the first letters
    std::string out;
    while (out.size() < length) {
        for (const unsigned char byte : random_bytes(length)) {
            if (byte < fair && out.size() < length) out.push_back(alphabet[byte % alphabet.size()]);
        }
    }
    return out;
}

std::string random_client_id() { return to_base64url(random_bytes(16)); }

}  // namespace base
