// What grounds, actions and times of moderation are called in the visitor's language. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/store/content_rules.h"
#include "core/store/moderation_actions.h"
#include "core/store/removal_requests.h"
#include "core/view/locale.h"

namespace fcgi::handlers {

std::string ground_text(const view::Language& language, store::ReportReason ground);
// Of a request from outside.
std::string removal_ground_text(const view::Language& language, store::RemovalGround ground);
// As something that was done: "Message deleted".
std::string action_text(const view::Language& language, store::ActionType type);
// As something to do: "Delete the message".
std::string order_text(const view::Language& language, store::ActionType type);
// Why a post waits: of store::HeldPost, and of the note of a report by the house ("WORDS: free money").
std::string rule_text(const view::Language& language, std::string_view kind, std::string_view pattern);
std::string rule_text(const view::Language& language, std::string_view note);
// "5 minutes ago"
std::string age_text(const view::Language& language, base::Millis age);
// When it ends; nothing for what has no end, and for what does not last.
std::optional<std::string> until_text(const view::Language& language, const store::Action& action);
// "in force", "lifted", "run out"; nothing for what is done once and stays done.
std::optional<std::string> state_text(const view::Language& language, const store::Action& action,
                                      base::Time now);

}  // namespace fcgi::handlers
