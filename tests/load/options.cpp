#include "tests/load/options.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <stdexcept>

#include "tests/load/body.h"
#include "tests/load/json_scan.h"

namespace load {
namespace {

std::vector<std::string> read_words(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> words;
    for (std::string word; file >> word;) words.push_back(std::move(word));
    return words;
}

// "name=pid" or "name=pid,pid"
ProcessGroup parse_group(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) throw CLI::ValidationError("--watch", "wants NAME=PID[,PID]");
    ProcessGroup group{text.substr(0, equals), {}};
    for (const std::string& pid : CLI::detail::split(text.substr(equals + 1), ',')) {
        const auto number = parse_integer(pid);
        if (!number) throw CLI::ValidationError("--watch", pid + " is no process id");
        group.roots.push_back(static_cast<pid_t>(*number));
    }
    return group;
}

void declare(CLI::App& app, Options& o, std::vector<std::string>& watch, std::string& tokens,
             std::string& lounges) {
    app.option_defaults()->take_last();
    app.add_option("scenario", o.scenario)
        ->required()
        ->check(CLI::IsMember(
            {"one", "saturate", "lounges", "ramp", "idle", "handshakes", "restart", "stall", "page"}));
    app.add_option("--protocol", o.protocol)
        ->check(CLI::IsMember({"chatroom", "socketio"}))
        ->capture_default_str();
    app.add_option("--host", o.endpoint.host, "IPv4 address")->capture_default_str();
    app.add_option("--port", o.endpoint.port)->capture_default_str();
    app.add_option("--name", o.endpoint.name, "what requests call the house, where it is not host:port");
    app.add_option("--unix", o.endpoint.path,
                   "path of a socket: used instead of host and port, which requests still name");
    app.add_option("--tokens", tokens, "file of session tokens, one a line")->check(CLI::ExistingFile);
    app.add_option("--lounges", lounges, "file of lounge slugs, one a line")
        ->check(CLI::ExistingFile)
        ->required();
    app.add_option("--readers", o.readers, "in all, dealt out evenly to the lounges")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--posters", o.posters, "saturate: how many readers post")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--window", o.window, "saturate: posts outstanding")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--rate", o.rate, "lounges, stall, restart: posts a second; ramp: of the first step")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--body", o.body, "characters of a post")
        ->check(CLI::Range(kShortestBody, std::size_t{4000}))
        ->capture_default_str();
    app.add_option("--seconds", o.seconds, "length of a measured phase")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--warmup", o.warmup, "seconds of load before it")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    app.add_option("--patience", o.patience, "seconds to wait for what is outstanding")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--connections", o.connections, "page, handshakes, restart: requests at a time")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--path", o.path, "page: what is requested")->capture_default_str();
    app.add_option("--needle", o.needle, "page: a text that every answer holds")->capture_default_str();
    app.add_option("--needle-count", o.needle_count, "page: so many times at least")->capture_default_str();
    app.add_option("--steps", o.steps, "ramp: how many at most")->capture_default_str();
    app.add_option("--growth", o.growth, "ramp: from one step's rate to the next")->capture_default_str();
    app.add_flag("--settle,!--no-settle", o.settle, "wait until the server is at rest before a phase");
    app.add_option("--kill", o.kill, "restart: the process to kill")->check(CLI::PositiveNumber);
    app.add_option("--watch", watch, "NAME=PID[,PID]: processes whose cost is reported")
        ->take_all()
        ->allow_extra_args(false);
}

void settle(Options& o, const std::vector<std::string>& watch, const std::string& tokens,
            const std::string& lounges) {
    for (const std::string& group : watch) o.watch.push_back(parse_group(group));
    if (!tokens.empty()) o.tokens = read_words(tokens);
    o.lounges = read_words(lounges);
    if (o.lounges.empty()) throw CLI::ValidationError("--lounges", "holds no lounge");
    if (o.readers % o.lounges.size() != 0)
        throw CLI::ValidationError("--readers", "must be a multiple of the number of lounges");
    if (o.scenario == "saturate" && o.posters > o.readers)
        throw CLI::ValidationError("--posters", "must be readers too");
    if (o.scenario == "restart" && (o.kill == 0 || o.tokens.empty()))
        throw CLI::ValidationError("restart", "wants --kill and --tokens");
}

}  // namespace

bool parse_options(int argc, char** argv, Options& options, int& exit_code) {
    CLI::App app{
        "Loads a chat server, checks everything that comes back and prints what it measured as one line of JSON."};
    std::vector<std::string> watch;
    std::string tokens;
    std::string lounges;
    declare(app, options, watch, tokens, lounges);
    try {
        app.parse(argc, argv);
        settle(options, watch, tokens, lounges);
        return false;
    } catch (const CLI::Error& error) {
        exit_code = app.exit(error);
        return true;
    }
}

}  // namespace load
