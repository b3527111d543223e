// One line of JSON an event on stderr, for the supervisor's log: when, level, program, process, request id, what. No phone, token, password or message body
// may be passed in; whatever a visitor wrote stays inside its value, so that they cannot write lines of their own. Any thread.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace base::log {

// Once, first in main.
void open(std::string_view program);

// The id of the request, connection, command or run of a job that this thread works for; empty: none. Stands in each line, and in what the database sees
// (core/db/transaction.cpp). The scope before it is in force again afterwards.
class Scope {
public:
    explicit Scope(std::string_view id);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

private:
    std::string before_;
};
// Of the innermost Scope; until that ends.
std::string_view current_id();

// Whether it is made of letters, digits and ".,:+_-" alone, and not long: fit for a header, a line of a log and a comment of SQL. Empty is not.
bool is_plain_id(std::string_view id);

void write_info(std::string_view text);
void write_warning(std::string_view text);
void write_error(std::string_view text);

template <class... A>
void info(fmt::format_string<A...> format, A&&... arguments) {
    write_info(fmt::format(format, std::forward<A>(arguments)...));
}
template <class... A>
void warning(fmt::format_string<A...> format, A&&... arguments) {
    write_warning(fmt::format(format, std::forward<A>(arguments)...));
}
template <class... A>
void error(fmt::format_string<A...> format, A&&... arguments) {
    write_error(fmt::format(format, std::forward<A>(arguments)...));
}

}  // namespace base::log
