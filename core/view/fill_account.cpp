#include "core/view/fill.h"

namespace view {
namespace {

void fill_languages(Dictionary& page, const std::vector<LanguageOption>& languages) {
    for (const auto& language : languages) {
        Dictionary& option = *page.AddSectionDictionary("LANGUAGE");
        option.SetValue("CODE", language.code);
        option.SetValue("NAME", language.name);
        show_if(option, "CHOSEN", language.chosen);
    }
}

void fill_second_step_on(Dictionary& on, const std::string& set, const SecondStepPage& values) {
    on.SetValue("CODES_LEFT", values.codes_left);
    include_code(on, set, "new-code", values.new_code_error);
    show_text(on, "KEPT", values.kept);
    if (values.kept) return;
    Dictionary& can_go = *on.AddSectionDictionary("CAN_GO");
    if (values.asks_code)
        include_code(*can_go.AddSectionDictionary("ASKS_CODE"), set, "off-code", values.off_code_error);
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const AccountPage& values) {
    include_name(page, set, values.name, "displayName", true);
    include_real_name(page, set, values.real_name);
    include_age(page, set, values.age);
    page.SetValue("BIO", values.bio);
    page.SetValue("PHONE", values.phone);
    show_if(page, "WITH_PHONE", !values.phone.empty());
    page.SetValue("SINCE", values.since);
    page.ShowSection(values.second_step ? "SECOND_STEP" : "NO_SECOND_STEP");
    page.ShowSection(values.proven ? "PROVEN" : values.proof_waits ? "PROOF_WAITS" : "UNPROVEN");
    fill_languages(page, values.languages);
    show_text(page, "BIO_ERROR", values.bio_error);
    show_text(page, "FORM_ERROR", values.form_error);
    show_text(page, "NOTE", values.note);
}

void fill(Dictionary& page, const std::string& /*set*/, const SessionsPage& values) {
    for (const auto& session : values.sessions) {
        Dictionary& row = *page.AddSectionDictionary("SESSION");
        set_number(row, "ID", session.id);
        row.SetValue("DEVICE", session.device);
        row.SetValue("PLACE", session.place);
        row.SetValue("SINCE", session.since);
        row.SetValue("LAST_USED", session.last_used);
        row.ShowSection(session.this_one ? "THIS_ONE" : "OTHER");
    }
    show_if(page, "OTHERS", values.sessions.size() > 1);
    show_text(page, "FORM_ERROR", values.form_error);
}

void fill(Dictionary& page, const std::string& set, const AccountDataPage& values) {
    show_text(page, "FORM_ERROR", values.form_error);
    include_password(page, set, values.password_error);
}

void fill(Dictionary& page, const std::string& set, const AccountDeletePage& values) {
    show_text(page, "FORM_ERROR", values.form_error);
    include_password(page, set, values.password_error);
}

void fill(Dictionary& page, const std::string& set, const SecondStepPage& values) {
    if (!values.codes.empty()) {
        Dictionary& shown = *page.AddSectionDictionary("CODES");
        for (const auto& code : values.codes) shown.AddSectionDictionary("CODE")->SetValue("TEXT", code);
        show_if(shown, "RENEWED", values.renewed);
    } else if (!values.secret.empty()) {
        Dictionary& pending = *page.AddSectionDictionary("PENDING");
        pending.SetValue("SECRET", values.secret);
        pending.SetValue("LINK", values.link);
        show_text(pending, "CODE_ERROR", values.code_error);
    } else if (values.on) {
        fill_second_step_on(*page.AddSectionDictionary("ON"), set, values);
    } else {
        page.ShowSection("OFF");
    }
    show_text(page, "FORM_ERROR", values.form_error);
}

}  // namespace view
