// Asking an OpenID provider. Reasons for the log hold neither codes nor tokens nor anything of people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/http_client.h"

namespace verification::openid {

struct Tokens {
    std::string id{};
    std::string access{};  // empty: none that UserInfo would take
};

enum class WireFault {
    away,   // no answer, or none that is of any use; logged
    spent,  // the code is not good any more, or never was
};

// What goes with a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
struct Exchange {
    std::string_view code;
    std::string_view verifier;
    std::string_view return_address;
};

// Belongs to one thread, as its client does.
class Wire {
public:
    // `client_secret` goes by HTTP Basic (RFC 6749 section 2.3.1).
    Wire(std::string client_id, std::string client_secret, const base::HttpBounds& bounds)
        : client_id_(std::move(client_id)),
          client_secret_(std::move(client_secret)),
          client_(bounds) {}

    // The body of a good answer. `bearer` may be empty.
    std::optional<std::string> get(const std::string& address, std::string_view bearer = {});
    std::variant<Tokens, WireFault> exchange(const std::string& address, const Exchange& exchange);

private:
    std::optional<base::HttpAnswer> ask(const base::HttpRequest& request);

    std::string client_id_;
    std::string client_secret_;
    base::HttpClient client_;
};

}  // namespace verification::openid
