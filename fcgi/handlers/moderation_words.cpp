#include "fcgi/handlers/moderation_words.h"

#include "core/base/tr.h"
#include "core/view/isolate.h"
#include "core/view/locale_text.h"

namespace fcgi::handlers {
namespace {

using enum store::ActionType;

std::string_view words_for(store::ReportReason ground) {
    switch (ground) {
        case store::ReportReason::spam:
            return base::tr("Spam or advertising");
        case store::ReportReason::harassment:
            return base::tr("Harassment or threats");
        case store::ReportReason::inappropriate_content:
            return base::tr("Something that does not belong here");
        case store::ReportReason::underage:
            return base::tr("Somebody under 18");
        case store::ReportReason::scam:
            return base::tr("Fraud or a scam");
        case store::ReportReason::other:
            return base::tr("Something else");
    }
    return {};
}

std::string_view words_for(store::RemovalGround ground) {
    switch (ground) {
        case store::RemovalGround::abuse:
            return base::tr("Abuse of me, or of somebody I speak for");
        case store::RemovalGround::likeness:
            return base::tr("My picture or likeness, without my consent");
        case store::RemovalGround::minor:
            return base::tr("Somebody under 18 is shown or harmed");
        case store::RemovalGround::law:
            return base::tr("It breaks a law, or somebody's rights");
        case store::RemovalGround::other:
            return base::tr("Something else");
    }
    return {};
}

std::string_view deed_of(store::ActionType type) {
    switch (type) {
        case warning:
            return base::tr("Warning");
        case mute:
            return base::tr("Muted: may read but not write");
        case kick:
            return base::tr("Put out of the lounge");
        case ban_temp:
            return base::tr("Banned for a time");
        case ban_permanent:
            return base::tr("Banned for good");
        case message_delete:
            return base::tr("Message deleted");
        case item_remove:
            return base::tr("Item removed");
    }
    return {};
}

std::string_view order_of(store::ActionType type) {
    switch (type) {
        case warning:
            return base::tr("Warn");
        case mute:
            return base::tr("Mute");
        case kick:
            return base::tr("Put them out of the lounge");
        case ban_temp:
            return base::tr("Ban for a time");
        case ban_permanent:
            return base::tr("Ban for good");
        case message_delete:
            return base::tr("Delete the message");
        case item_remove:
            return base::tr("Remove the item");
    }
    return {};
}

constexpr std::string_view kept_back = base::tr("Several posts of this person were caught before");

std::string_view found_by(store::RuleKind kind) {
    using enum store::RuleKind;
    switch (kind) {
        case words:
            return base::tr("Words");
        case host:
            return base::tr("A link to");
        case link:
            return base::tr("A link");
        case address:
            return base::tr("A disguised address");
        case contact:
            return base::tr("A way to write to them elsewhere");
        case repeated:
            return base::tr("Others have just said nearly the same");
        case said_before:
            return base::tr("They have just said the same");
        case pace:
            return base::tr("Written very fast");
        case wall:
            return base::tr("A wall of letters or emoji");
        case mentions:
            return base::tr("Many people named at once");
        case picture:
            return base::tr("It looks like a picture that was removed");
    }
    return {};
}

bool lasts(store::ActionType type) {
    return type == mute || type == kick || type == ban_temp || type == ban_permanent;
}

}  // namespace

std::string rule_text(const view::Language& language, std::string_view kind, std::string_view pattern) {
    const auto rule = store::parse_rule_kind(kind);
    const std::string why = language.text(rule ? found_by(*rule) : kept_back);
    // Of its own direction, with the * at its own end.
    return pattern.empty() ? why : why + ": " + view::isolated(pattern);
}

std::string rule_text(const view::Language& language, std::string_view note) {
    const auto colon = note.find(": ");
    if (colon == std::string_view::npos) return rule_text(language, note, {});
    return rule_text(language, note.substr(0, colon), note.substr(colon + 2));
}

std::string ground_text(const view::Language& language, store::ReportReason ground) {
    return language.text(words_for(ground));
}

std::string removal_ground_text(const view::Language& language, store::RemovalGround ground) {
    return language.text(words_for(ground));
}

std::string action_text(const view::Language& language, store::ActionType type) {
    return language.text(deed_of(type));
}

std::string order_text(const view::Language& language, store::ActionType type) {
    return language.text(order_of(type));
}

std::string age_text(const view::Language& language, base::Millis age) {
    using namespace std::chrono;
    const auto whole = [&](auto unit) {
        return static_cast<std::uint64_t>(floor<decltype(unit)>(age).count());
    };
    if (age < minutes{1}) return language.text("just now");
    if (age < hours{1}) return language.plural("{1} minute ago", "{1} minutes ago", whole(minutes{}));
    if (age < days{1}) return language.plural("{1} hour ago", "{1} hours ago", whole(hours{}));
    return language.plural("{1} day ago", "{1} days ago", whole(days{}));
}

std::optional<std::string> until_text(const view::Language& language, const store::Action& action) {
    if (!action.until) return std::nullopt;
    return view::moment_text(*action.until, language);
}

std::optional<std::string> state_text(const view::Language& language, const store::Action& action,
                                      base::Time now) {
    if (action.lifted_at) return language.text("lifted");
    if (!lasts(action.type)) return std::nullopt;
    const bool over = !action.in_force || (action.until && *action.until <= now);
    return over ? language.text("run out") : language.text("in force");
}

}  // namespace fcgi::handlers
