#include "fcgi/handlers/lounge_query.h"

#include <charconv>

#include "core/chat/access.h"

namespace fcgi::handlers {
namespace {

constexpr int largest_zone = 14 * 60;

// The whole text as a number.
template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return number;
}

std::optional<base::Time> parse_day(std::string_view text) {
    using namespace std::chrono;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = parse_number<unsigned>(text.substr(0, 4));
    const auto m = parse_number<unsigned>(text.substr(5, 2));
    const auto d = parse_number<unsigned>(text.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const year_month_day date{year{static_cast<int>(*y)}, month{*m}, day{*d}};
    if (!date.ok() || date.year() < year{1970}) return std::nullopt;
    return base::from_epoch_ms(duration_cast<milliseconds>(sys_days{date}.time_since_epoch()).count());
}

}  // namespace

base::Result<store::Lounge> open_lounge(Context& context) {
    return chat::open_lounge(context.connection(), context.services().house(), context.session().value(),
                             context.path("slug"));
}

base::Result<std::optional<base::Seq>> place_in_query(const Request& request, std::string_view name) {
    if (!request.query.has(name)) return std::optional<base::Seq>();
    const auto seq = parse_seq(request.query.get(name));
    if (!seq) return base::ErrorCode::bad_request;
    return seq;
}

base::Result<std::optional<base::Seq>> after_in_query(const Request& request) {
    if (request.query.get("after") == "0") return std::optional<base::Seq>(0);
    return place_in_query(request, "after");
}

base::Result<std::optional<base::Time>> day_in_query(const Request& request) {
    const auto text = request.query.get("date");
    if (text.empty()) return std::optional<base::Time>();
    const auto begin = parse_day(text);
    if (!begin) return base::ErrorCode::bad_request;
    const auto zone = request.query.get("zone");
    if (zone.empty()) return begin;
    const auto minutes = parse_number<int>(zone);
    if (!minutes || *minutes > largest_zone || *minutes < -largest_zone) return base::ErrorCode::bad_request;
    return std::optional(*begin + std::chrono::minutes(*minutes));
}

}  // namespace fcgi::handlers
