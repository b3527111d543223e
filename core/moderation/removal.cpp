#include "core/moderation/removal.h"

#include <algorithm>

#include "core/accounts/text.h"
#include "core/base/crypto.h"
#include "core/db/transaction.h"
#include "core/moderation/evidence.h"
#include "core/moderation/hide.h"
#include "core/moderation/house_address.h"
#include "core/store/lounges.h"
#include "core/store/media.h"
#include "core/store/message_changes.h"
#include "core/store/people.h"

namespace moderation {
namespace {

using base::ErrorCode;
using store::RemovalGround;

// Who asks from outside is concerned themselves, more often than not.
constexpr unsigned more_urgent = 25;
constexpr std::ptrdiff_t fewest_digits = 6;  // of a telephone number

store::ReportReason reason_of(RemovalGround ground) {
    switch (ground) {
        case RemovalGround::abuse:
            return store::ReportReason::harassment;
        case RemovalGround::likeness:
            return store::ReportReason::inappropriate_content;
        case RemovalGround::minor:
            return store::ReportReason::underage;
        case RemovalGround::law:
        case RemovalGround::other:
            break;
    }
    return store::ReportReason::other;
}

unsigned urgency_from_outside(store::ReportReason reason) {
    const unsigned urgency = store::urgency_of(reason);
    return reason == store::ReportReason::underage ? urgency : urgency + more_urgent;
}

// Loose on purpose: a person will read it, and whoever mistypes it has asked nevertheless.
bool can_be_reached(std::string_view contact) {
    const auto at = contact.find('@');
    if (at != std::string_view::npos) return at > 0 && at + 1 < contact.size();
    return std::ranges::count_if(contact, [](char c) { return c >= '0' && c <= '9'; }) >= fewest_digits;
}

std::optional<base::Error> fault_of(const base::Config& config, const RemovalForm& form) {
    const auto& limits = config.limits;
    const bool link_fits = accounts::fits(form.link, limits.removal_link) &&
                           (form.link.empty() || path_in_house(config.frontend_url, form.link));
    if (!link_fits) return base::Error{ErrorCode::removal_link};
    if (!form.ground) return base::Error{ErrorCode::ground_missing};
    if (form.text.empty()) return base::Error{ErrorCode::removal_text_missing};
    if (!accounts::fits(form.text, limits.removal_text)) return base::Error{ErrorCode::removal_text_long};
    const bool reachable =
        accounts::fits(form.contact, limits.removal_contact) && can_be_reached(form.contact);
    if (!form.contact.empty() && !reachable) return base::Error{ErrorCode::removal_contact};
    if (!form.is_true) return base::Error{ErrorCode::removal_untrue};
    return std::nullopt;
}

// One try, inside a transaction.
class Asking {
public:
    Asking(db::Connection& connection, const RemovalHouse& house, const RemovalForm& form, std::string path)
        : connection_(connection),
          house_(house),
          form_(form),
          path_(std::move(path)) {}

    Asked run() {
        find_subject();
        const auto reason = reason_of(*form_.ground);
        const auto report_case = store::open_case(connection_, subject_, reason, now_);
        Asked asked;
        asked.id = store::add_removal(connection_, {.report_case = report_case,
                                                    .ground = *form_.ground,
                                                    .link = path_,
                                                    .text = form_.text,
                                                    .contact = contact(),
                                                    .evidence = evidence(),
                                                    .at = now_,
                                                    .reason = reason,
                                                    .urgency = urgency_from_outside(reason)});
        if (form_.ground == RemovalGround::minor && message_ && !message_->removed)
            asked.hints = hide_until_decided(connection_, report_case, lounge_->stream, message_->id, now_);
        return asked;
    }

private:
    void find_subject() {
        const Named named = named_by(path_);
        if (!named.slug.empty()) {
            lounge_ = store::find_lounge(connection_, named.slug);
            find_message(named.seq);
        } else if (named.media.value > 0) {
            find_picture(named);
        } else if (store::find_person(connection_, named.person)) {
            subject_.person = named.person;
        }
    }

    void find_picture(const Named& named) {
        const auto picture = store::find_media(connection_, named.media);
        if (!picture || !base::constant_time_equal(picture->key, named.key)) return;
        const auto place = store::place_showing(connection_, named.media);
        if (!place) return;
        auto lounges = store::find_lounges(connection_, {place->first});
        if (!lounges.empty()) lounge_ = std::move(lounges.front());
        find_message(place->second);
    }

    void find_message(base::Seq seq) {
        if (!lounge_) return;
        message_ = store::lock_message(connection_, lounge_->id, seq);
        if (message_ && message_->system) message_.reset();
        if (!message_) return;
        subject_ = {.message = message_->id,
                    .person = message_->author,
                    .lounge = lounge_->id,
                    .room = lounge_->room.id};
    }

    std::optional<store::Sealed> contact() const {
        if (form_.contact.empty()) return std::nullopt;
        return house_.keyring.seal(form_.contact, accounts::Purpose::contact);
    }

    std::string evidence() const {
        if (!message_) return {};
        return evidence_around(connection_, lounge_->id, message_->seq,
                               house_.house.config.limits.evidence_lines);
    }

    db::Connection& connection_;
    const RemovalHouse& house_;
    const RemovalForm& form_;
    const std::string path_;
    const base::Time now_ = house_.house.clock.now();
    store::CaseSubject subject_;
    std::optional<store::Lounge> lounge_;
    std::optional<store::Message> message_;
};

}  // namespace

std::optional<base::RemovalId> RemovalCodes::removal_of(std::string_view code) const {
    const auto number = codes_.number_of(code);
    return number ? std::optional(base::RemovalId{*number}) : std::nullopt;
}

base::Result<Asked> ask_for_removal(db::Connection& connection, const RemovalHouse& house,
                                    std::string_view address, const RemovalForm& form) {
    const auto& config = house.house.config;
    if (const auto fault = fault_of(config, form)) return *fault;
    using enum accounts::LimitRule;
    const auto allowance = accounts::use(connection, house.limits, removal, address);
    if (!allowance.allowed) return accounts::refusal_of(removal, allowance);
    const auto path = path_in_house(config.frontend_url, form.link).value_or("");
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<Asked> {
        return Asking(inside, house, form, path).run();
    });
}

std::optional<base::Error> add_removal_note(db::Connection& connection, const chat::House& house,
                                            base::RemovalId removal, std::string_view text) {
    if (text.empty()) return base::Error{ErrorCode::removal_note_missing};
    if (!accounts::fits(text, house.config.limits.removal_note))
        return base::Error{ErrorCode::removal_note_long};
    return db::transact(connection, [&](db::Connection& inside) -> std::optional<base::Error> {
        const auto found = store::lock_removal(inside, removal);
        if (!found) return base::Error{ErrorCode::not_found};
        if (!found->note.empty()) return base::Error{ErrorCode::removal_note_made};
        if (found->decided_at) return base::Error{ErrorCode::case_decided};
        store::set_removal_note(inside, removal, text, house.clock.now());
        return std::nullopt;
    });
}

}  // namespace moderation
