#include "core/view/fill.h"

namespace view {

void include_phone(Dictionary& page, const std::string& set, const PhoneField& phone) {
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

void include_name(Dictionary& form, const std::string& set, const NameField& name, const char* field,
                  bool required) {
    Dictionary& shown = include(form, "NAME", set, "_name.html");
    shown.SetValue("FIELD", field);
    shown.SetValue("NAME", name.name);
    shown.ShowSection(required ? "REQUIRED" : "MAY_BE_EMPTY");
    show_text(shown, "NAME_ERROR", name.error);
    const char* hint = required ? "" : "name-hint";
    const char* error = !name.error ? "" : required ? "name-error" : " name-error";
    const std::string described = std::string(hint) + error;
    if (!described.empty()) shown.AddSectionDictionary("DESCRIBED")->SetValue("BY", described);
}

void include_real_name(Dictionary& form, const std::string& set, const RealNameField& name) {
    Dictionary& field = include(form, "REAL_NAME", set, "_real_name.html");
    field.SetValue("FIRST_NAME", name.first);
    field.SetValue("LAST_NAME", name.last);
    show_text(field, "REAL_NAME_ERROR", name.error);
}

void include_age(Dictionary& form, const std::string& set, const AgeField& age) {
    Dictionary& field = include(form, "AGE", set, "_age.html");
    show_if(field, "AGE_18", age.over_18);
    show_if(field, "AGE_RED", age.red);
    show_text(field, "AGE_ERROR", age.error);
}

void include_password(Dictionary& form, const std::string& set, const std::optional<std::string>& error) {
    show_text(include(form, "PASSWORD", set, "_password.html"), "PASSWORD_ERROR", error);
}

Dictionary& include_code(Dictionary& form, const std::string& set, const char* id,
                         const std::optional<std::string>& error) {
    Dictionary& field = include(form, "CODE", set, "_code.html");
    field.SetValue("ID", id);
    show_text(field, "CODE_ERROR", error);
    return field;
}

}  // namespace view
