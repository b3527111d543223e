#include "core/chat/held.h"

#include "core/chat/evidence.h"

namespace chat {
namespace {

void report(db::Connection& connection, base::CaseId id, const store::CaseSubject& subject,
            const Verdict& verdict, std::string_view evidence, base::Time now) {
    const std::string note = verdict.pattern.empty() ? verdict.kind : verdict.kind + ": " + verdict.pattern;
    store::add_report(connection, {.report_case = id,
                                   .reporter = store::house_voice(connection, now),
                                   .subject = subject,
                                   .reason = verdict.ground,
                                   .note = note,
                                   .evidence = evidence,
                                   .at = now});
}

}  // namespace

base::CaseId case_for_held(db::Connection& connection, base::ParticipantId author,
                           const store::Lounge& lounge, const Verdict& verdict, base::Time now) {
    const store::CaseSubject subject{
        .message = std::nullopt, .person = author, .lounge = lounge.id, .room = lounge.room.id};
    const auto id = store::open_case(connection, subject, verdict.ground, now);
    report(connection, id, subject, verdict, {}, now);
    return id;
}

void alert(db::Connection& connection, const store::Message& message, const store::Lounge& lounge,
           const Verdict& verdict, base::Time now) {
    const store::CaseSubject subject{
        .message = message.id, .person = message.author, .lounge = lounge.id, .room = lounge.room.id};
    const auto id = store::open_case(connection, subject, verdict.ground, now);
    report(connection, id, subject, verdict, evidence_of({message}, message.seq), now);
}

}  // namespace chat
