#include "ws/server.h"

#include <libwebsockets.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include <array>
#include <atomic>
#include <charconv>
#include <csignal>
#include <stdexcept>
#include <thread>

#include "core/base/log.h"
#include "ws/handshake.h"
#include "ws/pace.h"
#include "ws/server_door.h"

namespace ws {
namespace {

constexpr std::uint64_t tick_ms = 1000;
constexpr std::uint64_t farewell_ms = 1500;

std::string header(lws* wsi, lws_token_indexes token) {
    const int length = lws_hdr_total_length(wsi, token);
    if (length <= 0) return {};
    std::string value(static_cast<std::size_t>(length) + 1, '\0');
    if (lws_hdr_copy(wsi, value.data(), static_cast<int>(value.size()), token) < 0) return {};
    value.resize(static_cast<std::size_t>(length));
    return value;
}

// As libwebsockets wants it: in small letters, with its colon.
std::string custom_header(lws* wsi, std::string_view name) {
    const int length = lws_hdr_custom_length(wsi, name.data(), static_cast<int>(name.size()));
    if (length <= 0) return {};
    std::string value(static_cast<std::size_t>(length) + 1, '\0');
    const int copied = lws_hdr_custom_copy(wsi, value.data(), static_cast<int>(value.size()), name.data(),
                                           static_cast<int>(name.size()));
    if (copied < 0) return {};
    value.resize(static_cast<std::size_t>(length));
    return value;
}

Handshake read_handshake(lws* wsi) {
    return {.path = header(wsi, WSI_TOKEN_GET_URI),
            .origin = header(wsi, WSI_TOKEN_ORIGIN),
            .cookie = header(wsi, WSI_TOKEN_HTTP_COOKIE),
            .authorization = header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION),
            .accept_language = header(wsi, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE),
            .protocol = header(wsi, WSI_TOKEN_PROTOCOL),
            .version = header(wsi, WSI_TOKEN_VERSION),
            .key = header(wsi, WSI_TOKEN_KEY),
            .id = custom_header(wsi, "x-request-id:")};
}

// A number of the query; `name` ends with '='.
std::optional<std::uint64_t> query_number(lws* wsi, const char* name) {
    std::array<char, 64> space{};
    const char* value = lws_get_urlarg_by_name(wsi, name, space.data(), space.size());
    if (value == nullptr) return std::nullopt;
    const std::string_view digits(value);
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return failure == std::errc{} && end == digits.data() + digits.size() ? std::optional(number)
                                                                          : std::nullopt;
}

// A word of the query; `name` ends with '='. Empty when it is not there. There is room for the longest argument before it, at which the search would end.
std::string query_word(lws* wsi, const char* name) {
    std::array<char, 64> space{};
    const char* value = lws_get_urlarg_by_name(wsi, name, space.data(), space.size());
    return value == nullptr ? std::string() : std::string(value);
}

// When the page was made that holds the stream; nothing when it says none, or what no clock says.
std::optional<base::Time> page_made(lws* wsi) {
    constexpr std::uint64_t last = std::uint64_t{1} << 53;
    const auto made = query_number(wsi, "made=");
    if (!made || *made > last) return std::nullopt;
    return base::from_epoch_ms(static_cast<std::int64_t>(*made));
}

std::string theme_of(lws* wsi) {
    auto theme = query_word(wsi, "theme=");
    return theme == "light" || theme == "dark" ? theme : std::string();
}

int refuse(lws* wsi, int status) {
    lws_return_http_status(wsi, static_cast<unsigned>(status), nullptr);
    return 1;
}

}  // namespace

class Server::Impl {
public:
    explicit Impl(const Services& services)
        : services_(services),
          mailbox_([this] {
              if (lws_context* context = context_.load()) lws_cancel_service(context);
          }) {}

    ~Impl() {
        if (hint_thread_.joinable()) {
            hint_receiver_->stop();
            hint_thread_.join();
        }
    }

    void run() {
        open_loop();
        open_context();
        switchboard_ = std::make_unique<Switchboard>(services_, mailbox_);
        listen_for_hints();
        base::log::info("listening");
        uv_run(&loop_, UV_RUN_DEFAULT);
        close_all();
    }

