#include "core/base/http_client.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "core/base/ascii.h"
#include "core/base/free.h"
#include "core/base/public_address.h"

namespace base {
namespace {

using Handle = std::unique_ptr<CURL, Free<curl_easy_cleanup>>;
using Url = std::unique_ptr<CURLU, Free<curl_url_cleanup>>;
using Text = std::unique_ptr<char, Free<curl_free>>;
using List = std::unique_ptr<curl_slist, Free<curl_slist_free_all>>;

void start_libcurl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error("libcurl cannot start");
}

std::string part_of(const Url& url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
    return Text(text).get();
}

bool is_loopback(std::string_view host) {
    return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

// The address as libcurl itself reads it, so that what is checked is what is called.
Url parse_allowed(const std::string& text, bool public_only) {
    Url url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
    const std::string scheme = part_of(url, CURLUPART_SCHEME);
    if (scheme == "https" || (scheme == "http" && !public_only && is_loopback(part_of(url, CURLUPART_HOST))))
        return url;
    return nullptr;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
    if (const auto code = curl_easy_setopt(handle, option, value); code != CURLE_OK)
        throw std::runtime_error(fmt::format("libcurl refuses option {}", static_cast<int>(option)));
}

List header_list(const HttpRequest& request) {
    List list;
    const auto add = [&](const std::string& line) {
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        static_cast<void>(list.release());
        list.reset(longer);
    };
    // Else libcurl may send the head alone first, and the outcome of a time-out were harder to know.
    add("Expect:");
    for (const auto& [name, value] : request.headers) {
        if (value.find_first_of("\r\n") != std::string::npos)
            throw std::invalid_argument("a header holds a line break");
        add(fmt::format("{}: {}", name, value));
    }
    return list;
}

}  // namespace

// One request, from its options to its outcome. Its handle is its own, and so is its connection.
class HttpClient::Transfer {
public:
    Transfer(const HttpBounds& bounds, const HttpRequest& request, Url url)
        : bounds_(bounds),
          url_(std::move(url)),
          headers_(header_list(request)),
          handle_(curl_easy_init()) {
        if (!handle_) throw std::runtime_error("libcurl has no handle to give");
        bound();
        set(handle_.get(), CURLOPT_CURLU, url_.get());
        set(handle_.get(), CURLOPT_HTTPHEADER, headers_.get());
        set(handle_.get(), CURLOPT_WRITEFUNCTION, &Transfer::take);
        set(handle_.get(), CURLOPT_WRITEDATA, this);
        ask(request);
    }

    HttpOutcome run() {
        const CURLcode code = curl_easy_perform(handle_.get());
        if (code == CURLE_OK) return answer();
        const std::string reason =
            too_big_ ? "the answer is too big"
                     : fmt::format("{} ({})", curl_easy_strerror(code), static_cast<int>(code));
        if (nothing_was_sent()) return HttpNotSent{reason};
        return HttpUnknown{reason};
    }

private:
    void bound() {
        CURL* curl = handle_.get();
        set(curl, CURLOPT_NOSIGNAL, 1L);
        set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        set(curl, CURLOPT_FOLLOWLOCATION, 0L);
        set(curl, CURLOPT_PROXY, "");
        set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(bounds_.connect.count()));
        set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(bounds_.total.count()));
        if (bounds_.public_only) set(curl, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_public);
        if (!bounds_.authorities.empty()) {
            set(curl, CURLOPT_CAINFO, bounds_.authorities.c_str());
            set(curl, CURLOPT_CAPATH, nullptr);
        }
    }

    // Called by libcurl for each address that it is about to connect to, after the name was resolved.
    static curl_socket_t open_public(void*, curlsocktype, curl_sockaddr* to) noexcept {
        if (!is_public_address(to->addr, to->addrlen)) return CURL_SOCKET_BAD;
        return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    }

    void ask(const HttpRequest& request) {
        CURL* curl = handle_.get();
        if (request.auth) {
            set(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
            set(curl, CURLOPT_USERNAME, request.auth->user.c_str());
            set(curl, CURLOPT_PASSWORD, request.auth->password.c_str());
        }
        if (request.method == "GET") return;
        set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(curl, CURLOPT_COPYPOSTFIELDS, request.body.c_str());
        set(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }

    // Called by libcurl, which no exception may cross: taking less than was given ends the transfer.
    static std::size_t take(const char* data, std::size_t, std::size_t size, void* self) noexcept {
        auto& transfer = *static_cast<Transfer*>(self);
        try {
            transfer.too_big_ = size > transfer.bounds_.answer_bytes - transfer.body_.size();
            if (transfer.too_big_) return 0;
            transfer.body_.append(data, size);
            return size;
        } catch (const std::exception&) {
            return 0;
        }
    }

    // Until name, connection and TLS are done nothing of the request leaves this machine; that moment stays 0 when it never comes.
    bool nothing_was_sent() const {
        curl_off_t ready = 0;
        long sent = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_PRETRANSFER_TIME_T, &ready);
        curl_easy_getinfo(handle_.get(), CURLINFO_REQUEST_SIZE, &sent);
        return ready == 0 && sent == 0;
    }

    HttpAnswer answer() {
        HttpAnswer answer;
        long status = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
        answer.status = static_cast<int>(status);
        curl_header* header = nullptr;
        while ((header = curl_easy_nextheader(handle_.get(), CURLH_HEADER, -1, header)) != nullptr)
            answer.headers.insert_or_assign(lower_case(header->name), header->value);
        answer.body = std::move(body_);
        return answer;
    }

    const HttpBounds& bounds_;
    Url url_;
    List headers_;
    std::string body_;
    bool too_big_ = false;
    Handle handle_;  // goes first: it points to the others
};

HttpClient::HttpClient(HttpBounds bounds) : bounds_(std::move(bounds)) { start_libcurl(); }
HttpClient::~HttpClient() = default;

HttpOutcome HttpClient::send(const HttpRequest& request) {
    auto url = parse_allowed(request.url, bounds_.public_only);
    if (!url) return HttpNotSent{"the address is neither https nor http on this machine"};
    return Transfer(bounds_, request, std::move(url)).run();
}

std::string form_body(std::span<const std::pair<std::string, std::string>> fields) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    const auto add = [&](std::string_view text) {
        for (const char c : text) {
            if (plain.find(c) != std::string_view::npos) {
                out += c;
            } else {
                out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
            }
        }
    };
    for (const auto& [name, value] : fields) {
        if (!out.empty()) out += '&';
        add(name);
        out += '=';
        add(value);
    }
    return out;
}

std::optional<Time> parse_date(const std::string& text) {
    const auto seconds = static_cast<std::int64_t>(curl_getdate(text.c_str(), nullptr));
    if (seconds < 0) return std::nullopt;
    return Time{std::chrono::seconds{seconds}};
}

std::optional<Millis> HttpAnswer::retry_after(Time now) const {
    constexpr std::int64_t longest = 366LL * 86'400;
    const auto found = headers.find("retry-after");
    if (found == headers.end() || found->second.empty()) return std::nullopt;
    const std::string& text = found->second;
    std::int64_t seconds = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (failure != std::errc{} || end != text.data() + text.size()) {
        const auto date = parse_date(text);
        if (!date) return std::nullopt;
        seconds = to_epoch_ms(*date) / 1000 - to_epoch_ms(now) / 1000;
    }
    if (seconds > longest) return std::nullopt;
    return std::chrono::seconds{std::max<std::int64_t>(seconds, 0)};
}

}  // namespace base
