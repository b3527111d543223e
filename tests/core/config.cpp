#include "core/base/config.h"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <map>

#include "tests/support/scratch_folder.h"

namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

const std::string good_push_key = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
const std::string good_secret = "8b1f0c77d29e4a5f9b3e61c2a4d7f08e5c6b7a8990f1e2d3";

Variables with(Variables more) {
    more.try_emplace("DATABASE_URL", "mysql://chat:pw@db.test:3307/chatroom");
    for (const char* name : {"ACCESS_TOKEN_SECRET", "REFRESH_TOKEN_SECRET", "PHONE_ENC_KEY", "AUDIT_SECRET"})
        more.try_emplace(name, good_secret);
    more.try_emplace("VAPID_PRIVATE_KEY", good_push_key);
    return more;
}

base::Config load(const Variables& variables) {
    return base::load_config([&](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
}

auto names(std::string_view variable) {
    return [variable](const base::ConfigError& error) {
        return std::string_view(error.what()).find(variable) != std::string_view::npos;
    };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(config)

BOOST_AUTO_TEST_CASE(database_addresses_are_read_in_all_their_forms) {
    const struct {
        const char* url;
        const char* user;
        const char* password;
        const char* host;
        unsigned port;
        const char* schema;
        const char* socket;
    } cases[] = {
        {"mysql://chat:pw@db.test:3307/chatroom", "chat", "pw", "db.test", 3307, "chatroom", ""},
        {"mysql://chat@127.0.0.1/chatroom", "chat", "", "127.0.0.1", 3306, "chatroom", ""},
        {"mysql://root@localhost/chatroom?socket=/run/my%20sql/d.sock", "root", "", "localhost", 3306,
         "chatroom", "/run/my sql/d.sock"},
        {"mysql://us%65r:p%40%2F%3a%3Fw@h/s", "user", "p@/:?w", "h", 3306, "s", ""},
        {"mysql://u:a:b@h/s", "u", "a:b", "h", 3306, "s", ""},
        {"mysql://u:a@b@h/s", "u", "a@b", "h", 3306, "s", ""},
        {"mysql://u:50%@h/s", "u", "50%", "h", 3306, "s", ""},
    };
    for (const auto& c : cases) {
        const auto read = base::parse_database_url(c.url);
        BOOST_TEST(read.user == c.user, c.url);
        BOOST_TEST(read.password == c.password, c.url);
        BOOST_TEST(read.host == c.host, c.url);
        BOOST_TEST(read.port == c.port, c.url);
        BOOST_TEST(read.schema == c.schema, c.url);
        BOOST_TEST(read.socket == c.socket, c.url);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_a_database_address_is_refused) {
    for (const char* url : {"", "mysql://", "postgres://u:p@h/s", "mysql:/u@h/s", "u:p@h/s", "mysql://u:p@h",
                            "mysql://u:p@h/", "mysql://h/s", "mysql://@h/s", "mysql://:p@h/s", "mysql://u@/s",
                            "mysql://u@:3306/s", "mysql://u@h:0/s", "mysql://u@h:65536/s", "mysql://u@h:/s",
                            "mysql://u@h:33x/s", "mysql://u@h:-1/s", "mysql://u@h/s?ssl=1"}) {
        BOOST_CHECK_EXCEPTION(base::parse_database_url(url), base::ConfigError, names("DATABASE_URL"));
    }
}

BOOST_AUTO_TEST_CASE(previews_are_on_and_stand_ins_are_for_tests) {
    BOOST_TEST(load(with({})).link_previews);
    BOOST_TEST(!load(with({{"LINK_PREVIEWS", "off"}})).link_previews);
    BOOST_CHECK_EXCEPTION(load(with({{"LINK_PREVIEWS", "maybe"}})), base::ConfigError,
                          names("LINK_PREVIEWS"));
    const std::string stand_ins = "page.example=127.0.0.1:9201";
    const auto in = [&](const char* environment) {
        return with({{"CHATROOM_ENV", environment}, {"CHATROOM_TEST_PREVIEW_STAND_INS", stand_ins}});
    };
    BOOST_TEST(load(in("test")).preview_stand_ins == stand_ins);
    for (const char* environment : {"production", "development"})
        BOOST_CHECK_EXCEPTION(load(in(environment)), base::ConfigError,
                              names("CHATROOM_TEST_PREVIEW_STAND_INS"));
}

BOOST_AUTO_TEST_CASE(the_password_of_the_database_is_in_no_message) {
    try {
        base::parse_database_url("mysql://u:hush@h:99999/s");
        BOOST_ERROR("accepted");
    } catch (const base::ConfigError& error) {
        BOOST_TEST(std::string(error.what()).find("hush") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(only_the_database_and_the_secret_have_no_default) {
    const auto config = load(with({}));
    BOOST_TEST((config.environment == base::Environment::development));
    BOOST_TEST(config.frontend_url == "http://127.0.0.1:8080");
    BOOST_TEST(config.fcgi_socket() == "var/run/fcgi.sock");
    BOOST_TEST(config.sidecar_socket() == "var/run/ws.sock");
    BOOST_TEST(config.hints_dir() == "var/run/hints");
    BOOST_TEST(config.messages_dir == "./build/messages");
    BOOST_TEST(config.workers == 4U);
    BOOST_TEST(config.sidecar_name == "ws1");
    BOOST_TEST(!config.socket_port.has_value());
    BOOST_TEST(config.public_socket_origin().empty());
    BOOST_TEST((config.red_lounges == base::RedLounges::verified));
    BOOST_CHECK_EXCEPTION(load({{"ACCESS_TOKEN_SECRET", good_secret}}), base::ConfigError,
                          names("DATABASE_URL"));
    BOOST_CHECK_EXCEPTION(load({{"DATABASE_URL", "mysql://u@h/s"}}), base::ConfigError,
                          names("ACCESS_TOKEN_SECRET"));
}

BOOST_AUTO_TEST_CASE(variables_change_what_they_name) {
    const auto config = load(with({{"CHATROOM_ENV", "production"},
                                   {"PORT", "9000"},
                                   {"CHATROOM_RUN_DIR", "/run/chat"},
                                   {"CHATROOM_ROOT", "/srv/chat"},
                                   {"CHATROOM_WORKERS", "64"},
                                   {"CHATROOM_SIDECAR", "ws7"},
                                   {"SOCKET_PORT", "9001"},
                                   {"PUBLIC_SOCKET_PORT", "9002"},
                                   {"RED_LOUNGES", "declared"}}));
    BOOST_TEST((config.environment == base::Environment::production));
    BOOST_TEST(config.frontend_url == "http://127.0.0.1:9000");
    BOOST_TEST(config.fcgi_socket() == "/run/chat/fcgi.sock");
    BOOST_TEST(config.messages_dir == "/srv/chat/build/messages");
    BOOST_TEST(config.workers == 64U);
    BOOST_TEST(config.sidecar_name == "ws7");
    BOOST_TEST(config.socket_port.value() == 9001U);
    BOOST_TEST(config.public_socket_origin() == "ws://127.0.0.1:9002");
    BOOST_TEST((config.red_lounges == base::RedLounges::declared));
    BOOST_TEST(load(with({{"FRONTEND_URL", "https://chat.test//"}})).frontend_url == "https://chat.test");
}

BOOST_AUTO_TEST_CASE(sockets_with_a_port_of_their_own_are_at_the_same_host) {
    const auto at = [](const char* address) {
        return load(with({{"FRONTEND_URL", address}, {"PUBLIC_SOCKET_PORT", "8443"}})).public_socket_origin();
    };
    BOOST_TEST(at("https://chat.test") == "wss://chat.test:8443");
    BOOST_TEST(at("https://chat.test:444/") == "wss://chat.test:8443");
    BOOST_TEST(at("http://127.0.0.1:8080") == "ws://127.0.0.1:8443");
    BOOST_TEST(at("https://[2001:db8::1]") == "wss://[2001:db8::1]:8443");
    BOOST_TEST(at("https://[2001:db8::1]:444") == "wss://[2001:db8::1]:8443");
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_refused_by_name) {
    const struct {
        const char* name;
        std::vector<const char*> values;
    } cases[] = {
        {"CHATROOM_ENV", {"prod", "", "Production"}},
        {"RED_LOUNGES", {"open", ""}},
        {"PORT", {"0", "65536", "http", "80a", "-1", " 80", "99999999999999999999999"}},
        {"SOCKET_PORT", {"0", "x"}},
        {"PUBLIC_SOCKET_PORT", {"0", "x"}},
        {"CHATROOM_WORKERS", {"0", "65", "four"}},
    };
    for (const auto& c : cases) {
        for (const char* value : c.values) {
            BOOST_TEST_CONTEXT(c.name << '=' << value) {
                BOOST_CHECK_EXCEPTION(load(with({{c.name, value}})), base::ConfigError, names(c.name));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(production_refuses_short_and_published_secrets) {
    const struct {
        std::string secret;
        bool production;
        bool development;
    } cases[] = {
        {good_secret, true, true},
        {good_secret.substr(0, 32), true, true},
        {good_secret.substr(0, 31), false, false},
        {"", false, false},
        {"change-me-change-me-change-me-change-me", false, true},
        {"your_access_token_key_of_32_characters", false, true},
        {"an-example-of-forty-characters-in-a-file", false, true},
        {std::string(64, 'x'), false, true},
    };
    const auto accepts = [](const std::string& secret, const char* environment) {
        try {
            return load(with({{"ACCESS_TOKEN_SECRET", secret}, {"CHATROOM_ENV", environment}}))
                       .access_keys.current == secret;
        } catch (const base::ConfigError& error) {
            BOOST_TEST((secret.empty() || std::string(error.what()).find(secret) == std::string::npos),
                       "the message shows the secret");
            return false;
        }
    };
    for (const auto& c : cases) {
        BOOST_TEST(accepts(c.secret, "production") == c.production, c.secret);
        BOOST_TEST(accepts(c.secret, "development") == c.development, c.secret);
    }
}

BOOST_AUTO_TEST_CASE(redis_addresses_are_read_in_all_their_forms) {
    const struct {
        const char* url;
        base::RedisSettings expected;
    } cases[] = {
        {"redis://127.0.0.1:6380", {.host = "127.0.0.1", .port = 6380}},
        {"redis://r.test", {.host = "r.test"}},
        {"redis://r.test/", {.host = "r.test"}},
        {"redis://r.test:1/15", {.host = "r.test", .port = 1, .database = 15}},
        {"redis://[::1]:6380/2", {.host = "::1", .port = 6380, .database = 2}},
        {"redis://[::1]", {.host = "::1"}},
        {"redis://:p%40%2F:%3a@h:6379/0", {.password = "p@/::", .host = "h"}},
        {"redis://us%65r:a@b@h", {.user = "user", .password = "a@b", .host = "h"}},
        {"unix:///run/redis/a%20b.sock", {.socket = "/run/redis/a b.sock"}},
        {"unix:///run/a@b.sock", {.socket = "/run/a@b.sock"}},
        {"unix://:pw@/run/r.sock", {.password = "pw", .socket = "/run/r.sock"}},
    };
    for (const auto& c : cases) {
        const auto read = load(with({{"REDIS_URL", c.url}})).redis.value();
        BOOST_TEST(read.user == c.expected.user, c.url);
        BOOST_TEST(read.password == c.expected.password, c.url);
        BOOST_TEST(read.host == c.expected.host, c.url);
        BOOST_TEST(read.port == c.expected.port, c.url);
        BOOST_TEST(read.database == c.expected.database, c.url);
        BOOST_TEST(read.socket == c.expected.socket, c.url);
    }
    BOOST_TEST(!load(with({})).redis.has_value());
}

BOOST_AUTO_TEST_CASE(wrong_redis_addresses_are_refused_without_showing_the_password) {
    for (const std::string url : {"h:6379",
                                  "http://h",
                                  "rediss://:topmost@h",
                                  "redis://",
                                  "redis://:topmost@",
                                  "redis://topmost@h",
                                  "redis://:@h",
                                  "redis://:topmost@h:",
                                  "redis://:topmost@h:0",
                                  "redis://:topmost@h:65536",
                                  "redis://:topmost@h:x",
                                  "redis://:topmost@h/x",
                                  "redis://:topmost@h/-1",
                                  "redis://:topmost@h/1/2",
                                  "redis://[::1",
                                  "redis://[]",
                                  "redis://[::1]x",
                                  "unix://",
                                  "unix://run/r.sock",
                                  "unix://:topmost@run/r.sock",
                                  "unix://:topmost@"}) {
        BOOST_TEST_CONTEXT(url) {
            BOOST_CHECK_EXCEPTION(load(with({{"REDIS_URL", url}})), base::ConfigError, names("REDIS_URL"));
            BOOST_CHECK_EXCEPTION(load(with({{"REDIS_URL", url}})), base::ConfigError,
                                  [](const auto& error) { return !names("topmost")(error); });
        }
    }
}

BOOST_AUTO_TEST_CASE(pictures_go_to_a_folder_or_to_a_bucket_that_is_wholly_named) {
    BOOST_TEST(!load(with({})).s3);
    BOOST_TEST(load(with({{"CHATROOM_ROOT", "/srv/chat"}})).media_dir == "/srv/chat/var/media");
    BOOST_TEST(load(with({{"MEDIA_DIR", "/srv/pictures"}})).media_dir == "/srv/pictures");
    const Variables bucket{{"S3_ENDPOINT", "https://s3.example.com:9000/"},
                           {"S3_BUCKET", "pictures"},
                           {"S3_ACCESS_KEY", "key"},
                           {"S3_SECRET_KEY", "secret"}};
    const auto s3 = load(with(bucket)).s3;
    BOOST_REQUIRE(s3.has_value());
    BOOST_TEST(s3->endpoint == "https://s3.example.com:9000");
    BOOST_TEST(s3->region == "us-east-1");
    for (const auto& [name, value] : bucket) {
        Variables without = bucket;
        without.erase(name);
        BOOST_CHECK_EXCEPTION(load(with(without)), base::ConfigError, names("S3_ENDPOINT"));
    }
    for (const char* wrong :
         {"s3.example.com", "http://s3.example.com", "ftp://s3.example.com", "https://",
          "https://s3.example.com/path", "https://me@s3.example.com", "https://x; script-src *"}) {
        Variables changed = bucket;
        changed["S3_ENDPOINT"] = wrong;
        BOOST_CHECK_EXCEPTION(load(with(changed)), base::ConfigError, names("S3_ENDPOINT"));
    }
    Variables local = bucket;
    local["S3_ENDPOINT"] = "http://127.0.0.1:9000";
    BOOST_TEST(load(with(local)).s3.has_value());
    local["S3_BUCKET"] = "a/b";
    BOOST_CHECK_EXCEPTION(load(with(local)), base::ConfigError, names("S3_BUCKET"));
}

BOOST_AUTO_TEST_CASE(limits_change_under_test_alone) {
    const Variables limits{{"CHATROOM_LIMIT_POSTS", "77"},
                           {"CHATROOM_LIMIT_POSTS_PER_MS", "88"},
                           {"CHATROOM_LIMIT_OUTBOX_BYTES", "99"},
                           {"CHATROOM_LIMIT_PUSH_SETTLE_MS", "44"},
                           {"CHATROOM_LIMIT_PUSH_RETRY_MS", "55"},
                           {"CHATROOM_LIMIT_AWAY_MS", "44"},
                           {"CHATROOM_LIMIT_SMS_RETRY_MS", "11"},
                           {"CHATROOM_LIMIT_SMS_ASK_AFTER_MS", "22"},
                           {"CHATROOM_LIMIT_SMS_ABSENT_AFTER_MS", "33"}};
    const base::Limits defaults;
    for (const char* environment : {"production", "development"}) {
        auto variables = limits;
        variables["CHATROOM_ENV"] = environment;
        const auto config = load(with(variables));
        BOOST_TEST(config.limits.posts == defaults.posts);
        BOOST_TEST(config.limits.posts_per.count() == defaults.posts_per.count());
        BOOST_TEST(config.limits.outbox_bytes == defaults.outbox_bytes);
        BOOST_TEST(config.limits.sms_absent_after.count() == defaults.sms_absent_after.count());
    }
    auto variables = limits;
    variables["CHATROOM_ENV"] = "test";
    const auto config = load(with(variables));
    BOOST_TEST(config.limits.posts == 77U);
    BOOST_TEST(config.limits.posts_per.count() == 88);
    BOOST_TEST(config.limits.push_settle.count() == 44);
    BOOST_TEST(config.limits.push_retry.count() == 55);
    BOOST_TEST(config.limits.outbox_bytes == 99U);
    BOOST_TEST(config.limits.away_after.count() == 44);
    BOOST_TEST(config.limits.sms_retry.count() == 11);
    BOOST_TEST(config.limits.sms_ask_after.count() == 22);
    BOOST_TEST(config.limits.sms_absent_after.count() == 33);
    variables["CHATROOM_LIMIT_POSTS"] = "0";
    BOOST_CHECK_EXCEPTION(load(with(variables)), base::ConfigError, names("CHATROOM_LIMIT_POSTS"));
}

BOOST_AUTO_TEST_CASE(a_file_of_settings_is_read_literally_and_stands_alone) {
    const support::ScratchFolder folder;
    const std::string path = folder.path() + "/instance.env";
    std::ofstream(path)
        << "PORT=9000\nDATABASE_URL=mysql://u:p=q\"$x@h/s\nRED_LOUNGES=\n# a comment\nlast=line";
    const auto settings = base::file_environ(path);
    BOOST_TEST(settings("PORT").value() == "9000");
    BOOST_TEST(settings("DATABASE_URL").value() == "mysql://u:p=q\"$x@h/s");
    BOOST_TEST(settings("last").value() == "line");
    BOOST_TEST(!settings("RED_LOUNGES").has_value(), "empty is none");
    BOOST_TEST(!settings("PATH").has_value(), "of the process, not of the file");
    BOOST_CHECK_EXCEPTION(base::file_environ(folder.path() + "/absent"), base::ConfigError,
                          names("CHATROOM_SETTINGS"));
}

BOOST_AUTO_TEST_CASE(a_program_that_is_named_a_file_of_settings_reads_no_other) {
    const support::ScratchFolder folder;
    const std::string path = folder.path() + "/instance.env";
    std::ofstream(path) << "PORT=9000\n";
    BOOST_TEST(base::process_environ()("PATH").has_value());
    setenv("CHATROOM_SETTINGS", path.c_str(), 1);
    const auto settings = base::process_environ();
    unsetenv("CHATROOM_SETTINGS");
    BOOST_TEST(settings("PORT").value() == "9000");
    BOOST_TEST(!settings("PATH").has_value());
}

BOOST_AUTO_TEST_CASE(the_key_of_notifications_is_read_as_others_write_it) {
    const std::string bytes = load(with({})).push.private_key;
    BOOST_TEST(bytes.size() == 32U);
    BOOST_TEST(bytes.front() == '\xc9');
    BOOST_TEST(
        load(with({{"VAPID_PRIVATE_KEY", "ya-p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyE"}})).push.private_key ==
        bytes);
    for (const char* wrong : {"", "short", "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f672",
                              "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
                              "ya-p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyE="})
        BOOST_CHECK_EXCEPTION(load(with({{"VAPID_PRIVATE_KEY", wrong}})), base::ConfigError,
                              names("VAPID_PRIVATE_KEY"));
    BOOST_CHECK_EXCEPTION(
        load(with({{"CHATROOM_ENV", "production"}, {"VAPID_PRIVATE_KEY", std::string(64, '1')}})),
        base::ConfigError, names("VAPID_PRIVATE_KEY"));
}

BOOST_AUTO_TEST_CASE(whoever_runs_a_push_service_may_write_to_the_operator) {
    BOOST_TEST(load(with({})).push.contact.empty());
    BOOST_TEST(load(with({{"FRONTEND_URL", "https://chat.test"}})).push.contact == "https://chat.test");
    BOOST_TEST(load(with({{"VAPID_CONTACT", "mailto:ops@chat.test"}})).push.contact ==
               "mailto:ops@chat.test");
    for (const char* wrong : {"ops@chat.test", "mailto:ops", "http://chat.test", "mailto:a@b c"})
        BOOST_CHECK_EXCEPTION(load(with({{"VAPID_CONTACT", wrong}})), base::ConfigError,
                              names("VAPID_CONTACT"));
}

BOOST_AUTO_TEST_CASE(only_a_test_may_notify_a_browser_on_this_machine) {
    for (const char* environment : {"production", "development"})
        BOOST_CHECK_EXCEPTION(
            load(with({{"CHATROOM_ENV", environment}, {"CHATROOM_TEST_LOCAL_PUSH", "yes"}})),
            base::ConfigError, names("CHATROOM_TEST_LOCAL_PUSH"));
    BOOST_TEST(
        load(with({{"CHATROOM_ENV", "test"}, {"CHATROOM_TEST_LOCAL_PUSH", "yes"}})).push.local_endpoints);
    BOOST_TEST(!load(with({{"CHATROOM_ENV", "test"}})).push.local_endpoints);
}

BOOST_AUTO_TEST_SUITE_END()
