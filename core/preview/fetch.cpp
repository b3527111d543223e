#include "core/preview/fetch.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "core/base/ascii.h"
#include "core/base/free.h"

namespace preview {
namespace {

using Handle = std::unique_ptr<CURL, base::Free<curl_easy_cleanup>>;
using List = std::unique_ptr<curl_slist, base::Free<curl_slist_free_all>>;

template <class Value>
void set(const Handle& handle, CURLoption option, Value value) {
    if (const auto code = curl_easy_setopt(handle.get(), option, value); code != CURLE_OK)
        throw std::runtime_error(fmt::format("libcurl refuses option {}", static_cast<int>(option)));
}

List list_of(const std::string& line) {
    List list(curl_slist_append(nullptr, line.c_str()));
    if (!list) throw std::bad_alloc();
    return list;
}

std::string bracketed(const Address& address) {
    return address.v6 ? "[" + to_text(address) + "]" : to_text(address);
}

// "text/html; charset=utf-8": the type, and the charset when it is there.
std::pair<std::string, std::string> parse_type(const std::string& header) {
    const std::string text = base::lower_case(header);
    std::string type = text.substr(0, text.find(';'));
    std::erase(type, ' ');
    constexpr std::string_view marker = "charset=";
    const auto at = text.find(marker);
    if (at == std::string::npos) return {type, ""};
    std::string charset = text.substr(at + marker.size());
    charset.resize(std::min(charset.size(), charset.find(';')));
    std::erase_if(charset, [](char c) { return c == '"' || c == '\'' || c == ' '; });
    return {type, charset};
}

bool among(const std::vector<std::string_view>& types, const std::string& type) {
    return std::ranges::any_of(types, [&](std::string_view one) {
        return one.ends_with('/') ? type.starts_with(one) : type == one;
    });
}

bool is_redirect(long status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// One request to one host whose addresses are known.
class Transfer {
public:
    Transfer(const Target& target, const std::vector<Endpoint>& endpoints, const Wanted& wanted,
             Budget& budget)
        : target_(target),
          endpoints_(endpoints),
          wanted_(wanted),
          budget_(budget),
          pins_(list_of(pin())),
          detour_(list_of(detour())),
          handle_(curl_easy_init()) {
        if (!handle_) throw std::runtime_error("libcurl has no handle to give");
    }

    // Nothing when it is done, with whatever outcome; else what went wrong.
    std::optional<std::string> run(const std::string& user_agent) {
        const auto left = budget_.time_left();
        if (left.count() <= 0) return "it took too long";
        lead();
        bound(left);
        listen();
        set(handle_, CURLOPT_USERAGENT, user_agent.c_str());
        set(handle_, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
        const CURLcode code = curl_easy_perform(handle_.get());
        budget_.spend(std::max(heads_ + packed_, heads_ + body_.size()));
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status_);
        if (too_big_) return "it is too big";
        if (code == CURLE_OK || enough_) return std::nullopt;
        if (refused_) return "a connection to an address that was not looked up";
        return curl_easy_strerror(code);
    }

    long status() const { return status_; }
    std::string header(const char* name) const {
        curl_header* found = nullptr;
        if (curl_easy_header(handle_.get(), name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
        return found->value;
    }
    std::string take_body() { return std::move(body_); }

private:
    std::uint16_t port() const { return endpoints_.front().port; }

    // "host:port:address,address": libcurl asks nobody else.
    std::string pin() const {
        std::string line = fmt::format("{}:{}:", target_.host, port());
        for (const auto& one : endpoints_) line += bracketed(one.address) + ",";
        line.pop_back();
        return line;
    }
    // A stand-in has another port than the host it plays.
    std::string detour() const { return fmt::format("{0}:{1}:{0}:{2}", target_.host, target_.port, port()); }

    void lead() {
        set(handle_, CURLOPT_URL, target_.url.c_str());
        // An address needs no looking up.
        if (!parse_address(target_.host)) set(handle_, CURLOPT_RESOLVE, pins_.get());
        if (port() != target_.port) set(handle_, CURLOPT_CONNECT_TO, detour_.get());
        set(handle_, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
        set(handle_, CURLOPT_OPENSOCKETDATA, this);
        set(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
        set(handle_, CURLOPT_FOLLOWLOCATION, 0L);
        set(handle_, CURLOPT_PROXY, "");
        set(handle_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        set(handle_, CURLOPT_FRESH_CONNECT, 1L);
        set(handle_, CURLOPT_FORBID_REUSE, 1L);
    }

    void bound(base::Millis left) {
        set(handle_, CURLOPT_NOSIGNAL, 1L);
        set(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
        set(handle_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(handle_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    }

    void listen() {
        set(handle_, CURLOPT_HEADERFUNCTION, &Transfer::take_head);
        set(handle_, CURLOPT_HEADERDATA, this);
        set(handle_, CURLOPT_WRITEFUNCTION, &Transfer::take_part);
        set(handle_, CURLOPT_WRITEDATA, this);
        set(handle_, CURLOPT_NOPROGRESS, 0L);
        set(handle_, CURLOPT_XFERINFOFUNCTION, &Transfer::progress);
        set(handle_, CURLOPT_XFERINFODATA, this);
    }

    // What libcurl is about to connect to must be what was looked up and found good.
    static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* to) noexcept {
        auto& transfer = *static_cast<Transfer*>(self);
        const auto address = address_of(to->addr);
        const auto port = address ? port_of(to->addr) : std::uint16_t{0};
        const bool good =
            address && std::ranges::any_of(transfer.endpoints_, [&](const Endpoint& one) {
                return one.address == *address && one.port == port && (one.stand_in || is_public(*address));
            });
        transfer.refused_ = !good;
        if (!good) return CURL_SOCKET_BAD;
        return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    }

    // No exception may cross libcurl. Taking less than was given ends the transfer.
    static std::size_t take_head(const char*, std::size_t, std::size_t size, void* self) noexcept {
        static_cast<Transfer*>(self)->heads_ += size;
        return size;
    }
    static std::size_t take_part(const char* data, std::size_t, std::size_t size, void* self) noexcept {
        try {
            return static_cast<Transfer*>(self)->take({data, size}) ? size : 0;
        } catch (const std::exception&) {
            return 0;
        }
    }
    static int progress(void* self, curl_off_t, curl_off_t packed, curl_off_t, curl_off_t) noexcept {
        auto& transfer = *static_cast<Transfer*>(self);
        transfer.packed_ = static_cast<std::size_t>(packed);
        if (transfer.heads_ + transfer.packed_ <= transfer.budget_.bytes_left()) return 0;
        transfer.overflow();
        return 1;
    }

    bool take(std::string_view part) {
        long status = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
        if (status != 200 || !among(wanted_.types, parse_type(header("content-type")).first)) {
            enough_ = true;
            return false;
        }
        const std::size_t room = budget_.bytes_left() - std::min(budget_.bytes_left(), heads_ + body_.size());
        const std::size_t before = body_.size();
        body_.append(part.substr(0, room));
        enough_ = has_enough(before);
        if (!enough_ && part.size() > room) overflow();
        return !enough_ && !too_big_;
    }

    void overflow() {
        enough_ = !wanted_.enough.empty() && !body_.empty();
        too_big_ = !enough_;
    }

    bool has_enough(std::size_t before) const {
        if (wanted_.enough.empty()) return false;
        const std::size_t from = before - std::min(before, wanted_.enough.size());
        const auto alike = [](char a, char b) { return base::lower(a) == base::lower(b); };
        return std::search(body_.begin() + static_cast<std::ptrdiff_t>(from), body_.end(),
                           wanted_.enough.begin(), wanted_.enough.end(), alike) != body_.end();
    }

    const Target& target_;
    const std::vector<Endpoint>& endpoints_;
    const Wanted& wanted_;
    Budget& budget_;
    std::string body_;
    std::size_t heads_ = 0;
    std::size_t packed_ = 0;
    bool enough_ = false;
    bool too_big_ = false;
    bool refused_ = false;
    long status_ = 0;
    List pins_;
    List detour_;
    Handle handle_;  // goes first: it points to the others
};

}  // namespace

Fetcher::Fetcher(std::string user_agent, Resolver resolver)
    : user_agent_(std::move(user_agent)),
      resolver_(std::move(resolver)) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error("libcurl cannot start");
}

std::variant<Fetched, NotFetched> Fetcher::get(const Target& target, const Wanted& wanted,
                                               Budget& budget) const {
    for (Target at = target;;) {
        const auto endpoints = resolver_(at.host, at.port, budget.time_left());
        if (endpoints.empty()) return NotFetched{"no such name"};
        const bool good = std::ranges::all_of(
            endpoints, [](const Endpoint& one) { return one.stand_in || is_public(one.address); });
        if (!good) return NotFetched{"an address that is not public"};
        Transfer transfer(at, endpoints, wanted, budget);
        if (auto failure = transfer.run(user_agent_)) return NotFetched{std::move(*failure)};
        if (is_redirect(transfer.status())) {
            auto next = target_from(at, transfer.header("location"));
            if (!next) return NotFetched{"a redirect to what is no address of a page"};
            if (!budget.take_redirect()) return NotFetched{"too many redirects"};
            at = std::move(*next);
            continue;
        }
        if (transfer.status() != 200) return NotFetched{fmt::format("status {}", transfer.status())};
        auto [type, charset] = parse_type(transfer.header("content-type"));
        if (!among(wanted.types, type) && !among(wanted.heads, type))
            return NotFetched{"content of another type"};
        return Fetched{.from = std::move(at),
                       .type = std::move(type),
                       .charset = std::move(charset),
                       .body = transfer.take_body()};
    }
}

}  // namespace preview
