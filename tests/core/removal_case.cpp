#include "core/moderation/removal_case.h"

#include "tests/core/asked_from_outside.h"

using enum store::ActionType;
using store::RemovalGround;
using namespace std::chrono_literals;

namespace {

struct Judged : support::AskedFromOutside {
    std::string take(const accounts::Session& who, base::CaseId id) {
        return outcome_of(moderation::take(connection, house, log, as(who), id));
    }
    std::string look(const accounts::Session& who, base::CaseId id) {
        return outcome_of(moderation::read_contacts(connection, house, log, as(who), id));
    }
    std::string settle(const accounts::Session& who, base::CaseId id,
                       const std::string& answer = "It went.") {
        return outcome(moderation::settle(connection, house, log, as(who), id, answer));
    }
    std::string decide(const accounts::Session& who, base::CaseId id, const moderation::Order& order) {
        return outcome(moderation::decide(connection, house, log, as(who), id, order));
    }
    std::string contact(const accounts::Session& who, const store::Removal& removal) {
        return moderation::contact_of(keyring, case_of(removal), now(removal), who.user.value(), clock.now())
            .value_or("hidden");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(removal_case, Judged)

BOOST_AUTO_TEST_CASE(a_contact_is_shown_to_whoever_holds_the_case_and_has_said_so_on_record_once) {
    const auto removal = asked(form(link_to(says(ann, "a1"))));
    const auto id = removal.report_case;
    BOOST_TEST(contact(moderator, removal) == "hidden");
    BOOST_TEST(look(moderator, id) == "case_not_held");
    BOOST_REQUIRE(take(moderator, id) == "done");
    BOOST_TEST(contact(moderator, removal) == "hidden", "holding it alone shows nothing");
    BOOST_TEST(look(second_moderator, id) == "case_taken");
    BOOST_TEST(look(moderator, id) == "done");
    BOOST_TEST(look(moderator, id) == "done");
    BOOST_TEST(contact(moderator, removal) == "me@mail.example");
    BOOST_TEST(contact(second_moderator, removal) == "hidden");
    BOOST_TEST(audit_rows("action = 'case.contact' AND detail NOT LIKE '%refused%'") == 1U);
    BOOST_TEST(audit_rows("action = 'case.contact'") == 3U, "and what was refused");
    BOOST_TEST(audit_rows("detail LIKE '%mail.example%'") == 0U);
    clock.forward(config.limits.case_held + 1ms);
    BOOST_TEST(contact(moderator, removal) == "hidden", "who holds it no longer sees it no longer");
    BOOST_REQUIRE(take(second_moderator, id) == "done");
    BOOST_TEST(contact(second_moderator, removal) == "hidden");
    BOOST_TEST(look(second_moderator, id) == "done");
    BOOST_TEST(contact(second_moderator, removal) == "me@mail.example");
    BOOST_TEST(audit_rows("action = 'case.contact' AND detail NOT LIKE '%refused%'") == 2U);
    BOOST_REQUIRE(outcome(moderation::dismiss(connection, house, log, as(second_moderator), id, "")) ==
                  "done");
    BOOST_TEST(contact(second_moderator, removal) == "hidden", "nor when it is decided");
    BOOST_TEST(look(second_moderator, id) == "case_decided");
}

BOOST_AUTO_TEST_CASE(a_request_that_joins_later_is_looked_at_anew) {
    const auto seq = says(ann, "a1");
    const auto first = asked(form(link_to(seq)));
    BOOST_REQUIRE(take(moderator, first.report_case) == "done");
    BOOST_REQUIRE(look(moderator, first.report_case) == "done");
    const auto second = asked(form(link_to(seq)));
    BOOST_TEST(contact(moderator, first) == "me@mail.example");
    BOOST_TEST(contact(moderator, second) == "hidden");
    BOOST_REQUIRE(look(moderator, first.report_case) == "done");
    BOOST_TEST(contact(moderator, second) == "me@mail.example");
    BOOST_TEST(audit_rows("action = 'case.contact'") == 2U);
}

BOOST_AUTO_TEST_CASE(a_decision_takes_effect_and_answers_all_who_have_asked) {
    const auto seq = says(ann, "a1");
    const auto first = asked(form(link_to(seq)));
    const auto second = asked(form(link_to(seq)));
    auto decision = order(message_delete, 0);
    decision.answer = "It is gone.";
    BOOST_TEST(decide(moderator, first.report_case, decision) == "done");
    BOOST_TEST(removed(seq));
    for (const auto& one : {first, second}) {
        BOOST_TEST(now(one).acted);
        BOOST_TEST(now(one).decided_at.has_value());
        BOOST_TEST(now(one).answer == "It is gone.");
    }
    BOOST_TEST(audit_rows("action = 'moderation.message_delete'") == 1U);
    BOOST_TEST(audit_rows() == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_deleted_account_has_said_is_deleted_too) {
    const auto seq = says(ann, "a1");
    set(ann, "status = 'DELETED'");
    const auto removal = asked(form(link_to(seq)));
    BOOST_TEST(decide(moderator, removal.report_case, order(mute, 0)) == "unknown_person");
    BOOST_TEST(decide(moderator, removal.report_case, order(message_delete, 0)) == "done");
    BOOST_TEST(removed(seq));
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM participant WHERE status = 'DELETED'") == 1U);
}

BOOST_AUTO_TEST_CASE(a_dismissal_answers_too_and_without_an_answer_there_is_none) {
    const auto answered = asked(form());
    const auto silent = asked(form());
    const auto dismiss = [&](const store::Removal& removal, const std::string& told) {
        return outcome(
            moderation::dismiss(connection, house, log, as(admin), removal.report_case, "a note", told));
    };
    BOOST_TEST(dismiss(answered, std::string(1001, 'x')) == "moderation_text_long");
    BOOST_TEST(!now(answered).decided_at.has_value());
    BOOST_TEST(dismiss(answered, "It is a drawing.") == "done");
    BOOST_TEST(dismiss(silent, "") == "done");
    BOOST_TEST(now(answered).answer == "It is a drawing.");
    BOOST_TEST(!now(answered).acted);
    BOOST_TEST(now(silent).answer.empty());
    BOOST_TEST(dismiss(silent, "") == "case_decided");
}

BOOST_AUTO_TEST_CASE(a_refused_decision_leaves_no_answer) {
    const auto removal = asked(form(link_to(says(ann, "a1"))));
    auto wrong = order(mute, 0);
    wrong.answer = "He is muted.";
    wrong.lasts.reset();
    BOOST_TEST(decide(moderator, removal.report_case, wrong) == "length_missing");
    wrong = order(mute, 0);
    wrong.answer = std::string(1001, 'x');
    BOOST_TEST(decide(moderator, removal.report_case, wrong) == "moderation_text_long");
    BOOST_TEST(now(removal).answer.empty());
    BOOST_TEST(!now(removal).decided_at.has_value());
    BOOST_TEST(audit_rows("action = 'moderation.mute' AND detail LIKE '%refused%'") == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_about_nothing_that_can_be_named_is_settled_with_an_answer_alone) {
    const auto removal = asked(form());
    const auto id = removal.report_case;
    BOOST_TEST(decide(admin, id, order(warning, 0)) == "bad_request");
    BOOST_TEST(settle(admin, id, "") == "removal_answer_missing");
    BOOST_TEST(settle(admin, id, std::string(1001, 'x')) == "moderation_text_long");
    BOOST_TEST(settle(admin, id) == "done");
    BOOST_TEST(now(removal).acted);
    BOOST_TEST(now(removal).answer == "It went.");
    BOOST_TEST(queue(admin).empty());
    BOOST_TEST(settle(admin, id) == "case_decided");
    BOOST_TEST(audit_rows("action = 'case.settle' AND detail NOT LIKE '%refused%'") == 1U);
    BOOST_TEST(audit_rows("action = 'case.settle'") == 4U);
    BOOST_TEST(audit_rows("detail LIKE '%It went%'") == 0U,
               "what is told to them is forgotten with the rest");
    const auto about = asked(form(link_to(says(ann, "a1"))));
    BOOST_TEST(settle(moderator, about.report_case) == "bad_request", "what can be named is acted upon");
    BOOST_TEST(settle(moderator, asked(form()).report_case) == "not_allowed", "nor of the whole house");
}

BOOST_AUTO_TEST_CASE(whoever_may_not_see_a_case_hears_the_same_whether_it_is_there_or_not) {
    const auto id = asked(form(link_to(says(ann, "a1")))).report_case;
    for (const auto& [who, answer] :
         {std::pair{&plain, "not_allowed"}, {&elsewhere, "not_allowed"}, {&of_bob, "members_only"}}) {
        for (const auto one : {id, base::CaseId{999}}) {
            const auto before = audit_rows();
            BOOST_TEST(look(*who, one) == answer);
            BOOST_TEST(settle(*who, one) == answer);
            BOOST_TEST(audit_rows() == before + 2U, "each is on record once");
        }
    }
    BOOST_TEST(look(admin, base::CaseId{999}) == "not_found");
    BOOST_TEST(settle(admin, base::CaseId{999}) == "not_found");
}

BOOST_AUTO_TEST_SUITE_END()
