#include "core/moderation/report.h"

#include "core/accounts/text.h"
#include "core/db/transaction.h"
#include "core/market/access.h"
#include "core/moderation/hide.h"
#include "core/moderation/item_evidence.h"
#include "core/store/message_changes.h"
#include "core/store/people.h"

namespace moderation {
namespace {

using base::ErrorCode;

// One try, inside a transaction.
class Reporting {
public:
    Reporting(db::Connection& connection, const chat::House& house, const accounts::Session& reporter,
              const Complaint& complaint)
        : connection_(connection),
          house_(house),
          reporter_(reporter),
          complaint_(complaint) {}

    base::Result<Reported> run() {
        const auto& limits = house_.config.limits;
        if (const auto missing = find_subject()) return *missing;
        if (subject_.person == reporter_.participant.id) return ErrorCode::own_content;
        if (store::reports_since(connection_, reporter_.participant.id, now_ - limits.reports_per) >=
            limits.reports)
            return base::Error{ErrorCode::too_many_reports, limits.reports_per};
        const auto id = store::open_case(connection_, subject_, *complaint_.reason, now_);
        Reported reported;
        reported.repeated = !store::add_report(connection_, {.report_case = id,
                                                             .reporter = reporter_.participant.id,
                                                             .subject = subject_,
                                                             .reason = *complaint_.reason,
                                                             .note = complaint_.note,
                                                             .evidence = evidence(),
                                                             .at = now_});
        if (!reported.repeated && *complaint_.reason == store::ReportReason::underage) hide(id, reported);
        return reported;
    }

private:
    void hide(base::CaseId id, Reported& reported) {
        if (item_) hide_item(connection_, house_, id, *item_);
        if (message_ && !message_->removed)
            reported.hints =
                hide_until_decided(connection_, id, complaint_.lounge->stream, message_->id, now_);
    }

    std::optional<base::Error> find_item() {
        item_ = store::lock_item(connection_, *complaint_.item);
        if (!item_) return base::Error{ErrorCode::item_unknown};
        if (auto refused = market::refusal(house_, reporter_, *item_)) return refused;
        subject_.item = item_->id;
        subject_.person = item_->seller_person;
        subject_.room = item_->room;
        return std::nullopt;
    }

    std::optional<base::Error> find_subject() {
        subject_.person = complaint_.person;
        if (complaint_.item) {
            if (auto missing = find_item()) return missing;
        }
        if (complaint_.lounge) {
            subject_.lounge = complaint_.lounge->id;
            subject_.room = complaint_.lounge->room.id;
        }
        if (complaint_.lounge && complaint_.message != 0) {
            message_ = store::lock_message(connection_, complaint_.lounge->id, complaint_.message);
            if (!message_ || message_->system) return base::Error{ErrorCode::unknown_message};
            subject_.message = message_->id;
            subject_.person = message_->author;
        }
        const auto person = store::find_person(connection_, *subject_.person);
        if (!person || person->status == store::AccountStatus::deleted)
            return base::Error{ErrorCode::unknown_person};
        // About a person who was met outside of a lounge: the moderators of where they spoke last.
        if (!subject_.room) {
            if (const auto place = store::last_spoke_in(connection_, *subject_.person)) {
                subject_.lounge = place->first;
                subject_.room = place->second;
            }
        }
        return std::nullopt;
    }

    std::string evidence() const {
        if (item_) return evidence_of_item(connection_, *item_, now_);
        if (!message_) return {};
        return evidence_around(connection_, complaint_.lounge->id, complaint_.message,
                               house_.config.limits.evidence_lines);
    }

    db::Connection& connection_;
    const chat::House& house_;
    const accounts::Session& reporter_;
    const Complaint& complaint_;
    const base::Time now_ = house_.clock.now();
    store::CaseSubject subject_;
    std::optional<store::Message> message_;
    std::optional<store::Item> item_;
};

}  // namespace

base::Result<Reported> report(db::Connection& connection, const chat::House& house,
                              const accounts::Session& reporter, const Complaint& complaint) {
    if (!complaint.reason) return ErrorCode::ground_missing;
    if (!accounts::fits(complaint.note, house.config.limits.moderation_text))
        return ErrorCode::moderation_text_long;
    return db::transact(connection, [&](db::Connection& inside) {
        return Reporting(inside, house, reporter, complaint).run();
    });
}

}  // namespace moderation
