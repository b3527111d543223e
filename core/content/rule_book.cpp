#include "core/content/rule_book.h"

namespace content {
namespace {

constexpr base::Millis asked_again_after{1000};

}  // namespace

LetterReader& RuleBook::reader() {
    if (!reader_) reader_ = std::make_unique<LetterReader>();
    return *reader_;
}

std::shared_ptr<const RuleSet> RuleBook::current(db::Connection& connection, base::Time now) {
    const std::scoped_lock guard(mutex_);
    // A clock that was put back asks again too.
    const bool fresh = asked_ && *asked_ <= now && now - *asked_ < asked_again_after;
    if (rules_ && fresh) return rules_;
    const auto version = store::content_version(connection);
    if (!rules_ || rules_->policy().version != version) {
        const auto policy = store::content_policy(connection);
        rules_ = policy.version == 0
                     ? std::make_shared<const RuleSet>()
                     : std::make_shared<const RuleSet>(policy, store::content_rules(connection), reader());
    }
    asked_ = now;
    return rules_;
}

Letters RuleBook::letters_of(std::string_view text) {
    const std::scoped_lock guard(mutex_);
    return reader().read(text);
}

}  // namespace content
