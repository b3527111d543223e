#include "tests/load/handshake.h"

#include "tests/load/http_answer.h"

namespace load {
namespace {

// The pair of RFC 6455, section 1.3: one nonce for all sockets saves a SHA-1 and is checked all the same.
constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view kAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

}  // namespace

std::string upgrade_request(const Upgrade& upgrade) {
    std::string request =
        "GET " + upgrade.path + " HTTP/1.1\r\nHost: " + upgrade.authority +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " +
        std::string(kKey) + "\r\nOrigin: http://" + upgrade.authority + "\r\n";
    if (!upgrade.subprotocol.empty()) request += "Sec-WebSocket-Protocol: " + upgrade.subprotocol + "\r\n";
    if (!upgrade.token.empty()) request += "Cookie: tempSessionToken=" + upgrade.token + "\r\n";
    return request + "\r\n";
}

std::string upgrade_fault(std::string_view head, std::string_view subprotocol) {
    const std::string_view status = head.substr(0, head.find("\r\n"));
    if (!status.starts_with("HTTP/1.1 101")) return "refused: " + std::string(status);
    if (http_header(head, "Sec-WebSocket-Accept") != kAccept) return "wrong Sec-WebSocket-Accept";
    if (http_header(head, "Sec-WebSocket-Protocol") != subprotocol) return "wrong Sec-WebSocket-Protocol";
    return {};
}

}  // namespace load
