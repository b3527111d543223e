#include "core/push/endpoint.h"

#include <curl/urlapi.h>

#include <algorithm>
#include <memory>

#include "core/base/public_address.h"

namespace push {
namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part_of(const Url& url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
    std::string out(text);
    curl_free(text);
    return out;
}

bool is_local(std::string_view host) { return host == "127.0.0.1" || host == "[::1]" || host == "localhost"; }

bool is_in_figures(std::string_view host) {
    return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

// A name with a dot, as all have that others can resolve; or an address out in the Internet.
bool may_be_public(const std::string& host) {
    if (!is_in_figures(host)) return host.find('.') != std::string::npos;
    return base::is_public_address(host.starts_with('[') ? host.substr(1, host.size() - 2) : host);
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text, std::size_t most, bool local_too) {
    const bool plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
    const Url url(curl_url(), &curl_url_cleanup);
    if (text.size() > most || !plain || !url ||
        curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), 0) != CURLUE_OK)
        return std::nullopt;
    for (const auto unwanted : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT}) {
        if (!part_of(url, unwanted).empty()) return std::nullopt;
    }
    const std::string scheme = part_of(url, CURLUPART_SCHEME);
    const std::string host = part_of(url, CURLUPART_HOST);
    const std::string port = part_of(url, CURLUPART_PORT);
    const bool local = local_too && is_local(host) && (scheme == "http" || scheme == "https");
    if (!local && (scheme != "https" || !may_be_public(host))) return std::nullopt;
    const bool usual = port.empty() || (scheme == "https" && port == "443");
    return Endpoint{.origin = scheme + "://" + host + (usual ? "" : ":" + port), .host = host};
}

}  // namespace push
