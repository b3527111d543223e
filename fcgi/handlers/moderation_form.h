// What the forms of reports and of moderators' orders have in common, and what pages tell moderators of somebody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/moderation/action.h"
#include "core/store/moderation_cases.h"
#include "core/view/moderation_pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// The visitor at a page, as the rules of moderation know them. They have a session.
moderation::Actor actor_of(Context& context);
// What the visitor moderates; nothing when they are not of the staff, or have not taken the second step. Asks no database of anybody else.
std::optional<store::CaseScope> scope_of_visitor(Context& context);
// The number in the path; that of nothing for what is no number, so that it is refused like any other.
std::uint64_t id_in_path(Context& context);

// With what was typed, if this is the form come back. `to`: where it goes.
view::ReportForm report_form(Context& context, std::string to);
std::optional<store::ReportReason> typed_reason(Context& context);
std::string typed_text(Context& context, std::string_view field);

// What the place of the form allows for.
struct Offer {
    bool message = false;  // there is one to delete
    bool lounge = false;   // there is one to put somebody out of
    bool item = false;     // there is a listing to remove
};
view::OrderFields order_fields(Context& context, const Offer& offer);
// What was ordered, without whom it is about; nothing when no action was chosen.
std::optional<moderation::Order> typed_order(Context& context);
// The reason beside the field that it speaks of.
void place_error(Context& context, const base::Error& error, view::OrderFields& order,
                 std::optional<std::string>& form_error);

// Does what was ordered. Whoever may not moderate in this room (nothing: the whole house) is told so, whatever else is wrong.
base::Result<moderation::Done> carry_out(Context& context, const std::optional<moderation::Order>& order,
                                         std::optional<base::LanguageRoomId> room);

// The newest that was decided about somebody; what the visitor may lift has a form for it.
view::Record record_of(Context& context, base::ParticipantId person, const store::CaseScope& scope);
view::RecordRow record_row(Context& context, const store::Action& action);

// What was typed into a form, without the carriage returns that browsers add.
std::string without_returns(std::string_view text);

}  // namespace fcgi::handlers
