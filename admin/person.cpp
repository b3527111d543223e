#include "admin/person.h"

#include <fmt/format.h>

#include "admin/answer.h"
#include "core/accounts/roles.h"
#include "core/base/clock.h"

namespace admin {
namespace {

std::string code_of(const Rooms& rooms, base::LanguageRoomId id) {
    for (const auto& room : rooms)
        if (room.id == id) return room.code;
    return std::to_string(id.value);
}

std::string_view name_of(store::AccountStatus status) {
    switch (status) {
        case store::AccountStatus::active:
            return "ACTIVE";
        case store::AccountStatus::suspended:
            return "SUSPENDED";
        case store::AccountStatus::banned:
            return "BANNED";
        case store::AccountStatus::deleted:
            return "DELETED";
    }
    return "";
}

}  // namespace

nlohmann::json to_json(const Person& person, const Rooms& rooms) {
    auto roles = nlohmann::json::array();
    for (const auto& grant : person.grants)
        roles.push_back(
            {{"role", accounts::role_word(grant.role)},
             {"room", grant.room ? nlohmann::json(code_of(rooms, *grant.room)) : nlohmann::json(nullptr)}});
    const auto& card = person.card;
    return {{"id", card.id.value},
            {"person", card.person ? nlohmann::json(card.person->value) : nlohmann::json(nullptr)},
            {"name", or_null(card.name)},
            {"status", name_of(card.status)},
            {"roles", roles},
            {"second_step", card.has_second_step},
            {"created_at", base::to_iso8601(card.created_at)},
            {"last_seen_at", or_null(card.last_seen_at)}};
}

std::string spell(const std::vector<store::Grant>& grants, const Rooms& rooms) {
    std::string text;
    for (const auto& grant : grants) {
        if (!text.empty()) text += ", ";
        text += accounts::role_word(grant.role);
        if (grant.room) text += " of " + code_of(rooms, *grant.room);
    }
    return text.empty() ? "none" : text;
}

std::string to_text(const Person& person, const Rooms& rooms) {
    const auto& card = person.card;
    return fmt::format(
        "id         {}\nperson     {}\nname       {}\nstatus     {}\nroles      {}\n2nd step   {}\ncreated    {}\nlast seen  {}\n",
        card.id.value, card.person ? std::to_string(card.person->value) : "(not signed in yet)",
        card.name.empty() ? "(not signed in yet)" : card.name, name_of(card.status),
        spell(person.grants, rooms), card.has_second_step ? "set up" : "not set up",
        base::to_iso8601(card.created_at),
        card.last_seen_at ? base::to_iso8601(*card.last_seen_at) : "never");
}

}  // namespace admin
