#include "core/view/fill.h"

namespace view {
namespace {

void fill_phone(Dictionary& page, const std::string& set, const PhoneField& phone) {
    Dictionary& field = include(page, "PHONE", set, "_phone.html");
    field.SetValue("NUMBER", phone.number);
    for (const auto& country : phone.countries) {
        Dictionary& option = *field.AddSectionDictionary("COUNTRY");
        option.SetValue("CODE", country.code);
        option.SetValue("NAME", country.name);
        option.SetValue("CALLING_CODE", country.calling_code);
        show_if(option, "CHOSEN", country.chosen);
    }
    show_text(field, "PHONE_ERROR", phone.error);
}

void fill_next(Dictionary& page, const std::string& next) {
    page.SetValue("NEXT", next);
    show_if(page, "WANTED", !next.empty());
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const SignUpPage& values) {
    fill_phone(page, set, values.phone);
    fill_next(page, values.next);
    page.SetValue("FIRST_NAME", values.first_name);
    page.SetValue("LAST_NAME", values.last_name);
    page.SetValue("BIRTH_YEAR", values.birth_year);
    show_text(page, "REAL_NAME_ERROR", values.real_name_error);
    show_text(page, "BIRTH_YEAR_ERROR", values.birth_year_error);
    show_text(page, "FORM_ERROR", values.form_error);
    if (values.keeps_name) page.AddSectionDictionary("KEEPS")->SetValue("NAME", *values.keeps_name);
    show_if(page, "SMS_BY_HAND", values.sms_by_hand);
}

void fill(Dictionary& page, const std::string& set, const SignInPage& values) {
    fill_phone(page, set, values.phone);
    fill_next(page, values.next);
    show_text(include(page, "PASSWORD", set, "_password.html"), "PASSWORD_ERROR", values.password_error);
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
    fill_phone(page, set, values.phone);
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
