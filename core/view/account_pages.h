// What the pages of accounts show; as view/pages.h. An optional error is a section of its name holding {{TEXT}}.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/view/form_fields.h"

namespace view {

// templates/sign_up.html. {{>PHONE}}, {{>REAL_NAME}}, BIRTH_YEAR, BIRTH_YEAR_ERROR, FORM_ERROR, KEEPS (section holding NAME: the
// guest who becomes the member), SMS_BY_HAND (section: the house sends none), NEXT (slug of the lounge wanted, or empty).
struct SignUpPage {
    PhoneField phone;
    RealNameField real_name;
    std::string birth_year;
    std::optional<std::string> birth_year_error;
    std::optional<std::string> form_error;
    std::optional<std::string> keeps_name;
    bool sms_by_hand = false;
    std::string next;
};

// templates/sign_in.html. {{>PHONE}}, PASSWORD_ERROR, FORM_ERROR, NOTE (section holding TEXT: what was just done), STAY, NEXT.
struct SignInPage {
    PhoneField phone;
    std::optional<std::string> password_error;
    std::optional<std::string> form_error;
    std::optional<std::string> note;
    bool stay = false;
    std::string next;
};

// templates/sign_in_code.html. {{>CODE}}, FORM_ERROR, NEXT.
struct SignInCodePage {
    std::optional<std::string> code_error;
    std::optional<std::string> form_error;
    std::string next;
};

// templates/forgotten.html. {{>PHONE}}, FORM_ERROR, SMS_BY_HAND, NEXT.
struct ForgottenPage {
    PhoneField phone;
    std::optional<std::string> form_error;
    bool sms_by_hand = false;
    std::string next;
};

// templates/password.html. Sections FORCED (the SMS password is to be replaced) or CHOSEN (the present one is asked for), CURRENT_ERROR, NEW_ERROR,
// FORM_ERROR, NEXT.
struct PasswordPage {
    bool forced = false;
    std::optional<std::string> current_error;
    std::optional<std::string> new_error;
    std::optional<std::string> form_error;
    std::string next;
};

// templates/account.html. {{>NAME}}, {{>REAL_NAME}}, {{>AGE}}, BIO, PHONE, WITH_PHONE (section: it is known), SINCE, SECOND_STEP (section: it is set up) or NO_SECOND_STEP, PROVEN, PROOF_WAITS or UNPROVEN, BIO_ERROR,
// FORM_ERROR, NOTE; repeated section LANGUAGE: CODE, NAME, section CHOSEN.
struct LanguageOption {
    std::string code;
    std::string name;
    bool chosen = false;
};
struct AccountPage {
    NameField name;
    RealNameField real_name;
    AgeField age;
    std::string bio;
    std::string phone;
    std::string since;
    bool second_step = false;
    bool proven = false;
    bool proof_waits = false;
    std::vector<LanguageOption> languages;
    std::optional<std::string> bio_error;
    std::optional<std::string> form_error;
    std::optional<std::string> note;
};

// templates/sessions.html. Repeated section SESSION: ID, DEVICE, PLACE, SINCE, LAST_USED, sections THIS_ONE or OTHER; section OTHERS: there is another one.
// FORM_ERROR.
struct SessionRow {
    std::uint64_t id = 0;
    std::string device;
    std::string place;
    std::string since;
    std::string last_used;
    bool this_one = false;
};
struct SessionsPage {
    std::vector<SessionRow> sessions;
    std::optional<std::string> form_error;
};

// templates/account_data.html, templates/account_delete.html. PASSWORD_ERROR, FORM_ERROR.
struct AccountDataPage {
    std::optional<std::string> password_error;
    std::optional<std::string> form_error;
};
struct AccountDeletePage {
    std::optional<std::string> password_error;
    std::optional<std::string> form_error;
};

// templates/second_step.html. Exactly one of the sections OFF, PENDING (SECRET in groups, LINK: the address for the app without its scheme and kind;
// CODE_ERROR), CODES (repeated CODE: shown this once; section RENEWED: they take the place of others), ON; FORM_ERROR. ON holds CODES_LEFT, {{>CODE}} of the
// form for new codes, and one of the sections KEPT (holding TEXT: why it stays on) or CAN_GO (section ASKS_CODE holding {{>CODE}}).
struct SecondStepPage {
    bool on = false;
    std::string secret;
    std::string link;
    std::vector<std::string> codes;
    bool renewed = false;
    std::string codes_left;
    std::optional<std::string> kept;
    bool asks_code = false;
    std::optional<std::string> code_error;      // of the form that sets it up
    std::optional<std::string> new_code_error;  // of the one for new recovery codes
    std::optional<std::string> off_code_error;  // of the one that switches it off
    std::optional<std::string> form_error;
};

// templates/terms.html, templates/privacy.html. Section OWN with repeated PART, each with section HEADING or PARAGRAPH holding TEXT; or section DEFAULT.
struct TextPart {
    bool heading = false;
    std::string text;
};
struct TermsPage {
    std::vector<TextPart> parts;
};
struct PrivacyPage {
    std::vector<TextPart> parts;
};

// templates/preferences.html. Repeated section LANGUAGE: CODE, NAME, section CHOSEN; exactly one of the sections SYSTEM, LIGHT and DARK (the theme); NEXT (the page to go back to).
struct PreferencesPage {
    std::string language;
    std::string theme;  // empty: as the system has it
    std::string next = "/";
};

}  // namespace view
