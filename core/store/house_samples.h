// Figures of the house over time: rows of five minutes, and of an hour. What is counted when stands in core/overview/sampler.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

enum class SampleStep { fine, hour };

// In the order of the columns.
enum class Figure : std::uint8_t {
    members_online,
    guests_online,
    posts,
    guests_entered,
    sign_ups,
    cases_open,
    case_wait_minutes,
    cases_decided,
    proofs_waiting,
    payments,
    payments_failed,
    paid_usd,
    paid_eur,
    paid_gbp,
    sms_sent,
    sms_failed,
    jobs_late,
    newest_message,
    newest_guest,
    newest_user
};
inline constexpr std::size_t figure_count = 20;
// The column. Static storage.
std::string_view name_of(Figure figure);
std::optional<Figure> parse_figure(std::string_view name);

// How something stands at a time, or how much came to pass within it.
enum class FigureKind : std::uint8_t { state, flow };
FigureKind kind_of(Figure figure);

using FigureValue = std::optional<std::uint64_t>;  // nothing: nobody counted

struct HouseSample {
    base::Time at{};
    std::array<FigureValue, figure_count> values{};

    FigureValue& operator[](Figure figure) { return values[static_cast<std::size_t>(figure)]; }
    const FigureValue& operator[](Figure figure) const { return values[static_cast<std::size_t>(figure)]; }
    bool operator==(const HouseSample&) const = default;
};

// Those that begin at `from` or later, the oldest first.
std::vector<HouseSample> house_samples(db::Connection& connection, SampleStep step, base::Time from);
std::optional<HouseSample> newest_house_sample(db::Connection& connection);  // of five minutes
// In the place of those that begin at the same times.
void put_house_samples(db::Connection& connection, SampleStep step, const std::vector<HouseSample>& samples);
std::uint64_t forget_house_samples(db::Connection& connection, SampleStep step, base::Time before,
                                   unsigned most);

}  // namespace store
