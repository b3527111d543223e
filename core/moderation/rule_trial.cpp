#include "core/moderation/rule_trial.h"

#include <algorithm>
#include <deque>
#include <set>
#include <unordered_map>

#include "core/chat/repetition.h"
#include "core/content/sketch.h"
#include "core/store/removed_pictures.h"

namespace moderation {
namespace {

using store::RuleKind;
using store::SaidBefore;

constexpr unsigned step = 500;

class Trying {
public:
    Trying(db::Connection& connection, const chat::House& house, store::ContentRule rule)
        : connection_(connection),
          limits_(house.config.limits),
          rule_(as_if_on(std::move(rule))),
          rules_(store::content_policy(connection), {rule_}, reader_),
          repetition_(rules_) {}

    Trial run(const TrialBounds& bounds) {
        const auto first = store::first_message_since(connection_, bounds.since).value;
        base::MessageId after{first > 0 ? first - 1 : 0};
        while (first > 0) {
            const auto said = store::said_before(connection_, after, bounds.since, rule_.room, step);
            find_pictures(said);
            for (const auto& one : said) {
                if (trial_.looked_at == bounds.most_messages) {
                    trial_.stopped = true;
                    return finish(bounds);
                }
                look(one);
            }
            if (said.size() < step) break;
            after = said.back().id;
        }
        return finish(bounds);
    }

private:
    static store::ContentRule as_if_on(store::ContentRule rule) {
        if (rule.action == store::RuleAction::off) rule.action = store::RuleAction::alert;
        return rule;
    }

    Trial finish(const TrialBounds& bounds) {
        const auto shown = std::min(bounds.most_shown, newest_.size());
        trial_.newest.assign(newest_.rbegin(), newest_.rbegin() + static_cast<std::ptrdiff_t>(shown));
        trial_.people = people_.size();
        return std::move(trial_);
    }

    void find_pictures(const std::vector<SaidBefore>& said) {
        if (rule_.kind != RuleKind::picture) return;
        std::vector<base::MediaId> pictures;
        for (const auto& one : said) {
            if (one.picture) pictures.push_back(*one.picture);
        }
        known_pictures_ = store::look_like_removed(connection_, pictures);
    }

    void look(const SaidBefore& one) {
        ++trial_.looked_at;
        if (!catches(one)) return;
        ++trial_.caught;
        if (one.removed) ++trial_.removed;
        people_.insert(one.author);
        newest_.push_back(one);
        if (newest_.size() > most_kept) newest_.pop_front();
    }

    bool catches(const SaidBefore& one) {
        const auto standing = rules_.standing_of({.guest = one.guest, .since = one.author_since}, one.at);
        if (rules_.idle(standing)) return false;
        switch (rule_.kind) {
            case RuleKind::pace:
                return too_fast(one);
            case RuleKind::picture:
                return one.picture && known_pictures_.contains(*one.picture);
            default:
                break;
        }
        const auto said = content::said_of(one.body, one.format, one.picture.has_value());
        content::Letters letters;
        if (rules_.reads_letters(standing)) letters = reader_.read(said.text);
        if (rule_.kind == RuleKind::repeated || rule_.kind == RuleKind::said_before)
            return repeats(one, letters, standing);
        return !rules_.look(said, letters, standing, one.room).empty();
    }

    bool repeats(const SaidBefore& one, const content::Letters& letters, content::Standing standing) {
        while (!said_.empty() && said_.front().at <= one.at - limits_.repeats_within) {
            repetition_.remove(said_.front().marks, said_.front().who);
            said_.pop_front();
        }
        const auto sketch = content::sketch_of(letters);
        if (!sketch) return false;
        std::vector<std::uint64_t> marks(sketch->begin(), sketch->end());
        const bool found = repetition_.find(marks, one.author, standing, one.room) != nullptr;
        repetition_.add(marks, one.author);
        said_.push_back({one.at, one.author, std::move(marks)});
        return found;
    }

    bool too_fast(const SaidBefore& one) {
        auto& times = posts_[one.author];
        while (!times.empty() && times.front() <= one.at - limits_.posts_per) times.pop_front();
        if (times.size() >= rule_.most) return true;
        times.push_back(one.at);
        return false;
    }

    static constexpr std::size_t most_kept = 200;
    struct Marked {
        base::Time at;
        base::ParticipantId who;
        std::vector<std::uint64_t> marks;
    };

    db::Connection& connection_;
    const base::Limits& limits_;
    const store::ContentRule rule_;
    content::LetterReader reader_;
    const content::RuleSet rules_;
    chat::Repetition repetition_;
    std::deque<Marked> said_;
    std::unordered_map<base::ParticipantId, std::deque<base::Time>> posts_;
    std::set<base::MediaId> known_pictures_;
    std::deque<SaidBefore> newest_;
    std::set<base::ParticipantId> people_;
    Trial trial_;
};

}  // namespace

Trial try_rule(db::Connection& connection, const chat::House& house, store::ContentRule rule,
               const TrialBounds& bounds) {
    return Trying(connection, house, std::move(rule)).run(bounds);
}

}  // namespace moderation
