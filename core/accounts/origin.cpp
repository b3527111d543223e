#include "core/accounts/origin.h"

#include "core/accounts/address.h"
#include "core/base/crypto.h"
#include "core/base/random.h"

namespace accounts {

std::string new_device_token() { return base::to_hex(base::random_bytes(16)); }

bool is_device_token(std::string_view token) {
    return token.size() == 32 && token.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

store::Marks marks_of(std::string_view key, const Origin& origin) {
    store::Marks marks;
    if (is_device_token(origin.device)) marks.device = base::hmac_sha256(key, "device:" + origin.device);
    if (!origin.address.empty())
        marks.address = base::hmac_sha256(key, "address:" + prefix_of(origin.address));
    return marks;
}

}  // namespace accounts
