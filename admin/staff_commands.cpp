#include "admin/staff_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "admin/person.h"
#include "core/accounts/keyring.h"
#include "core/accounts/name.h"
#include "core/accounts/phone.h"
#include "core/accounts/second_step_change.h"
#include "core/store/schema.h"
#include "core/store/users.h"

namespace admin {
namespace {

std::optional<base::UserId> parse_id(std::string_view text) {
    base::UserId id;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (failure != std::errc{} || end != text.data() + text.size() || id.value == 0) return std::nullopt;
    return id;
}

base::UserId require_id(std::string_view text) {
    const auto id = parse_id(text);
    if (!id) throw std::runtime_error("USER is an id: scripts/find-user finds it");
    return *id;
}

[[noreturn]] void no_member(base::UserId user) {
    throw std::runtime_error(fmt::format("there is no member {}", user.value));
}

accounts::Role parse_role(std::string_view text) {
    for (const auto role : {accounts::Role::moderator, accounts::Role::reviewer, accounts::Role::admin})
        if (text == accounts::role_word(role)) return role;
    throw std::runtime_error("a role is moderator, reviewer or admin");
}

std::optional<base::LanguageRoomId> room_of(const Rooms& rooms, const std::string& code) {
    if (code.empty()) return std::nullopt;
    for (const auto& room : rooms)
        if (room.code == code) return room.id;
    std::string known;
    for (const auto& room : rooms) known += " " + room.code;
    throw std::runtime_error(fmt::format("no language room {}; there are:{}", code, known));
}

bool is_phone(const Sought& sought) { return sought.text.starts_with('+') || !sought.country.empty(); }

}  // namespace

StaffDesk::StaffDesk(db::Connection& connection, const base::Config& config, const base::Clock& clock)
    : connection_(connection),
      config_(config),
      clock_(clock),
      log_(config),
      hints_(config.hints_dir()) {}

std::string StaffDesk::change_role(const RoleOrder& order) {
    const auto user = require_id(order.user);
    const auto rooms = store::language_rooms(connection_);
    const accounts::RoleChange change{
        .user = user,
        .grant = {.role = parse_role(order.role), .room = room_of(rooms, order.room)},
        .actor = std::string(audit::by_operator)};
    if (change.grant.role != accounts::Role::moderator && change.grant.room)
        throw std::runtime_error("admins and reviewers are that everywhere: leave --room out");
    const auto changed = order.revoke ? accounts::revoke_role(connection_, log_, clock_, change)
                                      : accounts::grant_role(connection_, log_, clock_, change);
    if (!changed) no_member(user);
    if (order.json) return outcome(user, *changed);
    return fmt::format("{}roles of member {}: {}\n", *changed ? "" : "Nothing to change; ", user.value,
                       spell(store::roles_of(connection_, user), rooms));
}

std::string StaffDesk::reset_second_step(const std::string& text, bool json) {
    const auto user = require_id(text);
    const auto changed = accounts::reset_second_step(
        connection_, log_, clock_, hints_, {.user = user, .actor = std::string(audit::by_operator)});
    if (!changed) no_member(user);
    if (json) return outcome(user, *changed);
    return *changed ? fmt::format("the second step of member {} is off, and all their sessions have ended\n",
                                  user.value)
                    : fmt::format("Nothing to change; member {} has no second step\n", user.value);
}

// What a change came to, as JSON.
std::string StaffDesk::outcome(base::UserId user, bool changed) const {
    const Person person{store::find_member_card(connection_, user).value(),
                        store::roles_of(connection_, user)};
    const auto shown = to_json(person, store::language_rooms(connection_));
    return nlohmann::json{{"changed", changed}, {"user", shown}}.dump(2) + "\n";
}

std::vector<base::UserId> StaffDesk::with_phone(const Sought& sought) {
    const auto phone = accounts::parse_phone(sought.text, sought.country, {});
    if (!phone)
        throw std::runtime_error("this is no phone number; --country says how one without + is meant");
    const auto owner = store::find_phone(connection_, accounts::Keyring(config_).phone_hashes(phone->e164));
    if (!owner || !owner->user) return {};
    return {*owner->user};
}

std::vector<base::UserId> StaffDesk::with_name(const std::string& text) {
    const auto name = accounts::parse_name(text, config_.limits, true);
    if (!name) throw std::runtime_error("this is neither an id, a phone number nor a name");
    return store::members_named(connection_, name->claim());
}

// A name may be of digits alone, and so may an id: both are looked for.
std::vector<base::UserId> StaffDesk::matches(const Sought& sought) {
    if (is_phone(sought)) return with_phone(sought);
    const auto id = parse_id(sought.text);
    if (!id) return with_name(sought.text);
    std::vector<base::UserId> found{*id};
    if (const auto name = accounts::parse_name(sought.text, config_.limits, true))
        for (const auto named : store::members_named(connection_, name->claim()))
            if (named != *id) found.push_back(named);
    return found;
}

std::optional<std::string> StaffDesk::find(const Sought& sought, bool json) {
    const auto rooms = store::language_rooms(connection_);
    auto array = nlohmann::json::array();
    std::string text;
    for (const auto id : matches(sought)) {
        auto card = store::find_member_card(connection_, id);
        if (!card) continue;
        const Person person{std::move(*card), store::roles_of(connection_, id)};
        array.push_back(to_json(person, rooms));
        text += (text.empty() ? "" : "\n") + to_text(person, rooms);
    }
    if (array.empty()) return std::nullopt;
    return json ? array.dump(2) + "\n" : text;
}

namespace {

using AtDesk = std::function<void(const std::function<void(StaffDesk&)>&)>;

void add_grant_role(CLI::App& app, const AtDesk& at_desk) {
    auto* grant = app.add_subcommand("grant-role", "make a member moderator or admin, or no longer");
    const auto* user = grant->add_option("USER", "a member's id")->required();
    const auto* role = grant->add_option("ROLE", "moderator or admin")->required();
    const auto* room = grant->add_option("--room", "moderator of one language room: its code, as in en");
    const auto* revoke = grant->add_flag("--revoke")->description("take the role away");
    const auto* json = grant->add_flag("--json")->description("as JSON");
    grant->callback([=] {
        at_desk([&](StaffDesk& desk) {
            fmt::print("{}", desk.change_role({.user = user->as<std::string>(),
                                               .role = role->as<std::string>(),
                                               .room = room->count() ? room->as<std::string>() : "",
                                               .revoke = revoke->count() > 0,
                                               .json = json->count() > 0}));
        });
    });
}

void add_reset_second_step(CLI::App& app, const AtDesk& at_desk) {
    auto* reset =
        app.add_subcommand("reset-second-step", "take away the second step of a member who lost it");
    const auto* user = reset->add_option("USER", "a member's id")->required();
    const auto* json = reset->add_flag("--json")->description("as JSON");
    reset->callback([=] {
        at_desk([&](StaffDesk& desk) {
            fmt::print("{}", desk.reset_second_step(user->as<std::string>(), json->count() > 0));
        });
    });
}

void add_find_user(CLI::App& app, const AtDesk& at_desk) {
    auto* find = app.add_subcommand("find-user", "a member by id, phone number or name");
    const auto* who = find->add_option("WHO", "an id, a phone number or a name")->required();
    const auto* country = find->add_option("--country", "WHO is a number of this country, as in US");
    const auto* json = find->add_flag("--json")->description("as a JSON array");
    find->callback([=] {
        at_desk([&](StaffDesk& desk) {
            const auto found =
                desk.find({who->as<std::string>(), country->count() ? country->as<std::string>() : ""},
                          json->count() > 0);
            fmt::print("{}", found.value_or(json->count() ? "[]\n" : "Nobody fits.\n"));
            if (!found) throw CLI::RuntimeError(1);
        });
    });
}

}  // namespace

void add_staff_commands(CLI::App& app, const std::function<base::Config()>& config,
                        const base::Clock& clock) {
    const AtDesk at_desk = [config, &clock](const std::function<void(StaffDesk&)>& act) {
        const base::Config settings = config();
        db::Connection connection(settings.database);
        store::require_schema(connection);
        StaffDesk desk(connection, settings, clock);
        act(desk);
    };
    add_grant_role(app, at_desk);
    add_reset_second_step(app, at_desk);
    add_find_user(app, at_desk);
}

}  // namespace admin
