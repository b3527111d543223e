// Fields that several forms have in common: each its fragment of a template, included by the forms' own.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace view {

// templates/_phone.html, included as {{>PHONE}}. NUMBER, PHONE_ERROR; repeated section COUNTRY: CODE, NAME, CALLING_CODE, section CHOSEN.
struct CallingCountry {
    std::string code;
    std::string name;
    std::string calling_code;
    bool chosen = false;
};
struct PhoneField {
    std::string number;
    std::vector<CallingCountry> countries;
    std::optional<std::string> error;
};

// templates/_name.html, included as {{>NAME}}: the name that everybody sees. FIELD (what the form calls it), NAME, NAME_ERROR, DESCRIBED (section holding BY:
// ids of hint and error); one of the sections MAY_BE_EMPTY and REQUIRED.
struct NameField {
    std::string name;
    std::optional<std::string> error;
};

// templates/_real_name.html, included as {{>REAL_NAME}}. FIRST_NAME, LAST_NAME, REAL_NAME_ERROR.
struct RealNameField {
    std::string first;
    std::string last;
    std::optional<std::string> error;
};

// templates/_age.html, included as {{>AGE}}. AGE_18, AGE_RED (sections: chosen), AGE_ERROR.
struct AgeField {
    bool over_18 = false;
    bool red = false;
    std::optional<std::string> error;
};

// templates/_code.html, included as {{>CODE}}: a code of the authenticator app, or a recovery code. ID, CODE_ERROR, AUTOFOCUS.
// templates/_password.html, included as {{>PASSWORD}}. PASSWORD_ERROR.

}  // namespace view
