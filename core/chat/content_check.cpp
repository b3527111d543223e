#include "core/chat/content_check.h"

#include <algorithm>
#include <set>

#include "core/chat/repetition.h"
#include "core/content/sketch.h"
#include "core/store/held_posts.h"
#include "core/store/people.h"
#include "core/store/removed_pictures.h"
#include "core/store/text_marks.h"

namespace chat {

using base::ErrorCode;
using store::RuleAction;
using store::RuleKind;

namespace {

constexpr base::Millis strikes_within{std::chrono::minutes{2}};

base::Error error_of(const store::ContentRule& rule, const store::Participant& author,
                     const store::ContentPolicy& policy, base::Time now) {
    switch (rule.kind) {
        case RuleKind::link:
            // Of others than new guests there is nothing to wait for.
            if (rule.scope != store::RuleScope::new_guests) return {ErrorCode::content_refused};
            return {ErrorCode::links_later, std::max(base::Millis{0}, author.since + policy.new_guest - now)};
        case RuleKind::said_before:
            return {ErrorCode::said_already};
        default:
            return {ErrorCode::content_refused};
    }
}

content::Speaker speaker_of(const store::Participant& author) {
    return {.guest = author.guest, .since = author.since, .vouched = author.vouched};
}

}  // namespace

ContentCheck::ContentCheck(db::Connection& connection, const House& house, base::Time now)
    : connection_(connection),
      house_(house),
      now_(now),
      rules_(house.rules->current(connection, now)) {}

std::optional<std::uint64_t> ContentCheck::pace_of(const store::Participant& author) const {
    const auto standing = rules_->standing_of(speaker_of(author), now_);
    const auto* rule = rules_->rule_of(RuleKind::pace, standing, std::nullopt);
    return rule == nullptr ? std::nullopt : std::optional(rule->most);
}

ContentCheck::Look ContentCheck::look(const Utterance& one) const {
    Look look;
    look.standing = rules_->standing_of(speaker_of(*one.author), now_);
    if (rules_->idle(look.standing)) return look;
    const auto said = content::said_of(one.draft->body, one.draft->format, one.picture.has_value());
    content::Letters letters;
    if (rules_->reads_letters(look.standing)) letters = house_.rules->letters_of(said.text);
    look.found = rules_->look(said, letters, look.standing, one.lounge->room.id);
    const auto asks = [&](RuleKind kind) {
        return rules_->rule_of(kind, look.standing, one.lounge->room.id) != nullptr;
    };
    if (!asks(RuleKind::repeated) && !asks(RuleKind::said_before)) return look;
    if (const auto sketch = content::sketch_of(letters)) look.marks.assign(sketch->begin(), sketch->end());
    return look;
}

std::vector<ContentCheck::Look> ContentCheck::look_at(const std::vector<Utterance>& all) {
    std::vector<Look> looks;
    looks.reserve(all.size());
    for (const auto& one : all) looks.push_back(look(one));
    find_removed_pictures(all, looks);
    find_staff(all, looks);
    return looks;
}

void ContentCheck::find_removed_pictures(const std::vector<Utterance>& all, std::vector<Look>& looks) {
    const auto rule_for = [&](std::size_t i) {
        return all[i].picture ? rules_->rule_of(RuleKind::picture, looks[i].standing, all[i].lounge->room.id)
                              : nullptr;
    };
    std::vector<base::MediaId> pictures;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (rule_for(i) != nullptr) pictures.push_back(*all[i].picture);
    }
    const auto known = store::look_like_removed(connection_, pictures);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto* rule = rule_for(i);
        if (rule != nullptr && known.contains(*all[i].picture)) looks[i].found.push_back(rule);
    }
}

// Asked only of members whom some rule may catch; guests are no staff.
void ContentCheck::find_staff(const std::vector<Utterance>& all, const std::vector<Look>& looks) {
    std::set<base::ParticipantId> members;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& author = *all[i].author;
        const bool concerned = !looks[i].found.empty() || !looks[i].marks.empty() || kept_back(author);
        if (!author.guest && concerned) members.insert(author.id);
    }
    for (const auto& one : store::trust_in(connection_, {members.begin(), members.end()}, now_))
        staff_[one.id] = one.staff;
}

