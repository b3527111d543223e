#include "core/view/fill.h"

namespace view {
namespace {

void fill_next(Dictionary& page, const std::string& next) {
    page.SetValue("NEXT", next);
    show_if(page, "WANTED", !next.empty());
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const SignUpPage& values) {
    include_phone(page, set, values.phone);
    fill_next(page, values.next);
    include_real_name(page, set, values.real_name);
    page.SetValue("BIRTH_YEAR", values.birth_year);
    show_text(page, "BIRTH_YEAR_ERROR", values.birth_year_error);
    show_text(page, "FORM_ERROR", values.form_error);
    if (values.keeps_name) page.AddSectionDictionary("KEEPS")->SetValue("NAME", *values.keeps_name);
    show_if(page, "SMS_BY_HAND", values.sms_by_hand);
}

void fill(Dictionary& page, const std::string& set, const SignInPage& values) {
    include_phone(page, set, values.phone);
    fill_next(page, values.next);
    include_password(page, set, values.password_error);
    show_text(page, "FORM_ERROR", values.form_error);
    show_text(page, "NOTE", values.note);
    show_if(page, "STAY", values.stay);
}

void fill(Dictionary& page, const std::string& set, const SignInCodePage& values) {
    fill_next(page, values.next);
    include_code(page, set, "code", values.code_error).ShowSection("AUTOFOCUS");
    show_text(page, "FORM_ERROR", values.form_error);
}

void fill(Dictionary& page, const std::string& set, const ForgottenPage& values) {
    include_phone(page, set, values.phone);
    fill_next(page, values.next);
    show_text(page, "FORM_ERROR", values.form_error);
    show_if(page, "SMS_BY_HAND", values.sms_by_hand);
}

void fill(Dictionary& page, const std::string& /*set*/, const PasswordPage& values) {
    fill_next(page, values.next);
    page.ShowSection(values.forced ? "FORCED" : "CHOSEN");
    show_text(page, "CURRENT_ERROR", values.current_error);
    show_text(page, "NEW_ERROR", values.new_error);
    show_text(page, "FORM_ERROR", values.form_error);
}

}  // namespace view
