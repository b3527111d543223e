// Fetching what strangers' links lead to, without being led anywhere else.
//
// A name is looked up once; when any of its addresses is not public (preview::is_public) the fetch is refused, and the connection goes to one of these addresses and no
// other, which is looked at once more when it is made. Ports 80 and 443; certificates checked; no proxy, cookie, password or kept connection. Redirects are followed
// by hand, each as carefully as the first address.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/preview/resolve.h"
#include "core/preview/target.h"

namespace preview {

struct Bounds {
    base::Millis total{3000};
    std::size_t bytes = 1'048'576;
    int redirects = 3;
};

// What one preview may cost in all: its page, every redirect and its picture together. As bytes count heads, and bodies packed and unpacked, whichever is more.
class Budget {
public:
    explicit Budget(const Bounds& bounds)
        : ends_(std::chrono::steady_clock::now() + bounds.total),
          bytes_(bounds.bytes),
          redirects_(bounds.redirects) {}

    base::Millis time_left() const {
        return std::chrono::duration_cast<base::Millis>(ends_ - std::chrono::steady_clock::now());
    }
    std::size_t bytes_left() const { return bytes_; }
    void spend(std::size_t bytes) { bytes_ -= bytes < bytes_ ? bytes : bytes_; }
    bool take_redirect() { return redirects_-- > 0; }

private:
    std::chrono::steady_clock::time_point ends_;
    std::size_t bytes_;
    int redirects_;
};

struct Wanted {
    std::vector<std::string_view> types;  // of content, without parameters; "image/" for all that begin so
    // As soon as this stands in the body, in any case, no more of it is read; and a body that is too long is taken as far as it came. Empty: the whole body, or nothing.
    std::string_view enough{};
    std::vector<std::string_view>
        heads{};  // types of which it is enough to know that it is one of them: their body stays unread
};

struct Fetched {
    Target from;  // after redirects
    std::string type;
    std::string charset;
    std::string body;
};
// Nothing to show. The reason may be logged: it holds no address.
struct NotFetched {
    std::string reason;
};

class Fetcher {
public:
    // Throws std::runtime_error when libcurl cannot start.
    explicit Fetcher(std::string user_agent, Resolver resolver = preview::resolve);

    // Blocks for as long as the budget has time. Any thread, several at once.
    std::variant<Fetched, NotFetched> get(const Target& target, const Wanted& wanted, Budget& budget) const;

private:
    std::string user_agent_;
    Resolver resolver_;
};

}  // namespace preview
