#include "admin/staff_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "admin/person.h"
#include "core/accounts/first_admin.h"
#include "core/accounts/keyring.h"
#include "core/accounts/name.h"
#include "core/accounts/phone.h"
#include "core/accounts/second_step_change.h"
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

std::runtime_error no_admin(const base::Error& error) {
    switch (error.code) {
        case base::ErrorCode::phone_required:
        case base::ErrorCode::phone_invalid:
            return std::runtime_error(
                "this is no number of a mobile phone: it begins with +, or --country says whose it is");
        case base::ErrorCode::birth_year_invalid:
            return std::runtime_error("nobody has this number yet: --birth-year YEAR makes the member");
        case base::ErrorCode::too_young:
            return std::runtime_error("whoever is not 18 cannot be a member");
        case base::ErrorCode::account_suspended:
            return std::runtime_error("this number is banned, or its account is: scripts/unban comes first");
        default:
            return std::runtime_error(fmt::format("refused: {}", base::message_id(error.code)));
    }
}

bool is_phone(const Sought& sought) { return sought.text.starts_with('+') || !sought.country.empty(); }

}  // namespace

StaffDesk::StaffDesk(db::Connection& connection, const base::Config& config, const base::Clock& clock)
    : connection_(connection),
      config_(config),
      clock_(clock),
      log_(config),
      hints_(config.hints_dir()) {}

Answer StaffDesk::create_admin(const AdminToMake& order) {
    const auto made =
        accounts::create_admin(connection_, config_, clock_, accounts::Keyring(config_), log_,
                               {.phone = {.number = order.phone.text, .country = order.phone.country},
                                .first_name = order.first_name,
                                .last_name = order.last_name,
                                .birth_year = order.birth_year,
                                .new_password = order.new_password,
                                .actor = std::string(audit::by_operator)});
    if (!made) throw no_admin(made.error());
    Answer answer{.document = outcome(made->user, made->created || made->granted || made->once), .text = {}};
    answer.document["created"] = made->created;
    answer.document["once_password"] = made->once ? nlohmann::json(made->once->password) : nlohmann::json();
    answer.document["once_password_until"] =
        made->once ? nlohmann::json(base::to_iso8601(made->once->expires_at)) : nlohmann::json();
    answer.text = fmt::format("{}member {} is an admin{}\n", made->granted ? "" : "Nothing to change; ",
                              made->user.value, made->created ? ", and was made just now" : "");
    if (made->once)
        answer.text += fmt::format(
            "password for one sign-in, until {}: {}\nWhoever has it signs in at {}/signin, chooses another and "
            "sets up the second step of the sign-in.\n",
            base::to_iso8601(made->once->expires_at), made->once->password, config_.frontend_url);
    return answer;
}

Answer StaffDesk::change_role(const RoleOrder& order) {
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
    return {.document = outcome(user, *changed),
            .text = fmt::format("{}roles of member {}: {}\n", *changed ? "" : "Nothing to change; ",
                                user.value, spell(store::roles_of(connection_, user), rooms))};
}

Answer StaffDesk::reset_second_step(const std::string& text) {
    const auto user = require_id(text);
    const auto changed = accounts::reset_second_step(
        connection_, log_, clock_, hints_, {.user = user, .actor = std::string(audit::by_operator)});
    if (!changed) no_member(user);
    return {.document = outcome(user, *changed),
            .text = *changed ? fmt::format(
                                   "the second step of member {} is off, and all their sessions have ended\n",
                                   user.value)
                             : fmt::format("Nothing to change; member {} has no second step\n", user.value)};
}

// What a change came to.
nlohmann::json StaffDesk::outcome(base::UserId user, bool changed) const {
    const Person person{store::find_member_card(connection_, user).value(),
                        store::roles_of(connection_, user)};
    return {{"changed", changed}, {"user", to_json(person, store::language_rooms(connection_))}};
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

Answer StaffDesk::find(const Sought& sought) {
    const auto rooms = store::language_rooms(connection_);
    Answer answer{.document = nlohmann::json::array(), .text = {}};
    for (const auto id : matches(sought)) {
        auto card = store::find_member_card(connection_, id);
        if (!card) continue;
        const Person person{std::move(*card), store::roles_of(connection_, id)};
        answer.document.push_back(to_json(person, rooms));
        answer.text += (answer.text.empty() ? "" : "\n") + to_text(person, rooms);
    }
    if (answer.document.empty()) {
        answer.text = "Nobody fits.\n";
        answer.status = 1;
    }
    return answer;
}

namespace {

void add_create_admin(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("create-admin", "make an admin out of a phone number");
    const auto order = std::make_shared<AdminToMake>();
    command->add_option("PHONE", order->phone.text, "begins with +, or --country says whose it is")
        ->required();
    command->add_option("--country", order->phone.country, "PHONE is a number of this country, as in US");
    command->add_option("--birth-year", order->birth_year, "of a member who is made");
    command->add_option("--first-name", order->first_name, "of a member who is made");
    command->add_option("--last-name", order->last_name, "of a member who is made");
    command->add_flag("--new-password", order->new_password, "also for somebody who is a member already");
    console.on(command, [=](const Workplace& at) {
        return StaffDesk(at.connection, at.config, at.clock).create_admin(*order);
    });
}

}  // namespace

void add_staff_commands(CLI::App& app, const Console& console) {
    add_create_admin(app, console);
    auto* grant = app.add_subcommand("grant-role", "make a member moderator or admin, or no longer");
    const auto order = std::make_shared<RoleOrder>();
    grant->add_option("USER", order->user, "a member's id")->required();
    grant->add_option("ROLE", order->role, "moderator, reviewer or admin")->required();
    grant->add_option("--room", order->room, "moderator of one language room: its code, as in en");
    grant->add_flag("--revoke", order->revoke, "take the role away");
    console.on(grant, [=](const Workplace& at) {
        return StaffDesk(at.connection, at.config, at.clock).change_role(*order);
    });

    auto* reset =
        app.add_subcommand("reset-second-step", "take away the second step of a member who lost it");
    const auto user = std::make_shared<std::string>();
    reset->add_option("USER", *user, "a member's id")->required();
    console.on(reset, [=](const Workplace& at) {
        return StaffDesk(at.connection, at.config, at.clock).reset_second_step(*user);
    });

    auto* find = app.add_subcommand("find-user", "a member by id, phone number or name");
    const auto sought = std::make_shared<Sought>();
    find->add_option("WHO", sought->text, "an id, a phone number or a name")->required();
    find->add_option("--country", sought->country, "WHO is a number of this country, as in US");
    console.on(find, [=](const Workplace& at) {
        return StaffDesk(at.connection, at.config, at.clock).find(*sought);
    });
}

}  // namespace admin
