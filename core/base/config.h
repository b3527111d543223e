// Configuration by environment, read once in main and handed on by reference.
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/market_settings.h"
#include "core/base/verification_settings.h"

namespace base {

enum class Environment { production, development, test };
// Who comes into RED lounges and sees what shows nudity: whoever has proven their age, or also whoever declares it.
enum class RedLounges { verified, declared };

// mysql://user:password@host:3306/schema, or mysql://user@localhost/schema?socket=/path
struct DatabaseSettings {
    std::string user;
    std::string password;
    std::string host;
    unsigned port = 3306;
    std::string schema;
    std::string socket;  // when not empty, host and port are not used
};

// redis://[user]:password@host:6379/0, or unix://[user]:password@/path/redis.sock; without a password no "@".
struct RedisSettings {
    std::string user{};      // empty: Redis' default one
    std::string password{};  // empty: none is asked for
    std::string host{};
    unsigned port = 6379;
    unsigned database = 0;
    std::string socket{};  // when not empty, host and port are not used
};

// Two keys at a time: `current` seals and signs; whatever `previous` made is still read. Both are secrets; previous may be empty.
struct KeyPair {
    std::string current;
    std::string previous;
};

// Twilio's REST API. Without an account SMS stay in the outbox for the operator.
struct TwilioSettings {
    std::string account_sid;
    std::string auth_token;
    std::string from_number;
    std::string api_url;  // scheme://host, without a final slash
    bool configured() const { return !account_sid.empty(); }
};

// A service that speaks S3, for pictures.
struct S3Settings {
    std::string endpoint;  // scheme://host[:port], without a final slash
    std::string bucket;
    std::string access_key;
    std::string secret_key;
    std::string region;
};

// Notifications to browsers whose pages are closed (Web Push).
struct PushSettings {
    std::string private_key;       // a secret: the 32 bytes of the house's own key
    std::string contact;           // mailto: or https:, for the operators of push services; may be empty
    bool local_endpoints = false;  // of tests alone: also to this machine, and without TLS
};

struct Config {
    Environment environment = Environment::development;
    DatabaseSettings database;
    std::optional<RedisSettings> redis;  // counts limits; nothing: the database does
    KeyPair access_keys;                 // ACCESS_TOKEN_SECRET, ACCESS_TOKEN_SECRET_PREVIOUS
    KeyPair refresh_keys;                // REFRESH_TOKEN_SECRET, ...
    // PHONE_ENC_KEY (else ENCRYPTION_KEY), PHONE_ENC_KEY_PREVIOUS. `phone_key_next` is known to every program before any of them seals with it.
    KeyPair phone_keys;
    std::string phone_key_next;
    std::string audit_secret;
    std::string audit_head_file;  // the end of the audit chain, kept outside the database
    PushSettings push;            // VAPID_PRIVATE_KEY, VAPID_CONTACT
    TwilioSettings twilio;
    std::vector<std::string> sms_countries;  // ISO 3166 codes that SMS may go to
    std::string frontend_url;                // scheme://host[:port], without a final slash
    std::string run_dir;                     // unix sockets of the programs
    std::string root_dir;                    // holds templates/, static/, sql/
    std::string messages_dir;                // compiled catalogues
    std::string site_dir;                    // the operator's own texts: terms.txt, privacy.txt
    std::string media_dir;                   // pictures, where no bucket is set
    std::optional<S3Settings> s3;            // pictures; nothing: media_dir has them
    std::string ffmpeg{};                    // FFMPEG, see core/media/film_tools.h
    unsigned workers = 4;
    std::string sidecar_name;
    std::optional<unsigned> socket_port;         // TCP instead of the unix socket
    std::optional<unsigned> public_socket_port;  // where browsers find the sockets besides /ws
    bool link_previews = true;                   // LINK_PREVIEWS
    std::string preview_stand_ins{};  // CHATROOM_TEST_PREVIEW_STAND_INS, see core/preview/resolve.h
    RedLounges red_lounges = RedLounges::verified;
    MarketSettings market{};
    VerificationSettings verification{};
    Limits limits;

    std::string fcgi_socket() const { return run_dir + "/fcgi.sock"; }
    // What takes a third of a second of processor time goes there, so that it never holds up a page.
    std::string password_socket() const { return run_dir + "/passwords.sock"; }
    // So does reading a picture, for which one worker waits.
    std::string upload_socket() const { return run_dir + "/uploads.sock"; }
    // And asking a provider of payments, which may take seconds.
    std::string payment_socket() const { return run_dir + "/payments.sock"; }
    std::string sidecar_socket() const { return run_dir + "/ws.sock"; }
    // For whoever comes by public_socket_port: sockets and nothing else.
    std::string public_sidecar_socket() const { return run_dir + "/ws-public.sock"; }
    // Of public_socket_port, as "wss://chat.example.org:8443"; empty where there is none.
    std::string public_socket_origin() const;
    std::string hints_dir() const { return run_dir + "/hints"; }
};

// Says which variable is wrong and what it must be. For the operator.
class ConfigError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Value of a variable, or nothing; an empty one is none. main passes process_environ(); tests pass a map.
using Environ = std::function<std::optional<std::string>(std::string_view name)>;
// The variables of this process. When CHATROOM_SETTINGS names a file, what stands in it and nothing else: a program that executes itself anew keeps its
// environment, and would never see that a setting has changed.
Environ process_environ();
// KEY=value lines, literally. Throws ConfigError when the file cannot be read.
Environ file_environ(const std::string& path);

// Throws ConfigError. Production refuses missing, short and published secrets.
Config load_config(const Environ& environ);

// Throws ConfigError when the text is not a database address.
DatabaseSettings parse_database_url(std::string_view url);
// Throws ConfigError when the text is not the address of a Redis; never says what the text was.
RedisSettings parse_redis_url(std::string_view url);

}  // namespace base
