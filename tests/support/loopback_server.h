// Stands in for a service outside of the house: a real HTTP/1.1 server on 127.0.0.1, in a thread of the test, that does what it is told and keeps what it
// was asked. Serves one connection at a time and closes it after one answer.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace support {

class SelfSigned;

struct ServedRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

// What it does with one connection.
struct Behaviour {
    enum class Kind { answer, hang_up, hang_up_unread, be_silent };
    Kind kind = Kind::answer;
    std::string bytes;                  // of the answer, as they are sent
    std::function<void()> meanwhile{};  // after the request was read, before the answer

    static Behaviour answer(int status, const std::string& body, const std::string& more_headers = "");
    static Behaviour raw(std::string bytes) { return {Kind::answer, std::move(bytes)}; }
    // Reads the request and closes; closes without reading; reads and says nothing until the client leaves.
    static Behaviour hang_up() { return {Kind::hang_up, ""}; }
    static Behaviour hang_up_unread() { return {Kind::hang_up_unread, ""}; }
    static Behaviour be_silent() { return {Kind::be_silent, ""}; }
};

enum class Transport { plain, tls };

class LoopbackServer {
public:
    // Listens at once; connections wait until serve(). With tls it shows a certificate of its own making, for 127.0.0.1.
    explicit LoopbackServer(Transport transport = Transport::plain);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    // The connections that come do these in turn; one too many is answered 599.
    void serve(std::vector<Behaviour> behaviours);

    std::string url() const;          // "http://127.0.0.1:40001"
    std::string certificate() const;  // PEM; tls only
    std::vector<ServedRequest> requests() const;

private:
    class Stream;
    void run();
    void serve_one(int connection);
    Behaviour next();

    int listener_ = -1;
    int stop_read_ = -1;
    int stop_write_ = -1;
    int port_ = 0;
    std::unique_ptr<SelfSigned> tls_;
    mutable std::mutex mutex_;
    std::deque<Behaviour> behaviours_;
    std::vector<ServedRequest> requests_;
    std::thread thread_;
};

// A port of this machine that refuses connections: nobody listens, and nobody else gets it meanwhile.
class RefusingPort {
public:
    RefusingPort();
    ~RefusingPort();
    RefusingPort(const RefusingPort&) = delete;
    RefusingPort& operator=(const RefusingPort&) = delete;
    std::string url() const;

private:
    int socket_ = -1;
    int port_ = 0;
};

// A port of this machine that neither takes connections nor refuses them, as a host that is away: its queue is full and nobody empties it.
class SilentPort {
public:
    SilentPort();
    ~SilentPort();
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;
    std::string url() const;

private:
    int listener_ = -1;
    std::vector<int> waiting_;
    int port_ = 0;
};

}  // namespace support
