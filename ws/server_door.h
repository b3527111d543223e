// One wsi and its connection. Beside server.cpp, the only place that knows libwebsockets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ws/connection.h"

struct lws;

namespace ws {

class Door;

// One write takes about so much; libwebsockets would cut it into pieces of its own otherwise (lws_protocols::tx_packet_size).
constexpr std::size_t bytes_per_write = 65'536;

// What the doors of one server have in common. The loop's thread.
struct Writing {
    std::vector<Door*> waiting;  // for the next round of writes
    bool urgent = false;         // one of them has a write's worth
    Joined joined;
};

class Door final : public Line {
public:
    Door(lws* wsi, std::uint64_t number, DoorKind kind, const view::Language& language,
         std::size_t outbox_bytes, Writing& writing, std::string id)
        : connection(number, kind, *this, language, outbox_bytes, std::move(id)),
          wsi_(wsi),
          writing_(writing) {}

    void want_flush() override;
    void end_soon() override;
    void pause_reading(bool paused) override;

    // Writes what one write may take; the callback's return value: -1 closes.
    int flush();
    // Outside of the writeable callback: at once when the socket is free, else when it is.
    void flush_or_wait();

    // Of a live stream: libwebsockets does not read while it answers a request, so it does not hear that the peer has gone, and until this is asked it is
    // woken for it again and again. (Its flow control would also keep it from writing.)
    bool peer_left() const;
    // Closes at the next turn of the loop. Whatever waits is lost.
    void drop();

    // Response heads. False when the peer is gone.
    // `pictures_from`: the origin of a bucket of pictures, or empty.
    static bool begin_endless_page(lws* wsi, std::string_view pictures_from);
    static bool answer_text(lws* wsi, const std::string& text);
    static bool answer_page(lws* wsi, unsigned status, const std::string& html);

    Connection connection;
    std::string incoming;  // a frame that arrives in pieces

private:
    lws* wsi_;
    Writing& writing_;
    bool waits_ = false;
};

}  // namespace ws
