#include "core/view/fill.h"
#include "core/view/staff_pages.h"

namespace view {

void fill(Dictionary& page, const std::string& /*set*/, const EmergencyPage& values) {
    show_if(page, "UNCHOSEN", values.unchosen);
    list_options(page, "WHERE", values.where);
    list_options(page, "WRITE", values.write);
    list_options(page, "SLOW", values.slow);
    list_options(page, "LASTS", values.lasts);
    show_if(page, "LINKS_OFF", values.links_off);
    show_text(page, "NOTE", values.note);
    // Without a place nothing else was looked at.
    show_text(page, values.unchosen ? "WHERE_ERROR" : "FORM_ERROR", values.form_error);
    show_if(page, "AS_USUAL", values.on.empty());
    for (const auto& row : values.on) {
        Dictionary& one = *page.AddSectionDictionary("ON");
        one.SetValue("SLUG", row.slug);
        one.SetValue("NAME", row.name);
        one.SetValue("WHAT", row.what);
        one.SetValue("UNTIL", row.until);
    }
}

void fill(Dictionary& page, const std::string& /*set*/, const AuditPage& values) {
    page.SetValue("ACTOR", values.actor);
    page.SetValue("ACTION", values.action);
    page.SetValue("SUBJECT", values.subject);
    show_if(page, "NOTHING", values.rows.empty());
    for (const auto& row : values.rows) {
        Dictionary& one = *page.AddSectionDictionary("ROW");
        set_number(one, "ID", row.id);
        one.SetValue("AT_ISO", base::to_iso8601(row.at));
        one.SetValue("AT_TEXT", row.at_text);
        one.SetValue("BY", row.actor);
        one.SetValue("WHAT", row.action);
        if (!row.subject.empty()) show_text(one, "WHOM", row.subject);
        one.SetValue("DETAIL", row.detail);
    }
    if (values.before) set_number(*page.AddSectionDictionary("OLDER"), "BEFORE", *values.before);
}

namespace {

void fill_trial(Dictionary& page, const TrialResult& trial) {
    Dictionary& section = *page.AddSectionDictionary("TRIAL");
    section.SetValue("COUNT_TEXT", trial.count_text);
    section.SetValue("REMOVED_TEXT", trial.removed_text);
    for (const auto& one : trial.caught) {
        Dictionary& row = *section.AddSectionDictionary("CAUGHT");
        set_number(row, "AUTHOR_ID", one.author_id);
        row.SetValue("AUTHOR", one.author);
        row.SetValue("PLACE", one.place);
        row.SetValue("AT_TEXT", one.at);
        row.SetValue("BODY", one.body);
    }
}

void fill_rule(Dictionary& row, const RuleRow& rule) {
    set_number(row, "ID", rule.id);
    row.SetValue("WHAT", rule.what);
    row.SetValue("WHERE", rule.where);
    row.SetValue("WHO", rule.who);
    show_text(row, "FIXED", rule.fixed);
    if (rule.actions.empty()) return;
    list_options(*row.AddSectionDictionary("CHANGE"), "ACTION", rule.actions);
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const RulesPage& values) {
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    list_options(page, "KIND", values.kinds);
    list_options(page, "ROOM", values.rooms);
    list_options(page, "SCOPE", values.scopes);
    list_options(page, "ACTION", values.actions);
    list_options(page, "GROUND", values.grounds);
    page.SetValue("PATTERN", values.pattern);
    show_text(page, "PATTERN_ERROR", values.pattern_error);
    if (values.trial) fill_trial(page, *values.trial);
    for (const auto& rule : values.rules) fill_rule(*page.AddSectionDictionary("RULE"), rule);
    show_if(page, "NO_RULES", values.rules.empty());
}

}  // namespace view
