// Configuration by environment, read once in main and handed on by reference.
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/base/limits.h"

namespace base {

enum class Environment { production, development, test };
enum class RedLounges { closed, declared };

// mysql://user:password@host:3306/schema, or mysql://user@localhost/schema?socket=/path
struct DatabaseSettings {
    std::string user;
    std::string password;
    std::string host;
    unsigned port = 3306;
    std::string schema;
    std::string socket;  // when not empty, host and port are not used
};

struct Config {
    Environment environment = Environment::development;
    DatabaseSettings database;
    std::string access_token_secret;
    std::string frontend_url;  // scheme://host[:port], without a final slash
    std::string run_dir;       // unix sockets of the programs
    std::string root_dir;      // holds templates/, static/, sql/
    std::string messages_dir;  // compiled catalogues
    unsigned workers = 4;
    std::string sidecar_name;
    std::optional<unsigned> socket_port;  // TCP instead of the unix socket
    RedLounges red_lounges = RedLounges::closed;
    Limits limits;

    std::string fcgi_socket() const { return run_dir + "/fcgi.sock"; }
    std::string sidecar_socket() const { return run_dir + "/ws.sock"; }
    std::string hints_dir() const { return run_dir + "/hints"; }
};

// Says which variable is wrong and what it must be. For the operator.
class ConfigError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Value of a variable, or nothing. main passes std::getenv; tests pass a map.
using Environ = std::function<std::optional<std::string>(std::string_view name)>;
Environ process_environ();

// Throws ConfigError. Production refuses missing, short and published secrets.
Config load_config(const Environ& environ);

// Throws ConfigError when the text is not a database address.
DatabaseSettings parse_database_url(std::string_view url);

}  // namespace base
