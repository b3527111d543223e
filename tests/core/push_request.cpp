// How the house shows itself to push services, and what it makes of their answers.
#include "core/push/request.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/base/crypto.h"
#include "core/push/vapid.h"

namespace {

using nlohmann::json;
using push::Fate;

const base::Time now = base::from_epoch_ms(1'767'268'800'000);
const base::PushSettings settings{.private_key = std::string(32, 'k'), .contact = "mailto:ops@chat.test"};

// "vapid t=<token>, k=<key>"
struct Shown {
    explicit Shown(const std::string& header) {
        BOOST_REQUIRE(header.starts_with("vapid t="));
        const auto comma = header.find(", k=");
        BOOST_REQUIRE(comma != std::string::npos);
        const std::string token = header.substr(8, comma - 8);
        key = base::from_base64url(header.substr(comma + 4)).value();
        const auto dot = token.find('.');
        const auto last = token.rfind('.');
        text = token.substr(0, last);
        head = json::parse(base::from_base64url(token.substr(0, dot)).value());
        claims = json::parse(base::from_base64url(token.substr(dot + 1, last - dot - 1)).value());
        signature = base::from_base64url(token.substr(last + 1)).value();
    }
    // Asked of OpenSSL, by the key as others write it: SubjectPublicKeyInfo (RFC 5480).
    bool proven() const {
        const auto bytes = [](const std::string& of) {
            return reinterpret_cast<const unsigned char*>(of.data());
        };
        const std::string info =
            base::from_hex("3059301306072a8648ce3d020106082a8648ce3d030107034200").value() + key;
        const unsigned char* at = bytes(info);
        EVP_PKEY* its = d2i_PUBKEY(nullptr, &at, static_cast<long>(info.size()));
        ECDSA_SIG* pair = ECDSA_SIG_new();
        ECDSA_SIG_set0(pair, BN_bin2bn(bytes(signature), 32, nullptr),
                       BN_bin2bn(bytes(signature) + 32, 32, nullptr));
        unsigned char* der = nullptr;
        const int length = i2d_ECDSA_SIG(pair, &der);
        EVP_MD_CTX* digest = EVP_MD_CTX_new();
        const bool good =
            EVP_DigestVerifyInit(digest, nullptr, EVP_sha256(), nullptr, its) == 1 &&
            EVP_DigestVerify(digest, der, static_cast<std::size_t>(length), bytes(text), text.size()) == 1;
        EVP_MD_CTX_free(digest);
        OPENSSL_free(der);
        ECDSA_SIG_free(pair);
        EVP_PKEY_free(its);
        return good;
    }
    std::string key;
    std::string text;
    std::string signature;
    json head;
    json claims;
};

struct Ground {
    push::Keys keys{settings};
    push::P256Key browser = push::P256Key::fresh();
    push::Subscription to{.endpoint = "https://push.example.org/v1/abc",
                          .keys = {.point = browser.point(), .auth = std::string(16, 'a')}};
    push::Endpoint endpoint{.origin = "https://push.example.org", .host = "push.example.org"};
    push::Notice notice{
        .place = "/lounges/en-us", .payload = R"({"title":"Ana mentioned you"})", .urgent = false};

