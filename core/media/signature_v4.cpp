#include "core/media/signature_v4.h"

#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/base/ascii.h"
#include "core/base/crypto.h"

namespace media {
namespace {

std::string timestamp(base::Time at) {
    return fmt::format("{:%Y%m%dT%H%M%SZ}",
                       fmt::gmtime(static_cast<std::time_t>(base::to_epoch_ms(at) / 1000)));
}

std::string scope_of(const SigningKey& key, std::string_view stamp) {
    return fmt::format("{}/{}/s3/aws4_request", stamp.substr(0, 8), key.region);
}

// The secret itself signs nothing but a date; what leaves this machine is good for one day, one region and this service.
std::string signature(const SigningKey& key, std::string_view stamp, std::string_view canonical) {
    const std::string text = fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", stamp, scope_of(key, stamp),
                                         base::to_hex(base::sha256(canonical)));
    std::string chain = "AWS4" + key.secret_key;
    for (const std::string_view part : {stamp.substr(0, 8), std::string_view(key.region),
                                        std::string_view("s3"), std::string_view("aws4_request")})
        chain = base::hmac_sha256(chain, part);
    return base::to_hex(base::hmac_sha256(chain, text));
}

}  // namespace

std::string percent_encoded(std::string_view text, bool keep_slashes) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos || (keep_slashes && c == '/')) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

Headers signed_headers(const SigningKey& key, const Signed& request, std::string_view body, Headers headers) {
    const std::string stamp = timestamp(request.at);
    const std::string body_hash = base::to_hex(base::sha256(body));
    headers.emplace_back("X-Amz-Date", stamp);
    headers.emplace_back("X-Amz-Content-SHA256", body_hash);
    Headers sorted{{"host", request.host}};
    for (const auto& [name, value] : headers) sorted.emplace_back(base::lower_case(name), value);
    std::ranges::sort(sorted);
    std::string lines;
    std::string names;
    for (const auto& [name, value] : sorted) {
        lines += fmt::format("{}:{}\n", name, value);
        names += (names.empty() ? "" : ";") + name;
    }
    const std::string canonical =
        fmt::format("{}\n{}\n\n{}\n{}\n{}", request.method, request.path, lines, names, body_hash);
    headers.emplace_back(
        "Authorization",
        fmt::format("AWS4-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}", key.access_key,
                    scope_of(key, stamp), names, signature(key, stamp, canonical)));
    return headers;
}

std::string presigned_query(const SigningKey& key, const Signed& request, unsigned seconds, Headers query) {
    const std::string stamp = timestamp(request.at);
    query.emplace_back("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    query.emplace_back("X-Amz-Credential", key.access_key + "/" + scope_of(key, stamp));
    query.emplace_back("X-Amz-Date", stamp);
    query.emplace_back("X-Amz-Expires", std::to_string(seconds));
    query.emplace_back("X-Amz-SignedHeaders", "host");
    std::ranges::sort(query);
    std::string text;
    for (const auto& [name, value] : query)
        text += fmt::format("{}{}={}", text.empty() ? "" : "&", percent_encoded(name, false),
                            percent_encoded(value, false));
    const std::string canonical = fmt::format("{}\n{}\n{}\nhost:{}\n\nhost\nUNSIGNED-PAYLOAD", request.method,
                                              request.path, text, request.host);
    return text + "&X-Amz-Signature=" + signature(key, stamp, canonical);
}

}  // namespace media
