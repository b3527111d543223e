#include "core/db/connection.h"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <unordered_map>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/db/dialect.h"

namespace db {
namespace {

constexpr int seconds_to_connect = 5;
constexpr int seconds_to_answer = 20;
// From so long on a statement stands in the log, without its values: the server's own slow log would hold them.
constexpr std::chrono::milliseconds slow{500};
constexpr std::size_t longest_shown = 400;

[[noreturn]] void rethrow(const sql::SQLException& failure, bool& lost) {
    const int code = failure.getErrorCode();
    const std::string what = fmt::format("database error {}: {}", code, failure.what());
    switch (code) {
        case 2002:  // cannot connect
        case 2003:
        case 2006:  // gone away
        case 2013:  // lost during a query
        case 2014:  // out of sync
        case 2030:  // statement not prepared: the link below was renewed
        case 1053:  // shutting down
        case 1927:  // killed
        case 1047:  // Galera: this node has lost the others; whoever connects anew is led to one that has not
        case 1180:  // Galera: it lost them during COMMIT, and the others may have stored it
        case 0:     // the connector's own: it found its connection closed
            lost = true;
            throw ConnectionLost(code, what);
        case 1205:
        case 1213:
            throw Conflict(code, what);
        case 1062:
            throw Duplicate(code, what);
        default:
            throw Error(code, what);
    }
}

// The driver keeps process-wide state while connecting, and is made before any thread needs it.
std::mutex& connecting() {
    static std::mutex mutex;
    return mutex;
}

std::unique_ptr<sql::Connection> open(const base::DatabaseSettings& settings, bool with_schema) {
    const std::scoped_lock guard(connecting());
    sql::ConnectOptionsMap options;
    options["hostName"] = sql::SQLString(settings.socket.empty()
                                             ? "tcp://" + settings.host + ":" + std::to_string(settings.port)
                                             : "unix://" + settings.socket);
    options["userName"] = sql::SQLString(settings.user);
    options["password"] = sql::SQLString(settings.password);
    if (with_schema) options["schema"] = sql::SQLString(settings.schema);
    options["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
    options["OPT_CONNECT_TIMEOUT"] = seconds_to_connect;
    options["OPT_READ_TIMEOUT"] = seconds_to_answer;
    options["OPT_WRITE_TIMEOUT"] = seconds_to_answer;
    // READ COMMITTED: no gap locks between posters, and a read inside a transaction sees what others have committed.
    options["postInit"] = sql::SQLString(
        "SET time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY', "
        "tx_isolation = 'READ-COMMITTED', innodb_lock_wait_timeout = 5");
    return std::unique_ptr<sql::Connection>(get_driver_instance()->connect(options));
}

std::uint64_t number_of(sql::Connection& link) {
    const std::unique_ptr<sql::Statement> statement(link.createStatement());
    const std::unique_ptr<sql::ResultSet> rows(statement->executeQuery("SELECT CONNECTION_ID()"));
    return rows->next() ? rows->getUInt64(1) : 0;
}

void bind(sql::PreparedStatement& statement, std::span<const Param> params) {
    for (unsigned i = 0; i < params.size(); ++i) {
        const unsigned place = i + 1;
        std::visit(
            [&](const auto& value) {
                using T = std::decay_t<decltype(value)>;
                if constexpr (std::is_same_v<T, Null>) {
                    statement.setNull(place, 0);
                } else if constexpr (std::is_same_v<T, std::int64_t>) {
                    statement.setInt64(place, value);
                } else if constexpr (std::is_same_v<T, std::uint64_t>) {
                    statement.setUInt64(place, value);
                } else {
                    statement.setString(place, sql::SQLString(value.data(), value.size()));
                }
            },
            params[i]);
    }
}

}  // namespace

class Connection::Impl {
public:
    Impl(const base::DatabaseSettings& settings, bool with_schema) {
        try {
            link_ = open(settings, with_schema);
            number_ = number_of(*link_);
        } catch (const sql::SQLException& failure) {
            rethrow(failure, lost_);
        }
    }

