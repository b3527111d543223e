#include "core/accounts/csrf_mask.h"

#include <algorithm>
#include <functional>

#include "core/base/crypto.h"
#include "core/base/random.h"

namespace accounts {
namespace {

// No letter of base64url: what is masked is told by it.
constexpr char mark = '.';

std::string combined(std::string_view one, std::string_view other) {
    std::string out(one.size(), '\0');
    std::transform(one.begin(), one.end(), other.begin(), out.begin(), std::bit_xor<unsigned char>());
    return out;
}

}  // namespace

std::string masked_csrf(std::string_view csrf_token) {
    const std::string pad = base::random_bytes(csrf_token.size());
    return mark + base::to_base64url(pad + combined(csrf_token, pad));
}

std::string unmasked_csrf(std::string_view submitted) {
    if (!submitted.starts_with(mark)) return std::string(submitted);
    const auto raw = base::from_base64url(submitted.substr(1));
    if (!raw || raw->size() % 2 != 0) return std::string(submitted);
    const std::string_view all(*raw);
    return combined(all.substr(0, all.size() / 2), all.substr(all.size() / 2));
}

}  // namespace accounts
