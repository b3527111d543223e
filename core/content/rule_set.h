// The rules of a moment, and what they find in a message. Pure; any thread.
//
//   WORDS        these words, in this order, next to each other; `*` at the end: the last one may go on. However they are disguised (letters.h)
//   HOST         a link to this host or one below it
//   LINK         any link
//   ADDRESS      an address that is disguised so as to be no link; CONTACT: a way to write to somebody elsewhere (contact.h)
//   WALL         more than `most` of what makes a wall (said.h)
//   MENTIONS     more than `most` people named
// and those that need to know what else was said, which core/chat/content_check asks the database about:
//   REPEATED     more than `most` alike texts of others within the last minutes; SAID_BEFORE: of its author
//   PACE         more than `most` posts within limits.posts_per
//   PICTURE      one that looks like a picture that a moderator has removed
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/content/letters.h"
#include "core/content/said.h"
#include "core/store/content_rules.h"

namespace content {

// How long the house has known whoever speaks.
enum class Standing { new_guest, newcomer, known };

struct Speaker {
    bool guest = true;
    base::Time since{};
    bool vouched = false;  // a moderator has found nothing wrong with them
};

class RuleSet {
public:
    RuleSet() = default;
    // `reader`: the letters of the patterns.
    RuleSet(store::ContentPolicy policy, std::vector<store::ContentRule> rules, LetterReader& reader);

    // No rule can catch anybody of this standing.
    bool idle(Standing standing) const;
    // Whether letters are needed to look at what somebody of this standing says.
    bool reads_letters(Standing standing) const;
    const store::ContentPolicy& policy() const { return policy_; }
    Standing standing_of(const Speaker& speaker, base::Time now) const;

    // Every rule that finds something, in no order. `letters`: of said.text, when reads_letters().
    std::vector<const store::ContentRule*> look(const Said& said, const Letters& letters, Standing standing,
                                                base::LanguageRoomId room) const;
    // The rule of a kind that counts by itself, as it holds for this standing here; that of the room before that of the house.
    const store::ContentRule* rule_of(store::RuleKind kind, Standing standing,
                                      std::optional<base::LanguageRoomId> room) const;

private:
    struct Rule {
        store::ContentRule row;
        std::string letters;  // of WORDS
        bool prefix = false;
    };
    static bool applies(const store::ContentRule& rule, Standing standing,
                        std::optional<base::LanguageRoomId> room);
    static bool finds(const Rule& rule, const Said& said, const Letters& letters,
                      const struct Features& features);

    store::ContentPolicy policy_;
    std::vector<Rule> rules_;  // without those that are off
};

// Of several that found something: the one whose action is hardest; nothing of none.
const store::ContentRule* hardest(const std::vector<const store::ContentRule*>& found);

}  // namespace content
