// When the database or the sidecar is away.
#include <sys/socket.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/store/presence.h"
#include "fcgi/unix_socket.h"
#include "tests/fcgi/house.h"

using support::contains;
using support::House;
using support::Visitor;

namespace {

std::vector<std::string> other_connections(House& house) {
    auto rows = house.connection().query(
        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()");
    std::vector<std::string> ids;
    while (rows.next()) ids.push_back(rows.text(0));
    return ids;
}

// Ends every connection of the schema but the one that asks, as a restart of the server would. Returns when they are gone.
void cut_connections(House& house) {
    const auto ids = other_connections(house);
    BOOST_REQUIRE(!ids.empty());
    for (const auto& id : ids) house.connection().run("KILL " + id);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!other_connections(house).empty()) BOOST_REQUIRE(std::chrono::steady_clock::now() < deadline);
}

// A sidecar as far as a connection goes.
class Listening {
public:
    explicit Listening(const std::string& folder)
        : folder_(folder),
          descriptor_(socket(AF_UNIX, SOCK_STREAM, 0)) {
        std::filesystem::create_directories(folder);
        const auto address = fcgi::unix_address(folder + "/ws.sock");
        BOOST_REQUIRE(bind(descriptor_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) ==
                      0);
        BOOST_REQUIRE(listen(descriptor_.get(), 8) == 0);
    }
    ~Listening() { std::filesystem::remove_all(folder_); }

private:
    std::string folder_;
    fcgi::FileDescriptor descriptor_;
};

std::string run_dir() {
    return (std::filesystem::temp_directory_path() / ("chatroom-run-" + std::to_string(getpid()))).string();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(a_connection_that_died_while_idle_costs_no_visitor_anything) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    cut_connections(house);
    BOOST_TEST(ana.get("/lounges/en-us").status() == 200);
    cut_connections(house);
    BOOST_TEST(ana.post("/lounges/en-us/messages", {{"body", "Hello"}, {"clientId", "a"}}).status() == 303);
    cut_connections(house);
    Visitor bea(house);
    bea.get("/languages");
    cut_connections(house);
    bea.enter("Bea");
    BOOST_TEST(support::count(ana.get("/lounges/en-us").body(), ">Hello<") == 1U);
    Visitor operator_(house, "127.0.0.1");
    BOOST_TEST(contains(operator_.get("/metrics").body(), "chatroom_database_reconnects_total 4"));
}

BOOST_AUTO_TEST_CASE(without_a_database_pages_and_programs_are_told_to_come_back) {
    House house([](base::Config& config) { config.database.socket = "/nonexistent/mysqld.sock"; });
    Visitor one(house);
    const auto page = one.get("/languages");
    BOOST_TEST(page.status() == 503);
    BOOST_TEST(page.header("Retry-After") == "2");
    BOOST_TEST(contains(page.body(), "<code>test</code>"));
    const auto api = one.post_raw("/api/auth/csrf", "", "");
    BOOST_TEST(api.status() == 503);
    BOOST_TEST(api.header("Retry-After") == "2");
    BOOST_TEST(contains(api.body(), R"({"error":)"));
    const auto health = one.get("/health");
    BOOST_TEST(health.status() == 503);
    BOOST_TEST(nlohmann::json::parse(health.body()).at("problems") ==
               nlohmann::json({"database", "sidecar"}));
}

BOOST_AUTO_TEST_CASE(the_figures_tell_that_there_is_no_database) {
    House house([](base::Config& config) { config.database.socket = "/nonexistent/mysqld.sock"; });
    Visitor operator_(house, "127.0.0.1");
    operator_.get("/languages");
    const auto figures = operator_.get("/metrics");
    BOOST_TEST(figures.status() == 200);
    for (const char* line :
         {"chatroom_database_up 0\n", "{method=\"GET\",route=\"/languages\",status=\"5xx\"} 1\n",
          "chatroom_disk_free_bytes "})
        BOOST_TEST(contains(figures.body(), line), line << figures.body());
    BOOST_TEST(!contains(figures.body(), "chatroom_people"));
}

BOOST_AUTO_TEST_CASE(health_is_well_while_the_sidecar_listens_and_beats) {
    const std::string folder = run_dir();
    House house([&](base::Config& config) { config.run_dir = folder; });
    Visitor one(house);
    const auto problems = [&] {
        const auto answer = one.get("/health");
        const auto body = nlohmann::json::parse(answer.body());
        BOOST_TEST(body.contains("timestamp"));
        BOOST_TEST((answer.status() == 200) == (body.at("status") == "ok"));
        BOOST_TEST((answer.status() == 503) == (body.at("status") == "unavailable"));
        return body.value("problems", nlohmann::json::array()).dump();
    };
    BOOST_TEST(problems() == R"(["sidecar"])");
    const Listening sidecar(folder);
    BOOST_TEST(problems() == R"(["sidecar"])");
    store::register_sidecar(house.connection(), "ws1", house.clock.now());
    BOOST_TEST(problems() == "[]");
    house.clock.forward(std::chrono::seconds(5));
    BOOST_TEST(problems() == "[]");
    house.clock.forward(std::chrono::milliseconds(1));
    BOOST_TEST(problems() == R"(["sidecar"])");
}

BOOST_AUTO_TEST_CASE(a_dead_connection_does_not_make_health_fail) {
    const std::string folder = run_dir();
    House house([&](base::Config& config) { config.run_dir = folder; });
    const Listening sidecar(folder);
    store::register_sidecar(house.connection(), "ws1", house.clock.now());
    Visitor one(house);
    BOOST_TEST(one.get("/health").status() == 200);
    cut_connections(house);
    BOOST_TEST(one.get("/health").status() == 200);
}

BOOST_AUTO_TEST_SUITE_END()
