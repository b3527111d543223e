#include "admin/key_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/db/transaction.h"
#include "core/verification/key_store.h"

namespace admin {
namespace {

constexpr int still_needed = 3;
constexpr std::size_t most_named = 20;

struct Roles {
    store::KeyIds keys;
    std::optional<std::uint16_t> previous;
};

Roles roles_of(const base::Config& config) {
    return {.keys = key_ids(config), .previous = previous_key_id(config)};
}

// Their keys lie in a folder, and the database knows nothing of them.
void add_documents(std::vector<store::KeyUse>& uses, const base::Config& config) {
    const accounts::Keyring keyring(config);
    const verification::KeyStore keys(config.verification.keys_dir, keyring);
    for (const auto& [id, count] : keys.use()) {
        auto use = std::ranges::find(uses, id, &store::KeyUse::key_id);
        if (use == uses.end()) use = uses.insert(uses.end(), store::KeyUse{.key_id = id});
        use->documents = count;
    }
}

std::string_view role_of(std::uint16_t id, const Roles& roles) {
    if (id == roles.keys.current) return "current";
    if (id == roles.keys.next) return "next";
    if (id == roles.previous) return "previous";
    return "unknown";
}

std::string to_table(const std::vector<store::KeyUse>& uses, const Roles& roles) {
    const auto line = [](const auto&... cells) {
        return fmt::format("{:<5} {:<9}{:>9}{:>14}{:>7}{:>10}{:>9}{:>11}{:>10}{:>7}\n", cells...);
    };
    std::string text = line("key", "", "phones", "second steps", "SMS", "contacts", "payouts", "documents",
                            "look-ups", "bans");
    for (const auto& use : uses) {
        text +=
            line(fmt::format("{:04x}", use.key_id), role_of(use.key_id, roles), use.phones, use.second_steps,
                 use.sms, use.contacts, use.payouts, use.documents, use.hashes, use.bans);
    }
    return text;
}

nlohmann::json to_json(const std::vector<store::KeyUse>& uses, const Roles& roles) {
    auto keys = nlohmann::json::array();
    for (const auto& use : uses)
        keys.push_back({{"key", fmt::format("{:04x}", use.key_id)},
                        {"role", role_of(use.key_id, roles)},
                        {"phones", use.phones},
                        {"second_steps", use.second_steps},
                        {"sms", use.sms},
                        {"contacts", use.contacts},
                        {"payouts", use.payouts},
                        {"documents", use.documents},
                        {"look_ups", use.hashes},
                        {"bans", use.bans}});
    return keys;
}

std::string verdict_on_previous(const store::KeyUse& use) {
    if (!use.any()) return "PHONE_ENC_KEY_PREVIOUS is not needed any more.\n";
    std::string text = "PHONE_ENC_KEY_PREVIOUS must stay:";
    if (const auto sealed = use.sealed() + use.hashes; sealed > 0)
        text += fmt::format(" {} sealed texts and look-ups are still under it (rotate-keys reseal).", sealed);
    if (use.bans > 0)
        text += fmt::format(
            " {} bans of deleted accounts are known by it alone, until they run out (or: --forget-bans).",
            use.bans);
    return text + "\n";
}

KeyReport report_on(const std::vector<store::KeyUse>& uses, const Roles& roles) {
    KeyReport report{.text = to_table(uses, roles), .document = {{"keys", to_json(uses, roles)}}};
    store::KeyUse previous;
    std::uint64_t lost = 0;
    for (const auto& use : uses) {
        if (use.key_id == roles.previous && use.key_id != roles.keys.current) previous = use;
        if (role_of(use.key_id, roles) == "unknown") lost += use.sealed();
    }
    report.previous_needed = previous.any();
    report.document["previous_needed"] = report.previous_needed;
    report.document["unreadable"] = lost;
    if (roles.previous) report.text += verdict_on_previous(previous);
    if (lost > 0)
        report.text += fmt::format(
            "{} sealed texts are under keys that are not known here and cannot be read: put the lost key back as "
            "PHONE_ENC_KEY_PREVIOUS.\n",
            lost);
    return report;
}

std::string to_text(const Resealed& sum, std::uint64_t forgotten) {
    std::string text = fmt::format(
        "Brought under the current key: {} phones, {} second steps, {} SMS, {} contacts, {} payout addresses, {} "
        "look-ups, {} documents\n",
        sum.phones, sum.second_steps, sum.sms, sum.contacts, sum.payouts, sum.hashes, sum.documents);
    if (forgotten > 0) text += fmt::format("Forgotten: {} bans of deleted accounts\n", forgotten);
    for (std::size_t i = 0; i < std::min(sum.refused.size(), most_named); ++i)
        text += "NOT " + sum.refused[i] + "\n";
    if (sum.refused.size() > most_named)
        text += fmt::format("... and {} more\n", sum.refused.size() - most_named);
    return text;
}

nlohmann::json to_json(const Resealed& sum, std::uint64_t forgotten) {
    return {{"phones", sum.phones},       {"second_steps", sum.second_steps}, {"sms", sum.sms},
            {"contacts", sum.contacts},   {"payouts", sum.payouts},           {"look_ups", sum.hashes},
            {"documents", sum.documents}, {"refused", sum.refused},           {"bans_forgotten", forgotten}};
}

std::string to_detail(const Resealed& sum, std::uint64_t forgotten, std::uint16_t key) {
    return nlohmann::json{{"key", fmt::format("{:04x}", key)},
                          {"phones", sum.phones},
                          {"secondSteps", sum.second_steps},
                          {"sms", sum.sms},
                          {"contacts", sum.contacts},
                          {"payouts", sum.payouts},
                          {"lookUps", sum.hashes},
                          {"documents", sum.documents},
                          {"refused", sum.refused.size()},
                          {"bansForgotten", forgotten}}
        .dump();
}

}  // namespace

KeyDesk::KeyDesk(db::Connection& connection, const base::Config& config, const base::Clock& clock)
    : connection_(connection),
      config_(config),
      clock_(clock),
      audit_(config) {}

KeyReport KeyDesk::status() {
    auto uses = store::key_use(connection_, clock_.now());
    add_documents(uses, config_);
    return report_on(uses, roles_of(config_));
}

KeyReport KeyDesk::reseal(bool forget_bans) {
    Reseal reseal(connection_, config_);
    while (reseal.step()) {
    }
    Resealed sum = reseal.sum();
    reseal_documents(config_, sum);
    const auto forgotten = conclude(sum, forget_bans);
    auto report = status();
    report.text.insert(0, to_text(sum, forgotten));
    report.document["resealed"] = to_json(sum, forgotten);
    return report;
}

std::uint64_t KeyDesk::conclude(const Resealed& sum, bool forget_bans) {
    const Roles roles = roles_of(config_);
    const bool may_forget = forget_bans && roles.previous && roles.previous != roles.keys.current;
    const auto forgotten = db::transact(connection_, [&](db::Connection& inside) -> std::uint64_t {
        const auto bans = may_forget ? store::forget_bans_under(inside, *roles.previous) : 0;
        if (sum.any() || bans > 0)
            audit_.append(inside,
                          {.actor = std::string(audit::by_operator),
                           .action = "keys.reseal",
                           .subject = {},
                           .detail = to_detail(sum, bans, roles.keys.current)},
                          clock_.now());
        return bans;
    });
    audit_.keep_head(connection_);
    return forgotten;
}

void add_key_commands(CLI::App& app, const Console& console) {
    const auto answer_of = [](KeyReport report) {
        return Answer{.document = std::move(report.document),
                      .text = std::move(report.text),
                      .status = report.previous_needed ? still_needed : 0};
    };
    auto* command = app.add_subcommand(
        "rotate-keys", "the keys of phones, SMS, second steps, payout addresses and documents");
    command->require_subcommand(1);
    console.on(command->add_subcommand("status", "what lies under which key"), [=](const Workplace& at) {
        return answer_of(KeyDesk(at.connection, at.config, at.clock).status());
    });
    auto* reseal = command->add_subcommand("reseal", "bring everything under the current key");
    const auto* forget =
        reseal->add_flag("--forget-bans")
            ->description("let bans of deleted accounts lapse that are known by the previous key alone");
    console.on(reseal, [=](const Workplace& at) {
        return answer_of(KeyDesk(at.connection, at.config, at.clock).reseal(forget->count() > 0));
    });
}

}  // namespace admin
