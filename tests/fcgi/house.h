// The pages without FastCGI: everything behind the dispatcher is real, the database too; requests are values. And visitors, who keep their cookies as
// browsers do.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/store/lounges.h"
#include "fcgi/dispatcher.h"
#include "fcgi/routes.h"
#include "tests/fcgi/request_source.h"
#include "tests/support/scratch_folder.h"

namespace support {

// Stands still until it is moved.
class HeldClock final : public base::Clock {
public:
    base::Time now() const override { return now_; }
    void forward(base::Millis by) { now_ += by; }

private:
    base::Time now_ = base::from_epoch_ms(1'767'268'800'000);
};

// A house with the language rooms en and ar; en has the lounges en-all, en-us, en-gb, en-red (RED) and en-closed.
class House {
public:
    // `configure` may change all that the pages go by; what furnishes the house has the real database in any case.
    explicit House(const std::function<void(base::Config&)>& configure = [](base::Config&) {});

    fcgi::Response respond(Parameters parameters);
    db::Connection& connection() { return *connection_; }
    const fcgi::Services& services() const { return *services_; }
    store::Lounge lounge(const std::string& slug);
    void set_present(const std::string& slug, std::uint64_t count);

    base::Config config;
    HeldClock clock;
    const std::string& scratch() const { return scratch_.path(); }

private:
    void furnish();
    std::unique_ptr<market::Provider> test_provider();

    std::unique_ptr<db::Connection> connection_;
    std::unique_ptr<view::Languages> languages_;
    std::unique_ptr<view::Renderer> renderer_;
    std::unique_ptr<accounts::GuestTokens> guest_tokens_;
    std::unique_ptr<accounts::MemberTokens> member_tokens_;
    std::unique_ptr<accounts::CsrfTokens> csrf_tokens_;
    std::unique_ptr<accounts::Keyring> keyring_;
    std::unique_ptr<push::Keys> push_keys_;
    std::unique_ptr<chat::HintSender> hints_;
    std::unique_ptr<fcgi::Metrics> metrics_;
    ScratchFolder scratch_;
    media::ConfinedDecoder decoder_{media::decoder_program()};
    std::unique_ptr<media::ConfinedFilms> films_;
    std::unique_ptr<media::ObjectStore> pictures_;
    media::ConfinedDocuments documents_{media::document_programs("")};
    std::unique_ptr<verification::Vault> vault_;
    std::unique_ptr<audit::Log> log_;
    std::unique_ptr<fcgi::RecentLounges> recent_;
    std::unique_ptr<market::Providers> providers_;
    std::unique_ptr<fcgi::Services> services_;
    std::unique_ptr<fcgi::WorkerDatabase> database_;
    std::unique_ptr<fcgi::Dispatcher> dispatcher_;
};

class Visitor {
public:
    explicit Visitor(House& house, std::string address = "192.0.2.1")
        : house_(house),
          address_(std::move(address)) {}

    using Headers = std::map<std::string, std::string>;  // as FastCGI names them: HTTP_ACCEPT
    fcgi::Response get(const std::string& target, const Headers& headers = {});
    // A form, with the CSRF token of the visitor's cookie.
    fcgi::Response post(const std::string& target, std::map<std::string, std::string> form,
                        const Headers& headers = {});
    // The body as it is; no token is added.
    fcgi::Response post_raw(const std::string& target, const std::string& body, const std::string& type,
                            const Headers& headers = {});
    // The same by way of nginx's file, as uploads come; with the token of the visitor's cookie.
    fcgi::Response upload(const std::string& target, const std::string& body, const std::string& type,
                          const Headers& headers = {});
    // Through the door: opens the entry page, fills in the form. Fails the test when the visitor is not let in.
    void enter(const std::string& name, const std::string& age = "18+");

    std::map<std::string, std::string> cookies;

private:
    fcgi::Response send(Parameters parameters, const Headers& headers);

    House& house_;
    std::string address_;
};

// "a=1&b=%20"
std::string encode_form(const std::map<std::string, std::string>& form);
bool contains(const std::string& text, const std::string& part);
std::size_t count(const std::string& text, const std::string& part);
// The text between two others; empty when they are not there.
std::string between(const std::string& text, const std::string& begin, const std::string& end);

}  // namespace support
