// One line an event on stderr, for the supervisor's log: level, program, request id, text. No phone, token, password or message body may be
// passed in; line breaks are escaped, so that a visitor cannot write lines of their own. Any thread.
#pragma once

#include <string_view>

#include <fmt/format.h>

namespace base::log {

// Once, first in main.
void open(std::string_view program);

// The id of the request, command or job that this thread works for; empty: none. Shown with each line.
class Scope {
public:
    explicit Scope(std::string_view id);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
};

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
