#include "core/moderation/case_queue.h"

#include "core/moderation/report.h"
#include "core/store/message_changes.h"
#include "tests/core/moderated.h"

using enum store::ActionType;
using store::ReportReason;
using namespace std::chrono_literals;

namespace {

struct Queue : support::Moderated {
    moderation::Complaint complaint(base::Seq seq, ReportReason reason = ReportReason::harassment) {
        return {
            .lounge = lounge, .message = seq, .person = {}, .reason = reason, .note = "He does it again."};
    }
    std::string reported(const accounts::Session& who, const moderation::Complaint& what) {
        const auto done = moderation::report(connection, house, who, what);
        if (!done) return std::string(base::wire_code(done.error().code));
        return done->repeated ? "again" : "taken";
    }
    std::vector<store::Case> queue(const accounts::Session& who) {
        return store::open_cases(connection, moderation::scope_of(connection, who).value(), 100);
    }
    base::CaseId only_case() {
        const auto cases = queue(moderator);
        BOOST_REQUIRE(cases.size() == 1U);
        return cases.front().id;
    }
    moderation::Actor as(const accounts::Session& who) { return {.session = &who, .door = "page"}; }
    template <class T>
    static std::string outcome(const base::Result<T>& result) {
        return result ? "done" : std::string(base::wire_code(result.error().code));
    }
    bool removed(base::Seq seq) {
        return store::messages_after(connection, lounge.id, seq - 1, 1).front().removed;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(moderation_cases, Queue)

BOOST_AUTO_TEST_CASE(reports_of_the_same_thing_gather_into_one_case) {
    const auto seq = says(ann, "a1");
    BOOST_TEST(reported(of_bob, complaint(seq)) == "taken");
    BOOST_TEST(reported(of_bob, complaint(seq)) == "again");
    BOOST_TEST(reported(plain, complaint(seq, ReportReason::spam)) == "taken", "guests and members can");
    const auto cases = queue(moderator);
    BOOST_REQUIRE(cases.size() == 1U);
    BOOST_TEST(cases.front().reports == 2U);
    BOOST_TEST((cases.front().top_reason == ReportReason::harassment), "the gravest counts");
    BOOST_TEST(cases.front().message_seq == seq);
    BOOST_TEST(cases.front().person_name == "ann");
}

BOOST_AUTO_TEST_CASE(the_most_urgent_comes_first) {
    const auto spam = says(ann, "a1");
    const auto hard = says(ann, "a2");
    const auto child = says(ann, "a3");
    reported(of_bob, complaint(spam, ReportReason::spam));
    reported(of_bob, complaint(hard, ReportReason::harassment));
    reported(of_bob, complaint(child, ReportReason::underage));
    std::string order;
    for (const auto& one : queue(moderator)) order += std::to_string(one.message_seq) + " ";
    BOOST_TEST(order ==
               std::to_string(child) + " " + std::to_string(hard) + " " + std::to_string(spam) + " ");
}

BOOST_AUTO_TEST_CASE(the_lines_around_it_are_kept_as_they_were) {
    says(bob, "b1", "before");
    const auto seq = says(ann, "a1", "rude words");
    says(bob, "b2", "after");
    reported(of_bob, complaint(seq));
    store::remove_message(connection, store::messages_after(connection, lounge.id, seq - 1, 1).front().id,
                          clock.now());
    const auto reports = store::reports_of(connection, only_case(), 10);
    BOOST_REQUIRE(reports.size() == 1U);
    std::string kept;
    for (const auto& line : moderation::kept_lines(reports.front().evidence))
        kept +=
            (line.reported ? "[" : "") + line.author_name + ": " + line.body + (line.reported ? "] " : " ");
    BOOST_TEST(kept == "bob: before [ann: rude words] bob: after ");
    BOOST_TEST(reports.front().note == "He does it again.");
}

BOOST_AUTO_TEST_CASE(somebody_under_18_is_hidden_at_once_and_shown_again_when_nothing_was_wrong) {
    const auto seq = says(ann, "a1");
    BOOST_TEST(reported(of_bob, complaint(seq, ReportReason::underage)) == "taken");
    BOOST_TEST(removed(seq));
    BOOST_TEST(events(seq).front().kind == "remove");
    const auto id = only_case();
    BOOST_TEST(store::find_case(connection, id)->hidden);
    BOOST_TEST(outcome(moderation::dismiss(connection, house, log, as(moderator), id, "an adult")) == "done");
    BOOST_TEST(!removed(seq));
    BOOST_TEST(events(seq).back().kind == "restore");
}

BOOST_AUTO_TEST_CASE(what_was_hidden_stays_so_when_it_is_decided_to_delete_it) {
    const auto seq = says(ann, "a1");
    reported(of_bob, complaint(seq, ReportReason::underage));
    BOOST_TEST(outcome(moderation::decide(connection, house, log, as(moderator), only_case(),
                                          order(message_delete, 0))) == "done");
    BOOST_TEST(removed(seq));
    BOOST_TEST(queue(moderator).empty());
}

BOOST_AUTO_TEST_CASE(two_moderators_never_take_the_same_case) {
    reported(of_bob, complaint(says(ann, "a1")));
    const auto id = only_case();
    const auto take = [&](const accounts::Session& who) {
        return outcome(moderation::take(connection, house, log, as(who), id));
    };
    BOOST_TEST(take(moderator) == "done");
    BOOST_TEST(take(moderator) == "done", "holds it longer");
    BOOST_TEST(take(second_moderator) == "case_taken");
    BOOST_TEST(outcome(moderation::dismiss(connection, house, log, as(second_moderator), id, "")) ==
               "case_taken");
    BOOST_TEST(outcome(moderation::decide(connection, house, log, as(second_moderator), id,
                                          order(mute, 0))) == "case_taken");
    BOOST_TEST(post_of(ann, "a2") == "2", "nothing of a refused decision stays");
    clock.forward(config.limits.case_held + 1ms);
    BOOST_TEST(take(second_moderator) == "done", "nobody holds it for ever");
    BOOST_TEST(outcome(moderation::give_back(connection, house, log, as(moderator), id)) == "case_taken");
    BOOST_TEST(outcome(moderation::give_back(connection, house, log, as(second_moderator), id)) == "done");
    BOOST_TEST(take(moderator) == "done");
}

BOOST_AUTO_TEST_CASE(a_decision_takes_effect_and_its_reporters_hear_of_it) {
    const auto seq = says(ann, "a1");
    reported(of_bob, complaint(seq));
    const auto id = only_case();
    BOOST_TEST(outcome(moderation::decide(connection, house, log, as(moderator), id, order(mute, 0))) ==
               "done");
    BOOST_TEST(post_of(ann, "a2") == "muted");
    BOOST_TEST(heard_by(of_bob) == "report_outcome");
    const auto own = store::own_reports(connection, bob, 10);
    BOOST_REQUIRE(own.size() == 1U);
    BOOST_TEST(own.front().acted);
    BOOST_TEST(outcome(moderation::dismiss(connection, house, log, as(moderator), id, "")) == "case_decided");
    BOOST_TEST(reported(of_bob, complaint(seq)) == "taken", "the next report opens another case");
    BOOST_TEST(queue(moderator).size() == 1U);
}

BOOST_AUTO_TEST_CASE(who_acts_on_the_message_itself_decides_its_case_unless_another_works_on_it) {
    const auto seq = says(ann, "a1");
    reported(of_bob, complaint(seq));
    BOOST_TEST(moderation::take(connection, house, log, as(second_moderator), only_case()).ok());
    BOOST_REQUIRE(act(warning, seq).ok());
    BOOST_TEST(queue(moderator).size() == 1U);
    clock.forward(config.limits.case_held + 1ms);
    BOOST_REQUIRE(act(message_delete, seq).ok());
    BOOST_TEST(queue(moderator).empty());
    BOOST_TEST(heard_by(of_bob) == "report_outcome");
}

BOOST_AUTO_TEST_CASE(reports_are_forgotten_some_time_after_their_case_is_decided) {
    const auto seq = says(ann, "a1");
    reported(of_bob, complaint(seq));
    BOOST_TEST(store::forget_reports(connection, clock.now() + 1h, 10) == 0U, "an open one is kept");
    BOOST_REQUIRE(act(warning, seq).ok());
    BOOST_TEST(store::forget_reports(connection, clock.now() - 1h, 10) == 0U);
    BOOST_TEST(store::forget_reports(connection, clock.now(), 10) == 1U);
}

BOOST_AUTO_TEST_CASE(a_decision_that_makes_no_sense_leaves_the_case_open) {
    reported(of_bob, complaint(says(ann, "a1")));
    auto wrong = order(mute, 0);
    wrong.lasts.reset();
    BOOST_TEST(outcome(moderation::decide(connection, house, log, as(moderator), only_case(), wrong)) ==
               "length_missing");
    BOOST_TEST(queue(moderator).size() == 1U);
    BOOST_TEST(heard_by(of_bob).empty());
}

BOOST_AUTO_TEST_CASE(a_person_can_be_reported_and_it_concerns_whoever_moderates_where_they_spoke) {
    says(ann, "a1");
    const moderation::Complaint about{
        .lounge = std::nullopt, .person = ann, .reason = ReportReason::scam, .note = {}};
    BOOST_TEST(reported(of_bob, about) == "taken");
    BOOST_TEST(queue(moderator).size() == 1U);
    BOOST_TEST(queue(elsewhere).empty());
    BOOST_TEST(queue(admin).size() == 1U);
    const moderation::Complaint silent{
        .lounge = std::nullopt, .person = carl, .reason = ReportReason::scam, .note = {}};
    BOOST_TEST(reported(of_bob, silent) == "taken");
    BOOST_TEST(queue(moderator).size() == 1U);
    BOOST_TEST(queue(admin).size() == 2U);
}

BOOST_AUTO_TEST_CASE(reports_that_make_no_sense_are_refused) {
    const auto seq = says(ann, "a1");
    auto what = complaint(seq);
    what.reason.reset();
    BOOST_TEST(reported(of_bob, what) == "ground_missing");
    what = complaint(seq);
    what.note = std::string(1001, 'x');
    BOOST_TEST(reported(of_bob, what) == "moderation_text_long");
    BOOST_TEST(reported(of_ann, complaint(seq)) == "own_content");
    BOOST_TEST(reported(of_bob, complaint(99)) == "unknown_message");
    config.limits.reports = 1;
    BOOST_TEST(reported(of_bob, complaint(seq)) == "taken");
    BOOST_TEST(reported(of_bob, complaint(says(ann, "a2"))) == "too_many_reports");
}

BOOST_AUTO_TEST_CASE(whoever_may_not_see_a_case_hears_the_same_whether_it_is_there_or_not) {
    reported(of_bob, complaint(says(ann, "a1")));
    const auto id = only_case();
    for (const auto& [who, answer] :
         {std::pair{&plain, "not_allowed"}, {&elsewhere, "not_allowed"}, {&of_bob, "members_only"}}) {
        for (const auto one : {id, base::CaseId{999}}) {
            BOOST_TEST(outcome(moderation::open_for(connection, *who, one)) == answer);
            BOOST_TEST(outcome(moderation::take(connection, house, log, as(*who), one)) == answer);
            BOOST_TEST(outcome(moderation::give_back(connection, house, log, as(*who), one)) == answer);
            BOOST_TEST(outcome(moderation::dismiss(connection, house, log, as(*who), one, "")) == answer);
            BOOST_TEST(outcome(moderation::decide(connection, house, log, as(*who), one, order(mute, 0))) ==
                       answer);
        }
    }
    BOOST_TEST(outcome(moderation::open_for(connection, admin, base::CaseId{999})) == "not_found");
}

BOOST_AUTO_TEST_CASE(an_appeal_is_made_once_and_decided_by_another_moderator) {
    const auto seq = says(ann, "a1");
    const auto done = act(mute, seq);
    BOOST_REQUIRE(done.ok());
    const auto appeal = [&](const std::string& text) {
        const auto refused = moderation::appeal(connection, house, done->action, text);
        return refused ? std::string(base::wire_code(refused->code)) : "made";
    };
    BOOST_TEST(appeal("  ") == "appeal_empty");
    BOOST_TEST(appeal(std::string(2001, 'x')) == "appeal_long");
    BOOST_TEST(appeal("It was a joke.") == "made");
    BOOST_TEST(appeal("Really.") == "appeal_made");
    const auto waiting =
        store::waiting_appeals(connection, {.everywhere = false, .rooms = {lounge.room.id}}, 10);
    BOOST_REQUIRE(waiting.size() == 1U);
    const auto decide = [&](const accounts::Session& who, bool grant) {
        return outcome(
            moderation::decide_appeal(connection, house, log, as(who),
                                      {.appeal = waiting.front().id, .grant = grant, .answer = "Fair."}));
    };
    BOOST_TEST(decide(plain, true) == "not_allowed");
    BOOST_TEST(decide(elsewhere, true) == "not_allowed");
    BOOST_TEST(decide(moderator, true) == "own_decision");
    BOOST_TEST(post_of(ann, "a2") == "muted");
    BOOST_TEST(decide(second_moderator, true) == "done");
    BOOST_TEST(decide(second_moderator, false) == "case_decided");
    BOOST_TEST(post_of(ann, "a3") == "2");
    BOOST_TEST(heard_by(of_ann) == "sanction sanction appeal_decided");
    BOOST_TEST(store::appeal_against(connection, done->action)->answer == "Fair.");
    BOOST_TEST(audit_rows("action = 'appeal.decide' AND detail NOT LIKE '%refused%'") == 1U);
}

BOOST_AUTO_TEST_CASE(nobody_guesses_the_code_of_a_decision) {
    const moderation::DecisionCodes codes({.current = "a secret", .previous = ""});
    const moderation::DecisionCodes others({.current = "another secret", .previous = ""});
    const moderation::DecisionCodes later({.current = "another secret", .previous = "a secret"});
    const base::ActionId action{12};
    const auto code = codes.code_of(action);
    BOOST_TEST(codes.action_of(code)->value == 12U);
    BOOST_TEST(!others.action_of(code));
    BOOST_TEST(later.action_of(code)->value == 12U, "keys change, and the page that people kept stays");
    for (const auto& wrong : {std::string("12"), std::string("12-"), "13" + code.substr(2), code + "0",
                              std::string(), std::string("x"), "0" + code})
        BOOST_TEST(!codes.action_of(wrong), wrong);
}

BOOST_AUTO_TEST_SUITE_END()
