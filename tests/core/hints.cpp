#include "core/chat/hints.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>

namespace {

struct Folder {
    std::string path;

    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "hints-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
        path += "/hints";  // made by the first receiver
    }
    ~Folder() { std::filesystem::remove_all(std::filesystem::path(path).parent_path()); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string socket_of(const std::string& name) const { return path + "/" + name; }
};

chat::Hint hint(std::uint64_t stream, base::Seq seq) { return {base::StreamId{stream}, seq}; }

std::string told(const std::optional<chat::Hint>& hint) {
    return hint ? std::to_string(hint->stream.value) + "@" + std::to_string(hint->seq) : "stopped";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hints, Folder)

BOOST_AUTO_TEST_CASE(a_hint_reaches_every_receiver_of_the_folder_in_order) {
    const chat::HintReceiver one(path, "ws1");
    const chat::HintReceiver two(path, "ws2");
    const chat::HintSender sender(path);
    sender.send(hint(7, 1));
    sender.send(hint(8, 12345678901234));
    for (const auto* receiver : {&one, &two}) {
        BOOST_TEST(told(receiver->wait()) == "7@1");
        BOOST_TEST(told(receiver->wait()) == "8@12345678901234");
    }
}

BOOST_AUTO_TEST_CASE(a_sidecar_does_not_hint_itself) {
    const chat::HintReceiver own(path, "ws1");
    const chat::HintReceiver other(path, "ws2");
    chat::HintSender(path, "ws1").send(hint(1, 1));
    chat::HintSender(path).send(hint(2, 2));
    BOOST_TEST(told(own.wait()) == "2@2");
    BOOST_TEST(told(other.wait()) == "1@1");
}

BOOST_AUTO_TEST_CASE(nobody_dead_or_full_holds_up_a_sender) {
    chat::HintSender(path).send(hint(1, 1));  // no folder yet
    const chat::HintReceiver full(path, "ws1");
    std::ofstream(socket_of("not-a-socket")) << "x";
    std::ofstream(socket_of(std::string(200, 'x'))) << "longer than a socket's path may be";
    const chat::HintSender sender(path);
    for (base::Seq seq = 1; seq <= 20'000; ++seq) sender.send(hint(1, seq));
    BOOST_TEST(told(full.wait()) == "1@1", "the oldest are kept, the rest is found by the poll");
}

BOOST_AUTO_TEST_CASE(a_receiver_takes_over_the_socket_of_a_dead_one_and_leaves_none_behind) {
    {
        const int dead = ::socket(AF_UNIX, SOCK_DGRAM, 0);
        std::filesystem::create_directory(path);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strcpy(address.sun_path, socket_of("ws1").c_str());
        BOOST_REQUIRE(::bind(dead, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
        ::close(dead);
        const chat::HintReceiver reborn(path, "ws1");
        chat::HintSender(path).send(hint(3, 4));
        BOOST_TEST(told(reborn.wait()) == "3@4");
    }
    BOOST_TEST(!std::filesystem::exists(socket_of("ws1")));
}

BOOST_AUTO_TEST_CASE(a_datagram_of_another_size_is_no_hint) {
    const chat::HintReceiver receiver(path, "ws1");
    const int stranger = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, socket_of("ws1").c_str());
    for (const std::size_t size : {0, 1, 15, 17, 100}) {
        const std::string bytes(size, 'x');
        ::sendto(stranger, bytes.data(), size, 0, reinterpret_cast<const sockaddr*>(&address),
                 sizeof(address));
    }
    ::close(stranger);
    chat::HintSender(path).send(hint(5, 6));
    BOOST_TEST(told(receiver.wait()) == "5@6");
}

BOOST_AUTO_TEST_CASE(a_waiting_receiver_can_be_stopped_from_another_thread) {
    const chat::HintReceiver receiver(path, "ws1");
    auto waiting = std::async(std::launch::async, [&] { return receiver.wait(); });
    receiver.stop();
    BOOST_TEST(told(waiting.get()) == "stopped");
}

BOOST_AUTO_TEST_CASE(a_path_too_long_for_a_socket_is_refused) {
    BOOST_CHECK_THROW(chat::HintReceiver(path, std::string(120, 'x')), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
