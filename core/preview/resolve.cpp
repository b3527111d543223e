#include "core/preview/resolve.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace preview {
namespace {

constexpr int most_look_ups = 32;

struct FreeList {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

std::vector<Address> look_up(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return {};
    const std::unique_ptr<addrinfo, FreeList> owned(list);
    std::vector<Address> addresses;
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
        const auto address = address_of(*one->ai_addr);
        // What is neither IPv4 nor IPv6 makes the whole answer one that nobody understands.
        if (!address) return {};
        if (std::ranges::find(addresses, *address) == addresses.end()) addresses.push_back(*address);
    }
    return addresses;
}

// Shared by who waits and who looks up: the one that is done last lets go of it.
struct LookUp {
    std::mutex mutex;
    std::condition_variable done_or_not;
    bool done = false;
    std::vector<Address> addresses;

    void finish(std::vector<Address> found) {
        const std::scoped_lock lock(mutex);
        addresses = std::move(found);
        done = true;
        done_or_not.notify_one();
    }
    std::vector<Address> wait(base::Millis patience) {
        std::unique_lock lock(mutex);
        done_or_not.wait_for(lock, patience, [&] { return done; });
        return done ? addresses : std::vector<Address>{};
    }
};

std::atomic<int>& look_ups_under_way() {
    static std::atomic<int> number{0};
    return number;
}

// getaddrinfo knows no time-out.
std::vector<Address> look_up_within(const std::string& host, base::Millis patience) {
    if (look_ups_under_way().fetch_add(1) >= most_look_ups) {
        look_ups_under_way().fetch_sub(1);
        return {};
    }
    const auto shared = std::make_shared<LookUp>();
    std::thread([shared, host] {
        shared->finish(look_up(host));
        look_ups_under_way().fetch_sub(1);
    }).detach();
    return shared->wait(patience);
}

Endpoint parse_place(const std::string& text) {
    const auto colon = text.rfind(':');
    const auto address = parse_address(text.substr(0, colon));
    Endpoint place{.address = address.value_or(Address{}), .port = 0, .stand_in = true};
    const char* end = text.data() + text.size();
    const bool number = colon != std::string::npos &&
                        std::from_chars(text.data() + colon + 1, end, place.port).ptr == end &&
                        place.port > 0;
    if (!address || !number) throw std::invalid_argument("a place is an address and a port");
    return place;
}

}  // namespace

std::vector<Endpoint> resolve(const std::string& host, std::uint16_t port, base::Millis patience) {
    std::vector<Endpoint> endpoints;
    for (const auto& address : look_up_within(host, patience))
        endpoints.push_back({.address = address, .port = port, .stand_in = false});
    return endpoints;
}

Resolver with_stand_ins(std::string_view places) {
    std::map<std::string, Endpoint> known;
    std::istringstream words{std::string(places)};
    for (std::string word; std::getline(words, word, ',');) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0)
            throw std::invalid_argument("a stand-in is host=place");
        known.emplace(word.substr(0, equals), parse_place(word.substr(equals + 1)));
    }
    return [known = std::move(known)](const std::string& host, std::uint16_t port, base::Millis patience) {
        const auto found = known.find(host);
        return found == known.end() ? resolve(host, port, patience) : std::vector{found->second};
    };
}

}  // namespace preview