bool ContentCheck::kept_back(const store::Participant& author) const {
    const auto caught = caught_.find(author.id);
    const auto most = rules_->policy().strikes;
    const bool just_now = caught != caught_.end() && most > 0 && caught->second.strikes >= most;
    return just_now || author.held_until > now_;
}

Verdict ContentCheck::hold(const store::Participant& author, Verdict verdict) {
    auto& caught = caught_[author.id];
    if (author.held_posts + caught.held >= house_.config.limits.held_posts) {
        verdict.refused = base::Error{ErrorCode::held_enough};
        return verdict;
    }
    ++caught.held;
    verdict.held = true;
    return verdict;
}

Verdict ContentCheck::judge(const Utterance& one, const Look& look) {
    const auto& author = *one.author;
    Verdict verdict;
    if (const auto known = staff_.find(author.id); known != staff_.end() && known->second) return verdict;
    const auto* rule = content::hardest(look.found);
    if (rule != nullptr) {
        verdict.kind = store::name_of(rule->kind);
        verdict.pattern = rule->pattern;
        verdict.ground = rule->ground;
        verdict.alerted = rule->action == RuleAction::alert;
    }
    const bool kept = kept_back(author);
    if (rule != nullptr && !verdict.alerted) ++caught_[author.id].strikes;
    if (rule != nullptr && rule->action == RuleAction::refuse) {
        verdict.refused = error_of(*rule, author, rules_->policy(), now_);
        return verdict;
    }
    if (rule != nullptr && rule->action == RuleAction::hold) return hold(author, std::move(verdict));
    if (!kept) return verdict;
    if (rule == nullptr) verdict.kind = store::kept_back_kind;
    return hold(author, std::move(verdict));
}

std::vector<Verdict> ContentCheck::posts(const std::vector<Utterance>& posts) {
    auto looks = look_at(posts);
    std::set<std::uint64_t> marks;
    for (const auto& look : looks) marks.insert(look.marks.begin(), look.marks.end());
    Repetition repetition(*rules_);
    repetition.ask(connection_, marks, now_ - house_.config.limits.repeats_within);
    std::vector<Verdict> verdicts;
    for (std::size_t i = 0; i < posts.size(); ++i) {
        const auto& one = posts[i];
        auto& look = looks[i];
        if (!look.marks.empty()) {
            const auto* rule =
                repetition.find(look.marks, one.author->id, look.standing, one.lounge->room.id);
            if (rule != nullptr) look.found.push_back(rule);
            repetition.add(look.marks, one.author->id);
            said_.emplace_back(one.author->id, look.marks);
        }
        verdicts.push_back(judge(one, look));
    }
    return verdicts;
}

std::optional<base::Error> ContentCheck::edit(const Utterance& edit) {
    const std::vector<Utterance> all{edit};
    const auto looks = look_at(all);
    const auto verdict = judge(edit, looks.front());
    if (verdict.held) {
        --caught_[edit.author->id].held;
        return base::Error{ErrorCode::content_refused};
    }
    return verdict.refused;
}

void ContentCheck::record() {
    std::vector<store::TextMark> marks;
    for (const auto& [who, all] : said_) {
        for (const auto mark : all) marks.push_back({mark, who});
    }
    store::add_text_marks(connection_, marks, now_);
    std::vector<store::Caught> caught;
    for (auto& [who, one] : caught_) {
        if (one.strikes + one.held > 0) caught.push_back({who, one.strikes, one.held});
    }
    const auto& policy = rules_->policy();
    store::add_strikes(connection_, caught,
                       {.since = now_ - strikes_within,
                        .most = std::max<std::uint64_t>(policy.strikes, 1),
                        .held_until = now_ + policy.held_for},
                       now_);
}

}  // namespace chat
