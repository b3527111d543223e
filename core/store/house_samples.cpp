#include "core/store/house_samples.h"

#include <algorithm>
#include <string>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

using enum FigureKind;

struct Column {
    std::string_view name;
    FigureKind kind;
};
constexpr std::array<Column, figure_count> columns{
    {{"members_online", state},    {"guests_online", state},  {"posts", flow},
     {"guests_entered", flow},     {"sign_ups", flow},        {"cases_open", state},
     {"case_wait_minutes", state}, {"cases_decided", flow},   {"proofs_waiting", state},
     {"payments", flow},           {"payments_failed", flow}, {"paid_usd", flow},
     {"paid_eur", flow},           {"paid_gbp", flow},        {"sms_sent", flow},
     {"sms_failed", flow},         {"jobs_late", state},      {"newest_message", state},
     {"newest_guest", state},      {"newest_user", state}}};

const Column& column_of(Figure figure) { return columns[static_cast<std::size_t>(figure)]; }

std::string_view name_of(SampleStep step) { return step == SampleStep::fine ? "FINE" : "HOUR"; }

// `each`: what is written for a column, with # for its name.
std::string list_columns(std::string_view each) {
    std::string list;
    for (const auto& column : columns) {
        list += ", ";
        for (const char c : each) {
            if (c == '#')
                list += column.name;
            else
                list += c;
        }
    }
    return list;
}

std::string select(std::string_view rest) {
    return "SELECT" DB_MS("at") + list_columns("#") + " FROM house_sample " + std::string(rest);
}

HouseSample read_sample(const db::Rows& rows) {
    HouseSample sample{.at = rows.time(0)};
    for (unsigned i = 0; i < figure_count; ++i) {
        if (!rows.is_null(i + 1)) sample.values[i] = rows.number(i + 1);
    }
    return sample;
}

}  // namespace

std::string_view name_of(Figure figure) { return column_of(figure).name; }

std::optional<Figure> parse_figure(std::string_view name) {
    const auto found = std::ranges::find(columns, name, &Column::name);
    if (found == columns.end()) return std::nullopt;
    return static_cast<Figure>(found - columns.begin());
}

FigureKind kind_of(Figure figure) { return column_of(figure).kind; }

std::vector<HouseSample> house_samples(db::Connection& connection, SampleStep step, base::Time from) {
    static const std::string sql = select("WHERE step = ? AND at >=" DB_TIME "ORDER BY at");
    auto rows = connection.query(sql, name_of(step), from);
    std::vector<HouseSample> samples;
    while (rows.next()) samples.push_back(read_sample(rows));
    return samples;
}

std::optional<HouseSample> newest_house_sample(db::Connection& connection) {
    static const std::string sql = select("WHERE step = 'FINE' ORDER BY at DESC LIMIT 1");
    auto rows = connection.query(sql);
    return rows.next() ? std::optional(read_sample(rows)) : std::nullopt;
}

void put_house_samples(db::Connection& connection, SampleStep step, const std::vector<HouseSample>& samples) {
    static const std::string begin = "INSERT INTO house_sample (step, at" + list_columns("#") + ") VALUES ";
    static const std::string tuple = "(?," DB_TIME + repeat(", ?", figure_count, "") + ")";
    static const std::string end = " ON DUPLICATE KEY UPDATE at = VALUES(at)" + list_columns("# = VALUES(#)");
    in_blocks(samples, [&](std::span<const HouseSample> block) {
        std::vector<db::Param> params;
        for (const auto& sample : block) {
            params.push_back(db::param(name_of(step)));
            params.push_back(db::param(sample.at));
            for (const auto& value : sample.values) params.push_back(db::param(value));
        }
        connection.execute_params(begin + repeat(tuple, block.size()) + end, params);
    });
}

std::uint64_t forget_house_samples(db::Connection& connection, SampleStep step, base::Time before,
                                   unsigned most) {
    return connection.execute("DELETE FROM house_sample WHERE step = ? AND at <" DB_TIME
                              "ORDER BY step, at LIMIT ?",
                              name_of(step), before, most);
}

}  // namespace store