    int on_event(lws* wsi, lws_callback_reasons reason, Door** slot, void* in, std::size_t length) {
        Door* door = slot == nullptr ? nullptr : *slot;
        switch (reason) {
            case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
                work();
                return 0;
            // Before libwebsockets looks for the sub-protocol: it hangs up on an unknown one without a word.
            case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
            case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
                return filter(wsi);
            case LWS_CALLBACK_ESTABLISHED:
                return open_socket(wsi, slot);
            case LWS_CALLBACK_RECEIVE:
                return door == nullptr ? 0 : receive(*door, wsi, in, length);
            case LWS_CALLBACK_SERVER_WRITEABLE:
            case LWS_CALLBACK_HTTP_WRITEABLE:
                return door == nullptr ? 0 : door->flush();
            case LWS_CALLBACK_HTTP:
                return http(wsi, slot, std::string_view(static_cast<const char*>(in), length));
            case LWS_CALLBACK_CLOSED:
            case LWS_CALLBACK_CLOSED_HTTP:
                close(slot);
                return 0;
            default:
                return slot == nullptr ? 0 : lws_callback_http_dummy(wsi, reason, slot, in, length);
        }
    }

private:
    void open_loop() {
        uv_loop_init(&loop_);
        uv_timer_init(&loop_, &timer_);
        timer_.data = this;
        uv_timer_init(&loop_, &round_timer_);
        round_timer_.data = this;
        uv_timer_start(
            &timer_, [](uv_timer_t* timer) { static_cast<Impl*>(timer->data)->tick(); }, tick_ms, tick_ms);
        for (std::size_t i = 0; i < signals_.size(); ++i) {
            uv_signal_init(&loop_, &signals_[i]);
            signals_[i].data = this;
            uv_signal_start(
                &signals_[i], [](uv_signal_t* signal, int) { static_cast<Impl*>(signal->data)->farewell(); },
                i == 0 ? SIGTERM : SIGINT);
        }
    }

    void open_context() {
        const auto& limits = services_.config.limits;
        retry_.secs_since_valid_ping =
            static_cast<std::uint16_t>(std::max<std::int64_t>(1, limits.ping_every.count() / 1000));
        retry_.secs_since_valid_hangup =
            static_cast<std::uint16_t>(std::max<std::int64_t>(2, limits.silent_for.count() / 1000));
        path_ = services_.config.sidecar_socket();
        auto info = usual();
        if (services_.config.socket_port) {
            info.port = static_cast<int>(*services_.config.socket_port);
            info.iface = "127.0.0.1";
        } else {
            ::unlink(path_.c_str());
            info.options |= LWS_SERVER_OPTION_UNIX_SOCK;
            info.iface = path_.c_str();
        }
        void* loops[] = {&loop_};
        info.foreign_loops = loops;
        info.pt_serv_buf_size = 4096;
        lws_set_log_level(LLL_ERR,
                          [](int, const char* line) { base::log::warning("libwebsockets: {}", line); });
        lws_context* context = lws_create_context(&info);
        if (context == nullptr) throw std::runtime_error("cannot listen at " + path_);
        context_ = context;
        if (!services_.config.socket_port) ::chmod(path_.c_str(), 0660);
        if (services_.config.public_socket_port) open_public_door(context);
    }

    // Of every door.
    lws_context_creation_info usual() {
        lws_context_creation_info info{};
        info.options =
            LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_VALIDATE_UTF8 | LWS_SERVER_OPTION_DISABLE_IPV6;
        info.protocols = protocols();
        info.retry_and_idle_policy = &retry_;
        info.user = this;
        return info;
    }

    // What comes by it nginx has passed on without a look: nothing but sockets is served there, and a header may be anybody's word.
    void open_public_door(lws_context* context) {
        public_path_ = services_.config.public_sidecar_socket();
        ::unlink(public_path_.c_str());
        auto info = usual();
        info.options |= LWS_SERVER_OPTION_UNIX_SOCK;
        info.iface = public_path_.c_str();
        info.vhost_name = "public";
        public_door_ = lws_create_vhost(context, &info);
        if (public_door_ == nullptr) throw std::runtime_error("cannot listen at " + public_path_);
        ::chmod(public_path_.c_str(), 0660);
    }

    bool came_by_public_door(lws* wsi) const {
        return public_door_ != nullptr && lws_get_vhost(wsi) == public_door_;
    }

    static const lws_protocols* protocols();

    void listen_for_hints() {
        hint_receiver_ =
            std::make_unique<chat::HintReceiver>(services_.config.hints_dir(), services_.config.sidecar_name);
        hint_thread_ = std::thread([this] {
            while (const auto hint = hint_receiver_->wait()) {
                mailbox_.post([this, hint = *hint] { switchboard_->hear(hint); });
            }
        });
    }

