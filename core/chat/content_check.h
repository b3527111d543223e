// What the rules about content (core/content) say to posts and edits: one rule for every door. A post may be refused, held for a moderator, or taken and pointed
// out to them. Staff are exempt.
//
// Every post that a rule catches is a strike; with several within two minutes everything its author says is held for a while.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/chat/draft.h"
#include "core/chat/post.h"
#include "core/store/lounges.h"
#include "core/store/participants.h"

namespace chat {

// Borrowed.
struct Utterance {
    const store::Participant* author = nullptr;
    const store::Lounge* lounge = nullptr;
    const Draft* draft = nullptr;
    std::optional<base::MediaId> picture{};
};

struct Verdict {
    std::optional<base::Error> refused{};
    bool held = false;
    bool alerted = false;  // it is posted, and moderators are told
    // Of the rule that holds or alerts.
    std::string kind{};
    std::string pattern{};
    store::ReportReason ground = store::ReportReason::spam;
};

// For one batch, inside its transaction.
class ContentCheck {
public:
    ContentCheck(db::Connection& connection, const House& house, base::Time now);

    // How many posts within limits.posts_per this person may make; nothing: as many as everybody. `refused_for_pace` is a strike.
    std::optional<std::uint64_t> pace_of(const store::Participant& author) const;
    void refused_for_pace(base::ParticipantId author) { ++caught_[author].strikes; }

    // One verdict each, in their order: what comes earlier counts for what comes later.
    std::vector<Verdict> posts(const std::vector<Utterance>& posts);
    // The same of an edit. What would be held is refused: it stands already as it was.
    std::optional<base::Error> edit(const Utterance& edit);

    // Stores what has to be remembered of this batch: what was said, and whose strikes it brought. Once, after all that was asked.
    void record();

private:
    struct Look {
        content::Standing standing{};
        std::vector<const store::ContentRule*> found{};
        std::vector<std::uint64_t> marks{};  // none: too short, or no rule asks
    };
    Look look(const Utterance& one) const;
    std::vector<Look> look_at(const std::vector<Utterance>& all);
    void find_repeated(const std::vector<Utterance>& all, std::vector<Look>& looks);
    void find_removed_pictures(const std::vector<Utterance>& all, std::vector<Look>& looks);
    void find_staff(const std::vector<Utterance>& all, const std::vector<Look>& looks);
    bool kept_back(const store::Participant& author) const;
    Verdict judge(const Utterance& one, const Look& look);
    Verdict hold(const store::Participant& author, Verdict verdict);

    db::Connection& connection_;
    const House& house_;
    const base::Time now_;
    const std::shared_ptr<const content::RuleSet> rules_;
    std::unordered_map<base::ParticipantId, store::Caught> caught_;
    std::unordered_map<base::ParticipantId, bool> staff_;
    std::vector<std::pair<base::ParticipantId, std::vector<std::uint64_t>>> said_;
};

}  // namespace chat