    sql::PreparedStatement& prepared(std::string_view sql) {
        const auto known = statements_.find(std::string(sql));
        if (known != statements_.end()) return *known->second;
        auto* made = link_->prepareStatement(sql::SQLString(sql.data(), sql.size()));
        return *statements_.emplace(std::string(sql), made).first->second;
    }

    // Runs `use`, turning the connector's exceptions into ours. `sql` is told when it was slow.
    template <class Use>
    auto guarded(std::string_view sql, Use&& use) {
        const auto began = std::chrono::steady_clock::now();
        try {
            auto result = use();
            note_slow(sql, std::chrono::steady_clock::now() - began);
            return result;
        } catch (const sql::SQLException& failure) {
            rethrow(failure, lost_);
        }
    }

    sql::Connection& link() { return *link_; }
    bool lost() const { return lost_; }

private:
    void note_slow(std::string_view sql, std::chrono::nanoseconds taken) {
        if (taken < slow) return;
        base::log::warning("a slow statement, {} ms, database connection {}: {}",
                           taken / std::chrono::milliseconds(1), number_, sql.substr(0, longest_shown));
    }

    std::unique_ptr<sql::Connection> link_;
    std::uint64_t number_ = 0;  // as SHOW PROCESSLIST and the server's logs call this connection
    std::unordered_map<std::string, std::unique_ptr<sql::PreparedStatement>>
        statements_;  // destroyed before link_
    bool lost_ = false;
};

class Rows::Source {
public:
    explicit Source(sql::ResultSet* rows) : rows_(rows) {}

    template <class Use>
    auto guarded(Use&& use) const {
        try {
            return use(*rows_);
        } catch (const sql::SQLException& failure) {
            bool lost = false;  // the next statement on the connection finds out by itself
            rethrow(failure, lost);
        }
    }

private:
    std::unique_ptr<sql::ResultSet> rows_;
};

Rows::Rows(std::unique_ptr<Source> source) : source_(std::move(source)) {}
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;
Rows::~Rows() = default;

bool Rows::next() {
    return source_->guarded([](sql::ResultSet& rows) { return rows.next(); });
}
bool Rows::is_null(unsigned column) const {
    return source_->guarded([&](sql::ResultSet& rows) { return rows.isNull(column + 1); });
}
std::int64_t Rows::integer(unsigned column) const {
    return source_->guarded([&](sql::ResultSet& rows) { return rows.getInt64(column + 1); });
}
std::uint64_t Rows::number(unsigned column) const {
    return source_->guarded([&](sql::ResultSet& rows) { return rows.getUInt64(column + 1); });
}
std::string Rows::text(unsigned column) const {
    return source_->guarded([&](sql::ResultSet& rows) { return std::string(rows.getString(column + 1)); });
}

Connection::Connection(const base::DatabaseSettings& settings, bool with_schema)
    : impl_(std::make_unique<Impl>(settings, with_schema)) {}
Connection::~Connection() = default;

bool Connection::lost() const { return impl_->lost(); }

Rows Connection::query_params(std::string_view sql, std::span<const Param> params) {
    return impl_->guarded(sql, [&] {
        auto& statement = impl_->prepared(sql);
        bind(statement, params);
        return Rows(std::make_unique<Rows::Source>(statement.executeQuery()));
    });
}

std::uint64_t Connection::execute_params(std::string_view sql, std::span<const Param> params) {
    return impl_->guarded(sql, [&] {
        auto& statement = impl_->prepared(sql);
        bind(statement, params);
        return static_cast<std::uint64_t>(std::max(0, statement.executeUpdate()));
    });
}

std::vector<std::uint64_t> Connection::insert_params(std::string_view sql, std::span<const Param> params) {
    Rows rows = query_params(std::string(sql) + DB_RETURNING_ID, params);
    std::vector<std::uint64_t> ids;
    while (rows.next()) ids.push_back(rows.number(0));
    return ids;
}

void Connection::run(const std::string& sql) {
    impl_->guarded(sql, [&] {
        const std::unique_ptr<sql::Statement> statement(impl_->link().createStatement());
        return statement->execute(sql);
    });
}

}  // namespace db