    int filter(lws* wsi) {
        const auto status = refused_socket(read_handshake(wsi), services_.tokens, services_.clock.now(),
                                           services_.config.frontend_url);
        return status ? refuse(wsi, *status) : 0;
    }

    // The page's own (?lang=), which knows what its viewer has chosen.
    const view::Language& language_of(lws* wsi, const Handshake& handshake) {
        const auto* named = services_.languages.find(query_word(wsi, "lang="));
        return named != nullptr ? *named : services_.languages.choose(handshake.accept_language);
    }

    Door* open_door(lws* wsi, Door** slot, DoorKind kind, const Handshake& handshake) {
        const auto& language = language_of(wsi, handshake);
        *slot = new Door(wsi, ++doors_, kind, language, services_.config.limits.outbox_bytes, writing_,
                         connection_id(handshake));
        return *slot;
    }

    int open_socket(lws* wsi, Door** slot) {
        Handshake handshake = read_handshake(wsi);
        if (came_by_public_door(wsi)) handshake.id.clear();
        Door* door = open_door(wsi, slot, DoorKind::socket, handshake);
        const base::log::Scope scope(door->connection.id);
        switchboard_->opened(door->connection, credentials_of(handshake, services_.config.frontend_url));
        return 0;
    }

    int receive(Door& door, lws* wsi, const void* in, std::size_t length) {
        const base::log::Scope scope(door.connection.id);
        if (lws_frame_is_binary(wsi) != 0) {
            lws_close_reason(wsi, LWS_CLOSE_STATUS_UNACCEPTABLE_OPCODE, nullptr, 0);
            return -1;
        }
        if (door.incoming.size() + length > services_.config.limits.frame_bytes) {
            lws_close_reason(wsi, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, nullptr, 0);
            return -1;
        }
        door.incoming.append(static_cast<const char*>(in), length);
        if (lws_is_final_fragment(wsi) == 0 || lws_remaining_packet_payload(wsi) != 0) return 0;
        switchboard_->received(door.connection, door.incoming);
        std::string().swap(door.incoming);
        write();
        return 0;
    }

    int http(lws* wsi, Door** slot, std::string_view path) {
        constexpr std::string_view live = "/live/";
        if (came_by_public_door(wsi)) return refuse(wsi, 404);
        if (path == "/metrics") return answer_metrics(wsi);
        if (!path.starts_with(live) || path.size() == live.size()) return refuse(wsi, 404);
        const Handshake handshake = read_handshake(wsi);
        const auto status = refused_session(handshake, services_.tokens, services_.clock.now(),
                                            services_.config.frontend_url);
        if (status) return refuse_live(wsi, *status, handshake);
        const auto& s3 = services_.config.s3;
        if (!Door::begin_endless_page(wsi, s3 ? std::string_view(s3->endpoint) : std::string_view{}))
            return 1;
        Door* door = open_door(wsi, slot, DoorKind::live, handshake);
        const base::log::Scope scope(door->connection.id);
        live_.push_back(door);
        switchboard_->opened_live(door->connection, credentials_of(handshake, services_.config.frontend_url),
                                  {.slug = std::string(path.substr(live.size())), .theme = theme_of(wsi)},
                                  query_number(wsi, "since="), page_made(wsi));
        write();
        return 0;
    }

    // It is shown in a frame of the lounge's page: it must say what to do.
    int refuse_live(lws* wsi, int status, const Handshake& handshake) {
        const auto& language = language_of(wsi, handshake);
        const base::Error error{status == 401 ? base::ErrorCode::session_ended
                                              : base::ErrorCode::bad_request};
        const auto page =
            services_.renderer.live_head(language, {.slug = {}, .theme = theme_of(wsi), .restarts = false}) +
            services_.renderer.live_end(language, language.text(error));
        return Door::answer_page(wsi, static_cast<unsigned>(status), page) ? -1 : 1;
    }

    int answer_metrics(lws* wsi) { return Door::answer_text(wsi, switchboard_->metrics()) ? -1 : 1; }

    void close(Door** slot) {
        if (slot == nullptr || *slot == nullptr) return;
        Door* door = *slot;
        *slot = nullptr;
        switchboard_->closed(door->connection);
        std::erase(writing_.waiting, door);
        std::erase(live_, door);
        delete door;
    }

    void work() {
        if (switchboard_) switchboard_->work();
        write();
    }

