// The only door to the database. core/db alone knows the connector; everything above sees typed rows and these exceptions.
//
// A Connection belongs to one thread at a time. Statements are prepared once per connection and reused. Source: MySQL Connector/C++ 1.1 API.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/ids.h"

namespace db {

// A fault that a visitor cannot mend. Caught once per request, batch, command or job.
class Error : public std::runtime_error {
public:
    Error(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
    int code() const { return code_; }  // the server's error number

private:
    int code_;
};
// The connection is gone, or leads to a node that is of no use by itself; whether the statement (or COMMIT) took effect is unknown. Make a new Connection.
class ConnectionLost : public Error {
    using Error::Error;
};
// Deadlock or lock wait time-out: the transaction was rolled back; replay it.
class Conflict : public Error {
    using Error::Error;
};
// A unique key refused the row.
class Duplicate : public Error {
    using Error::Error;
};

// One value bound to a `?`. Text and bytes are copied when bound.
using Null = std::nullptr_t;
using Param = std::variant<Null, std::int64_t, std::uint64_t, std::string_view>;

inline Param param(Null) { return nullptr; }
inline Param param(std::int64_t v) { return v; }
inline Param param(std::uint64_t v) { return v; }
inline Param param(int v) { return std::int64_t{v}; }
inline Param param(unsigned v) { return std::uint64_t{v}; }
inline Param param(bool v) { return std::int64_t{v}; }
inline Param param(std::string_view v) { return v; }
inline Param param(const char* v) { return std::string_view(v); }
inline Param param(const std::string& v) { return std::string_view(v); }
inline Param param(base::Time v) { return base::to_epoch_ms(v); }  // beside dialect::time_param
inline Param param(base::Millis v) { return std::int64_t{v.count()}; }
template <class Tag>
Param param(base::Id<Tag> v) {
    return v.value;
}
template <class T>
Param param(const std::optional<T>& v) {
    return v ? param(*v) : Param{nullptr};
}

// The result of a query, read forward once. Columns count from 0. Must not outlive its Connection, nor the next query with the same text.
class Rows {
public:
    class Source;
    explicit Rows(std::unique_ptr<Source> source);
    Rows(Rows&&) noexcept;
    Rows& operator=(Rows&&) noexcept;
    ~Rows();

    bool next();
    bool is_null(unsigned column) const;
    std::int64_t integer(unsigned column) const;
    std::uint64_t number(unsigned column) const;  // unsigned
    std::string text(unsigned column) const;      // characters or bytes
    bool flag(unsigned column) const { return integer(column) != 0; }
    base::Time time(unsigned column) const {
        return base::from_epoch_ms(integer(column));
    }  // a column selected as epoch milliseconds
    template <class Id>
    Id id(unsigned column) const {
        return Id{number(column)};
    }

private:
    std::unique_ptr<Source> source_;
};

class Connection {
public:
    // Connects; throws ConnectionLost when the server cannot be reached, Error when it refuses. `with_schema` false connects to the server alone.
    explicit Connection(const base::DatabaseSettings& settings, bool with_schema = true);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // `sql` must have static storage or stay the same text: it is the key of the prepared statement.
    template <class... A>
    Rows query(std::string_view sql, const A&... arguments) {
        const std::array<Param, sizeof...(A)> params{param(arguments)...};
        return query_params(sql, params);
    }
    // Returns the rows changed.
    template <class... A>
    std::uint64_t execute(std::string_view sql, const A&... arguments) {
        const std::array<Param, sizeof...(A)> params{param(arguments)...};
        return execute_params(sql, params);
    }
    // An INSERT of one row into a table with an AUTO_INCREMENT id; returns that id.
    template <class... A>
    std::uint64_t insert(std::string_view sql, const A&... arguments) {
        const std::array<Param, sizeof...(A)> params{param(arguments)...};
        return insert_params(sql, params).at(0);
    }
    Rows query_params(std::string_view sql, std::span<const Param> params);
    std::uint64_t execute_params(std::string_view sql, std::span<const Param> params);
    // An INSERT of one or many rows; their ids in the order of the rows.
    std::vector<std::uint64_t> insert_params(std::string_view sql, std::span<const Param> params);

    // A statement that cannot be prepared or has no values: transactions, DDL.
    void run(const std::string& sql);

    // True once a ConnectionLost was thrown: of no further use.
    bool lost() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace db
