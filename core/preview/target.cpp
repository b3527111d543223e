#include "core/preview/target.h"

#include <curl/urlapi.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "core/base/ascii.h"

namespace preview {
namespace {

constexpr std::size_t longest_url = 2048;

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

std::string part_of(const Url& url, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

bool has(const Url& url, CURLUPart part) {
    char* text = nullptr;
    const bool there = curl_url_get(url.get(), part, &text, 0) == CURLUE_OK;
    curl_free(text);
    return there;
}

// Letters in one case, and no dot that says the name is whole: both name the same host.
std::string plain_host(std::string host) {
    host = base::lower_case(std::move(host));
    if (host.ends_with('.')) host.pop_back();
    return host;
}

std::uint16_t port_in(const Url& url) {
    const std::string text = part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::uint16_t port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port;
}

std::optional<Target> normal_form(const Url& url) {
    const std::string scheme = part_of(url, CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https") return std::nullopt;
    if (has(url, CURLUPART_USER) || has(url, CURLUPART_PASSWORD) || has(url, CURLUPART_ZONEID))
        return std::nullopt;
    Target target{.url = {}, .host = plain_host(part_of(url, CURLUPART_HOST)), .port = port_in(url)};
    if (target.host.empty() || (target.port != 80 && target.port != 443)) return std::nullopt;
    if (curl_url_set(url.get(), CURLUPART_HOST, target.host.c_str(), 0) != CURLUE_OK) return std::nullopt;
    curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
    target.url = part_of(url, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
    const bool plain = std::ranges::all_of(target.url, [](char c) { return c > ' ' && c < '\x7f'; });
    if (target.url.empty() || target.url.size() > longest_url || !plain) return std::nullopt;
    if (target.host.starts_with('[')) target.host = target.host.substr(1, target.host.size() - 2);
    return target;
}

bool set(const Url& url, std::string_view text) {
    if (text.size() > longest_url || text.find('\0') != std::string_view::npos) return false;
    return curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_URLENCODE) == CURLUE_OK;
}

}  // namespace

std::optional<Target> target_of(std::string_view url) {
    const Url parsed(curl_url());
    if (!parsed || !set(parsed, url)) return std::nullopt;
    return normal_form(parsed);
}

std::optional<Target> target_from(const Target& from, std::string_view reference) {
    const Url parsed(curl_url());
    // Setting a second one means: as seen from the first.
    if (reference.empty() || !parsed || !set(parsed, from.url) || !set(parsed, reference))
        return std::nullopt;
    return normal_form(parsed);
}

}  // namespace preview