    std::map<std::string, std::string> headers() {
        const auto request = push::request_of(
            {.to = to, .endpoint = endpoint, .notice = notice, .lasts = std::chrono::hours{24}}, keys,
            settings, now);
        body = request.body;
        return {request.headers.begin(), request.headers.end()};
    }
    std::string body;
};

push::Outcome after(int status, const std::string& retry_after = "") {
    base::HttpAnswer answer{.status = status, .headers = {}, .body = ""};
    if (!retry_after.empty()) answer.headers.emplace("retry-after", retry_after);
    return push::outcome_of(base::HttpOutcome(answer), now);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(push_request, Ground)

BOOST_AUTO_TEST_CASE(the_house_shows_itself_by_a_signed_token_for_that_service) {
    const Shown shown(headers().at("Authorization"));
    BOOST_TEST(shown.head == (json{{"typ", "JWT"}, {"alg", "ES256"}}));
    BOOST_TEST(shown.claims.at("aud") == "https://push.example.org");
    BOOST_TEST(shown.claims.at("sub") == "mailto:ops@chat.test");
    BOOST_TEST(shown.claims.at("exp") == 1'767'268'800 + 12 * 3600);
    BOOST_TEST(base::to_base64url(shown.key) == keys.public_key());
    BOOST_TEST(shown.proven());
    Shown forged = shown;
    forged.text.back() = forged.text.back() == 'A' ? 'B' : 'A';
    BOOST_TEST(!forged.proven());
    BOOST_TEST(!Shown(push::authorization(keys.vapid(), "https://a.test", "", now)).claims.contains("sub"));
}

BOOST_AUTO_TEST_CASE(a_message_says_how_long_it_is_worth_and_how_urgent_it_is) {
    auto sent = headers();
    BOOST_TEST(sent.at("TTL") == "86400");
    BOOST_TEST(sent.at("Urgency") == "normal");
    BOOST_TEST(sent.at("Content-Encoding") == "aes128gcm");
    BOOST_TEST(body.size() == 86U + 512 + 1 + 16);
    notice.urgent = true;
    notice.payload = std::string(513, 'x');
    BOOST_TEST(headers().at("Urgency") == "high");
    BOOST_TEST(body.size() == 86U + 1024 + 1 + 16);
}

BOOST_AUTO_TEST_CASE(a_topic_is_the_same_for_a_place_and_tells_nothing_of_it) {
    const auto topic = headers().at("Topic");
    BOOST_TEST(topic.size() == 32U);
    BOOST_TEST(base::from_base64url(topic).has_value());
    notice.payload = "another";
    BOOST_TEST(headers().at("Topic") == topic);
    notice.place = "/lounges/en-gb";
    BOOST_TEST(headers().at("Topic") != topic);
    notice.place = "/lounges/en-us";
    to.endpoint = "https://push.example.org/v1/other";
    BOOST_TEST(headers().at("Topic") != topic, "two browsers are not known by it as in one lounge");
}

BOOST_AUTO_TEST_CASE(what_a_service_answers_decides_what_becomes_of_the_message) {
    for (const int status : {200, 201, 202, 204}) BOOST_TEST((after(status).fate == Fate::told), status);
    for (const int status : {404, 410}) BOOST_TEST((after(status).fate == Fate::gone), status);
    for (const int status : {301, 307, 400, 401, 403, 413})
        BOOST_TEST((after(status).fate == Fate::refused), status);
    for (const int status : {429, 500, 503}) BOOST_TEST((after(status).fate == Fate::later), status);
    BOOST_TEST((after(429, "120").wait == std::chrono::seconds{120}));
    BOOST_TEST(!after(429).away, "which may be about one browser");
    BOOST_TEST(after(503).away);
    const auto silent = push::outcome_of(base::HttpUnknown{"a time-out"}, now);
    BOOST_TEST((silent.fate == Fate::later));
    BOOST_TEST(silent.away);
    BOOST_TEST((push::outcome_of(base::HttpNotSent{"no such name"}, now).fate == Fate::later));
}

BOOST_AUTO_TEST_CASE(what_is_sealed_is_opened_by_the_same_key_alone) {
    const auto sealed = keys.seal(to);
    BOOST_TEST(sealed.find("push.example.org") == std::string::npos);
    BOOST_TEST(keys.open(sealed)->endpoint == to.endpoint);
    BOOST_TEST(keys.open(sealed)->keys.point == to.keys.point);
    BOOST_TEST(keys.open(sealed)->keys.auth == to.keys.auth);
    const push::Keys other({.private_key = std::string(32, 'o'), .contact = ""});
    BOOST_TEST(!other.open(sealed).has_value());
    BOOST_TEST(!keys.open("short").has_value());
    BOOST_TEST(other.hash(to.endpoint) != keys.hash(to.endpoint));
    BOOST_CHECK_THROW(push::Keys({.private_key = std::string(32, '\xff'), .contact = ""}), base::ConfigError);
}

BOOST_AUTO_TEST_CASE(an_endpoint_is_an_address_out_in_the_internet) {
    const auto read = [](const std::string& url, bool local_too = false) {
        const auto one = push::parse_endpoint(url, 60, local_too);
        return one ? one->origin : std::string("none");
    };
    BOOST_TEST(read("https://push.example.org/v1/abc?x=1") == "https://push.example.org");
    BOOST_TEST(read("https://push.example.org:443/a") == "https://push.example.org");
    BOOST_TEST(read("https://push.example.org:8443/a") == "https://push.example.org:8443");
    BOOST_TEST(read("https://8.8.8.8/a") == "https://8.8.8.8");
    for (const char* url :
         {"", "x", "http://push.example.org/a", "ftp://push.example.org/a", "file:///etc/passwd",
          "https://user@push.example.org/a", "https://u:p@push.example.org/a", "https://push.example.org/a#b",
          "https://localhost/a", "https://127.0.0.1/a", "https://[::1]/a", "https://[::ffff:10.0.0.1]/a",
          "https://10.1.2.3/a", "https://169.254.169.254/a", "https://2130706433/a", "https://mariadb/a",
          "https://push.example.org/a b", "https://push.example.org/\n", "https://push.example.org/\xc3\xa9"})
        BOOST_TEST(read(url) == "none", url);
    BOOST_TEST(read("https://push.example.org/" + std::string(35, 'x')) == "https://push.example.org");
    BOOST_TEST(read("https://push.example.org/" + std::string(36, 'x')) == "none");
    BOOST_TEST(read("http://127.0.0.1:9/a", true) == "http://127.0.0.1:9");
    BOOST_TEST(read("http://push.example.org/a", true) == "none");
    BOOST_TEST(read("https://10.1.2.3/a", true) == "none");
}

BOOST_AUTO_TEST_SUITE_END()