    void tick() {
        switchboard_->tick();
        pace_.gather(switchboard_->flood_step() >= FloodStep::gathering);
        for (Door* door : live_) {
            if (door->peer_left()) door->drop();
        }
        work();
    }

    // Everything that was put into an outbox since the last round leaves in one write.
    void write() {
        if (writing_.waiting.empty()) return;
        const auto now = std::chrono::steady_clock::now();
        const auto wait = std::chrono::floor<std::chrono::milliseconds>(pace_.wait(now));
        if (wait.count() > 0 && !writing_.urgent) return write_in(wait);
        const std::uint64_t deliveries = switchboard_->deliveries();
        pace_.began(now, writing_.waiting.size(), deliveries - std::exchange(delivered_, deliveries));
        write_all();
    }

    void write_in(std::chrono::milliseconds wait) {
        if (uv_is_active(reinterpret_cast<uv_handle_t*>(&round_timer_)) != 0) return;
        uv_update_time(&loop_);
        uv_timer_start(
            &round_timer_, [](uv_timer_t* timer) { static_cast<Impl*>(timer->data)->write(); },
            static_cast<std::uint64_t>(wait.count()), 0);
    }

    void write_all() {
        writing_.urgent = false;
        for (Door* door : std::exchange(writing_.waiting, {})) door->flush_or_wait();
        writing_.joined.clear();
    }

    void farewell() {
        switchboard_->goodbye();
        write_all();
        uv_timer_stop(&timer_);
        uv_timer_start(
            &timer_, [](uv_timer_t* timer) { uv_stop(timer->loop); }, farewell_ms, 0);
    }

    void close_all() {
        hint_receiver_->stop();
        hint_thread_.join();
        lws_context* context = context_.exchange(nullptr);
        for (auto* timer : {&timer_, &round_timer_}) uv_close(reinterpret_cast<uv_handle_t*>(timer), nullptr);
        for (auto& signal : signals_) uv_close(reinterpret_cast<uv_handle_t*>(&signal), nullptr);
        lws_context_destroy(context);
        uv_run(&loop_, UV_RUN_DEFAULT);
        lws_context_destroy(context);
        switchboard_.reset();
        uv_loop_close(&loop_);
        if (!services_.config.socket_port) ::unlink(path_.c_str());
        if (!public_path_.empty()) ::unlink(public_path_.c_str());
    }

    const Services& services_;
    uv_loop_t loop_{};
    uv_timer_t timer_{};
    uv_timer_t round_timer_{};
    std::array<uv_signal_t, 2> signals_{};
    lws_retry_bo_t retry_{};
    std::string path_;
    std::string public_path_;
    lws_vhost* public_door_ = nullptr;
    std::atomic<lws_context*> context_ = nullptr;
    Mailbox mailbox_;
    std::unique_ptr<Switchboard> switchboard_;
    std::unique_ptr<chat::HintReceiver> hint_receiver_;
    std::thread hint_thread_;
    Pace pace_;
    Writing writing_;
    std::vector<Door*> live_;
    std::uint64_t doors_ = 0;
    std::uint64_t delivered_ = 0;  // the switchboard's deliveries up to the last round
};

namespace {

int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);

}  // namespace

const lws_protocols* Server::Impl::protocols() {
    // The first one serves HTTP, and would get a socket without sub-protocol: the filter refuses it.
    constexpr std::size_t slot =
        sizeof(Door*);  // NOLINT(bugprone-sizeof-expression): the slot holds a pointer
    static const std::array<lws_protocols, 3> table{
        {{"http", callback, slot, 4096, 0, nullptr, bytes_per_write},
         {protocol_name.data(), callback, slot, 4096, 0, nullptr, bytes_per_write},
         {nullptr, nullptr, 0, 0, 0, nullptr, 0}}};
    return table.data();
}

namespace {

int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length) {
    auto* impl = static_cast<Server::Impl*>(lws_context_user(lws_get_context(wsi)));
    try {
        return impl == nullptr ? 0 : impl->on_event(wsi, reason, static_cast<Door**>(user), in, length);
    } catch (const std::exception& failure) {
        const auto* door = user == nullptr ? nullptr : *static_cast<Door**>(user);
        const base::log::Scope scope(door == nullptr ? std::string_view{} : door->connection.id);
        base::log::error("a connection failed: {}", failure.what());
        return -1;
    }
}

}  // namespace

Server::Server(const Services& services) : impl_(std::make_unique<Impl>(services)) {}
Server::~Server() = default;
void Server::run() { impl_->run(); }

}  // namespace ws
