#include "ws/server_door.h"

#include <libwebsockets.h>
#include <sys/socket.h>

#include <fmt/format.h>

#include <array>

namespace ws {
namespace {

constexpr int seconds_to_hang_up = 5;
constexpr const char* html_type = "text/html; charset=utf-8";
// {0}: a space and the origin of the bucket of pictures and videos, or nothing.
constexpr std::string_view live_csp =
    "default-src 'none'; style-src 'self'; img-src 'self' data:{0}; media-src 'self'{0}; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

bool add(lws* wsi, const char* name, std::string_view value, unsigned char** at, unsigned char* end) {
    return lws_add_http_header_by_name(wsi, reinterpret_cast<const unsigned char*>(name),
                                       reinterpret_cast<const unsigned char*>(value.data()),
                                       static_cast<int>(value.size()), at, end) == 0;
}

bool write_head(lws* wsi, unsigned status, const char* type, lws_filepos_t length, std::string_view csp) {
    std::array<unsigned char, LWS_PRE + 1024> buffer{};
    unsigned char* start = buffer.data() + LWS_PRE;
    unsigned char* at = start;
    unsigned char* end = buffer.data() + buffer.size() - 1;
    return lws_add_http_common_headers(wsi, status, type, length, &at, end) == 0 &&
           add(wsi, "cache-control:", "no-store", &at, end) &&
           add(wsi, "x-content-type-options:", "nosniff", &at, end) &&
           add(wsi, "referrer-policy:", "same-origin", &at, end) &&
           (csp.empty() || add(wsi, "content-security-policy:", csp, &at, end)) &&
           lws_finalize_write_http_header(wsi, start, &at, end) == 0;
}

bool write_body(lws* wsi, const std::string& text) {
    std::string body = std::string(LWS_PRE, '\0') + text;
    auto* start = reinterpret_cast<unsigned char*>(body.data()) + LWS_PRE;
    return lws_write(wsi, start, text.size(), LWS_WRITE_HTTP_FINAL) >= 0 &&
           lws_http_transaction_completed(wsi) == 0;
}

}  // namespace

void Door::want_flush() {
    // Not for a reader who is slow: the round would pass it by, and everybody's would come too early.
    if (connection.outbox.bytes() >= bytes_per_write && lws_partial_buffered(wsi_) == 0)
        writing_.urgent = true;
    if (waits_) return;
    waits_ = true;
    writing_.waiting.push_back(this);
}

void Door::end_soon() { lws_set_timeout(wsi_, PENDING_TIMEOUT_CLOSE_ACK, seconds_to_hang_up); }

void Door::pause_reading(bool paused) { lws_rx_flow_control(wsi_, paused ? 0 : 1); }

bool Door::peer_left() const {
    char byte = 0;
    return ::recv(lws_get_socket_fd(wsi_), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

// Not by asking for a callback: once a write has failed libwebsockets gives none any more.
void Door::drop() { lws_set_timeout(wsi_, PENDING_TIMEOUT_CLOSE_ACK, LWS_TO_KILL_ASYNC); }

int Door::flush() {
    if (const Frames bytes = connection.outbox.take(bytes_per_write, writing_.joined)) {
        // Ready-made frames: LWS_WRITE_HTTP passes the bytes through as they are, several frames in one write. libwebsockets only reads them.
        auto* data = reinterpret_cast<unsigned char*>(
            const_cast<char*>(bytes->data()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
        if (lws_write(wsi_, data, bytes->size(), LWS_WRITE_HTTP) < 0) return -1;
    }
    if (!connection.outbox.empty()) {
        lws_callback_on_writable(wsi_);
    } else if (connection.ending && connection.kind == DoorKind::live) {
        return -1;
    }
    return 0;
}

void Door::flush_or_wait() {
    waits_ = false;
    const bool ends_page = connection.ending && connection.kind == DoorKind::live;
    // A page ends from its own callback, when all of it is out.
    if (ends_page || lws_partial_buffered(wsi_) != 0) {
        lws_callback_on_writable(wsi_);
    } else if (flush() != 0) {
        drop();
    }
}

bool Door::begin_endless_page(lws* wsi, std::string_view pictures_from) {
    const auto csp = fmt::format(live_csp, pictures_from.empty() ? "" : fmt::format(" {}", pictures_from));
    if (!write_head(wsi, HTTP_STATUS_OK, html_type, LWS_ILLEGAL_HTTP_CONTENT_LEN, csp)) return false;
    lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0);
    return true;
}

bool Door::answer_text(lws* wsi, const std::string& text) {
    return write_head(wsi, HTTP_STATUS_OK, "text/plain; version=0.0.4; charset=utf-8", text.size(), {}) &&
           write_body(wsi, text);
}

bool Door::answer_page(lws* wsi, unsigned status, const std::string& html) {
    return write_head(wsi, status, html_type, html.size(), fmt::format(live_csp, "")) &&
           write_body(wsi, html);
}

}  // namespace ws
