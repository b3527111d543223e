// Somebody without an account asks for something to be removed: by a form that anybody can send, banned people too. It joins the cases of the moderators.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/accounts/keyring.h"
#include "core/accounts/rate_limit.h"
#include "core/chat/post.h"
#include "core/moderation/code.h"
#include "core/store/removal_requests.h"

namespace moderation {

// Any thread.
class RemovalCodes {
public:
    explicit RemovalCodes(const base::KeyPair& secrets) : codes_(secrets, "removals") {}
    std::string code_of(base::RemovalId removal) const { return codes_.code_of(removal.value); }
    std::optional<base::RemovalId> removal_of(std::string_view code) const;

private:
    Codes codes_;
};

// Borrowed.
struct RemovalHouse {
    const chat::House& house;
    const accounts::LimitHouse& limits;
    const accounts::Keyring& keyring;
};

struct RemovalForm {
    std::string link{};  // may be empty: then the text says where it is
    std::optional<store::RemovalGround> ground{};
    std::string text{};
    std::string contact{};  // e-mail or telephone; may be empty
    bool is_true = false;   // they say so
};

struct Asked {
    base::RemovalId id{};
    std::vector<chat::Hint> hints{};
};

// About a message, where the link leads to one or to its picture: a case for the moderators of its room. About a person, or about nothing that can be named: for those
// of the whole house. A link to what is not there is taken too, so that nobody learns what is. The lines around a message are kept; one about somebody under
// 18 is hidden at once, until somebody has decided. `address`: from where it comes. Errors: ground_missing, removal_text_missing, removal_text_long, removal_link, removal_contact,
// removal_untrue, and too_many_removals for a form with none of these faults.
base::Result<Asked> ask_for_removal(db::Connection& connection, const RemovalHouse& house,
                                    std::string_view address, const RemovalForm& form);

// One more note while the case is open. Errors: not_found, removal_note_missing, removal_note_long, removal_note_made, case_decided.
std::optional<base::Error> add_removal_note(db::Connection& connection, const chat::House& house,
                                            base::RemovalId removal, std::string_view text);

}  // namespace moderation
