#include "core/view/descriptions.h"

#include <algorithm>
#include <array>

#include "core/base/tr.h"

namespace view {
namespace {

using base::tr;

struct Description {
    std::string_view page;
    std::string_view text;
};

constexpr std::array table{
    Description{"entry",
                tr("A chat house for adults: pick a name and talk at once, in eight languages and in "
                   "a lounge of your country. With or without an account.")},
    Description{"languages",
                tr("Choose the language you want to talk in. Each has a lounge for everybody and "
                   "one for every country.")},
    Description{"lounges",
                tr("The lounges of this language, by country, and how many people are there now.")},
    Description{"terms", tr("The house rules of The Chatroom: what is welcome here, and what is not.")},
    Description{"privacy",
                tr("What The Chatroom keeps about you, for how long, and how you get it or have it "
                   "deleted.")},
    Description{"removal", tr("Ask for something to be taken down that is shown on The Chatroom, with or "
                              "without an account.")},
    Description{"sign_in", tr("Sign in to The Chatroom with your phone number.")},
    Description{"sign_up", tr("Become a member of The Chatroom: keep your name, write to people directly, "
                              "send pictures.")},
    Description{"preferences", tr("Choose the language of the pages, and whether they are light or dark.")},
};

}  // namespace

std::string_view description_of(std::string_view page) {
    const auto found = std::ranges::find(table, page, &Description::page);
    return found == table.end() ? std::string_view{} : found->text;
}

}  // namespace view
