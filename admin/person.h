// How the operator's commands show a member: by id and name, never by the phone.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/store/lounges.h"
#include "core/store/member_cards.h"
#include "core/store/roles.h"

namespace admin {

using Rooms = std::vector<store::LanguageRoom>;

struct Person {
    store::MemberCard card;
    std::vector<store::Grant> grants;
};

nlohmann::json to_json(const Person& person, const Rooms& rooms);
// Lines of a name and a value each.
std::string to_text(const Person& person, const Rooms& rooms);
// "moderator of en, admin", or "none".
std::string spell(const std::vector<store::Grant>& grants, const Rooms& rooms);

}  // namespace admin
