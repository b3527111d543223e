#include "admin/record_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <set>

#include "core/audit/log.h"
#include "core/db/transaction.h"

namespace admin {
namespace {

// No others: the record keeps to words that its readers know.
const std::set<std::string> acts{"backup.key", "backup.make", "backup.restore"};

nlohmann::json detail_of(const std::vector<std::string>& words) {
    auto detail = nlohmann::json::object();
    for (const auto& word : words) {
        const auto sign = word.find('=');
        if (sign == std::string::npos)
            throw std::runtime_error(fmt::format("a detail is NAME=VALUE, not \"{}\"", word));
        detail[word.substr(0, sign)] = word.substr(sign + 1);
    }
    return detail;
}

Answer record(const Workplace& at, const std::string& act, const nlohmann::json& detail) {
    const audit::Log log(at.config);
    db::transact(at.connection, [&](db::Connection& inside) {
        log.append(
            inside,
            {.actor = std::string(audit::by_operator), .action = act, .subject = {}, .detail = detail.dump()},
            at.clock.now());
        return true;
    });
    log.keep_head(at.connection);
    return {.document = {{"act", act}, {"detail", detail}}, .text = "It is on record.\n"};
}

}  // namespace

void add_record_command(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("record", "what a script did, on the audit log");
    const auto act = std::make_shared<std::string>();
    const auto detail = std::make_shared<std::vector<std::string>>();
    command->add_option("ACT", *act)->required()->check(CLI::IsMember(acts));
    command->add_option("DETAIL", *detail, "NAME=VALUE, as often as wanted");
    console.on(command, [=](const Workplace& at) { return record(at, *act, detail_of(*detail)); });
}

}  // namespace admin
