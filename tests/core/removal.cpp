#include "core/moderation/removal.h"

#include <set>

#include "core/store/media.h"
#include "core/store/message_changes.h"
#include "tests/core/asked_from_outside.h"

using store::RemovalGround;
using store::ReportReason;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(removal, support::AskedFromOutside)

BOOST_AUTO_TEST_CASE(a_link_to_a_message_makes_a_case_for_the_moderators_of_its_room) {
    const auto seq = says(ann, "a1");
    const auto removal = asked(form("https://chat.example/lounges/en-all/" + std::to_string(seq)));
    const auto found = case_of(removal);
    BOOST_TEST(found.message_seq == seq);
    BOOST_TEST(found.person_name == "ann");
    BOOST_TEST(found.removal_requests == 1U);
    BOOST_TEST(found.reports == 0U);
    BOOST_TEST(removal.link == link_to(seq), "a path, whatever was typed");
    BOOST_TEST(queue(moderator).size() == 1U);
    BOOST_TEST(queue(elsewhere).empty());
    BOOST_TEST(!removed(seq));
}

BOOST_AUTO_TEST_CASE(a_request_joins_the_case_that_reports_have_opened_and_further_requests_do_too) {
    const auto seq = says(ann, "a1");
    const moderation::Complaint complaint{
        .lounge = lounge, .message = seq, .person = {}, .reason = ReportReason::spam, .note = {}};
    BOOST_REQUIRE(moderation::report(connection, house, of_bob, complaint).ok());
    const auto first = asked(form(link_to(seq)));
    const auto second = asked(form(link_to(seq), RemovalGround::abuse));
    BOOST_TEST(first.report_case.value == second.report_case.value);
    const auto found = case_of(first);
    BOOST_TEST(found.reports == 1U);
    BOOST_TEST(found.removal_requests == 2U);
    BOOST_TEST((found.top_reason == ReportReason::harassment), "the gravest counts");
    BOOST_TEST(store::removals_of(connection, found.id, 10).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_link_to_a_person_makes_a_case_about_them_for_the_whole_house) {
    says(ann, "a1");
    const auto found = case_of(asked(form("/people/" + std::to_string(ann.value))));
    BOOST_TEST(found.person_name == "ann");
    BOOST_TEST(found.message_seq == 0U);
    BOOST_TEST(queue(moderator).empty());
    BOOST_TEST(queue(admin).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_address_of_a_picture_leads_to_its_message_for_whoever_knows_its_key) {
    const auto seq = says(ann, "a1");
    const auto id = store::add_media(connection, {.owner = ann,
                                                  .key = "k3y",
                                                  .content_type = "image/webp",
                                                  .byte_size = 1,
                                                  .blur = {},
                                                  .perceptual_hash = "12345678",
                                                  .at = clock.now()});
    connection.execute("UPDATE chat_message SET media_id = ? WHERE lounge_id = ? AND seq = ?", id, lounge.id,
                       seq);
    const std::string address = "/media/" + std::to_string(id.value) + "/";
    BOOST_TEST(case_of(asked(form(address + "k3y/thumb"))).message_seq == seq);
    BOOST_TEST(!case_of(asked(form(address + "other"))).subject.person.has_value());
}

BOOST_AUTO_TEST_CASE(what_leads_to_nothing_is_taken_too_and_each_is_a_case_of_its_own) {
    std::set<std::uint64_t> cases;
    const std::vector<std::string> links{
        "", "", "/lounges/en-all/99", "/lounges/nowhere/1", "/people/999999", "/direct/1", "/"};
    for (const auto& link : links) {
        const auto found = case_of(asked(form(link)));
        BOOST_TEST(!found.subject.message.has_value(), link);
        BOOST_TEST(!found.subject.person.has_value(), link);
        BOOST_TEST(!found.subject.room.has_value(), link);
        BOOST_TEST(found.person_name.empty(), link);
        BOOST_TEST(!found.person_is_guest, link);
        cases.insert(found.id.value);
    }
    BOOST_TEST(cases.size() == links.size());
    BOOST_TEST(queue(admin).size() == links.size());
    BOOST_TEST(queue(moderator).empty());
}

BOOST_AUTO_TEST_CASE(what_the_house_itself_says_is_no_message_of_anybody) {
    const auto seq = says(ann, "a1");
    connection.execute("UPDATE chat_message SET message_type = 'SYSTEM' WHERE lounge_id = ? AND seq = ?",
                       lounge.id, seq);
    BOOST_TEST(!case_of(asked(form(link_to(seq), RemovalGround::minor))).subject.message.has_value());
    BOOST_TEST(!removed(seq));
}

BOOST_AUTO_TEST_CASE(each_ground_stands_in_the_queue_a_little_above_a_report_of_its_kind) {
    const struct {
        RemovalGround ground;
        ReportReason reason;
        unsigned above;
    } cases[] = {
        {RemovalGround::minor, ReportReason::underage, 5},
        {RemovalGround::abuse, ReportReason::harassment, 30},
        {RemovalGround::likeness, ReportReason::inappropriate_content, 30},
        {RemovalGround::law, ReportReason::other, 30},
        {RemovalGround::other, ReportReason::other, 30},
    };
    for (const auto& c : cases) {
        const auto removal = asked(form("", c.ground));
        BOOST_TEST((case_of(removal).top_reason == c.reason));
        BOOST_TEST(support::count(other, "SELECT urgency FROM moderation_case WHERE id = " +
                                             std::to_string(removal.report_case.value)) ==
                   store::urgency_of(c.reason) + c.above);
    }
}

BOOST_AUTO_TEST_CASE(the_lines_around_a_message_are_kept_as_they_were) {
    says(bob, "b1", "before");
    const auto seq = says(ann, "a1", "rude words");
    says(bob, "b2", "after");
    const auto removal = asked(form(link_to(seq)));
    store::remove_message(connection, store::messages_after(connection, lounge.id, seq - 1, 1).front().id,
                          clock.now());
    std::string kept;
    for (const auto& line : moderation::kept_lines(now(removal).evidence))
        kept += (line.reported ? "[" : "") + line.body + (line.reported ? "] " : " ");
    BOOST_TEST(kept == "before [rude words] after ");
    BOOST_TEST(asked(form()).evidence.empty());
}

BOOST_AUTO_TEST_CASE(somebody_under_18_is_hidden_at_once_and_shown_again_when_nothing_was_wrong) {
    const auto seq = says(ann, "a1");
    const auto asked_one = ask(form(link_to(seq), RemovalGround::minor));
    BOOST_REQUIRE(asked_one.ok());
    BOOST_REQUIRE(asked_one->hints.size() == 1U);
    BOOST_TEST(asked_one->hints.front().stream.value == lounge.stream.value);
    BOOST_TEST(removed(seq));
    BOOST_TEST(events(seq).back().kind == "remove");
    const auto again = ask(form(link_to(seq), RemovalGround::minor));
    BOOST_TEST(again->hints.empty(), "it is hidden already");
    const auto id = store::find_removal(connection, asked_one->id)->report_case;
    BOOST_TEST(store::find_case(connection, id)->hidden);
    clock.forward(24h * 365);
    BOOST_TEST(store::forget_removed(connection, clock.now(), clock.now(), 10) == 0U,
               "not emptied before somebody has decided");
    BOOST_TEST(outcome(moderation::dismiss(connection, house, log, as(moderator), id, "", "An adult.")) ==
               "done");
    BOOST_TEST(!removed(seq));
    BOOST_TEST(events(seq).back().kind == "restore");
}

BOOST_AUTO_TEST_CASE(a_form_with_a_fault_is_refused_by_name_and_changes_nothing) {
    const auto refused = [&](auto&& spoil, const std::string& code) {
        auto wrong = form();
        spoil(wrong);
        BOOST_TEST(told_of(wrong) == code);
    };
    using Form = moderation::RemovalForm;
    refused([](Form& f) { f.ground.reset(); }, "ground_missing");
    refused([](Form& f) { f.text.clear(); }, "removal_text_missing");
    refused([](Form& f) { f.text = std::string(4001, 'x'); }, "removal_text_long");
    refused([](Form& f) { f.text = "\xff\xfe"; }, "removal_text_long");
    refused([](Form& f) { f.text = std::string("a\0b", 3); }, "removal_text_long");
    refused([](Form& f) { f.link = "https://evil.example/lounges/en-all/1"; }, "removal_link");
    refused([](Form& f) { f.link = "//evil.example/"; }, "removal_link");
    refused([](Form& f) { f.link = "/" + std::string(500, 'x'); }, "removal_link");
    refused([](Form& f) { f.link = "/\xc3"; }, "removal_link");
    refused([](Form& f) { f.contact = "nobody"; }, "removal_contact");
    refused([](Form& f) { f.contact = "@"; }, "removal_contact");
    refused([](Form& f) { f.contact = "12345"; }, "removal_contact");
    refused([](Form& f) { f.contact = std::string(254, 'x') + "@x"; }, "removal_contact");
    refused([](Form& f) { f.is_true = false; }, "removal_untrue");
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM moderation_case") == 0U);
    auto right = form();
    right.contact = "+1 202 456 1111";
    BOOST_TEST(told_of(right) == "asked");
    right.contact.clear();
    right.text = std::string(4000, 'x');
    BOOST_TEST(told_of(right) == "asked");
    for (int i = 0; i < 4000; ++i) right.text.replace(static_cast<std::size_t>(i) * 4, 1, "😀");
    BOOST_TEST(told_of(right) == "asked");
}

BOOST_AUTO_TEST_CASE(what_was_typed_is_kept_to_the_letter_however_hostile) {
    auto hostile = form("/lounges/'\"><script>alert(1)</script>");
    hostile.text = "'; DROP TABLE user; -- <script>alert(1)</script> {{CSRF_TOKEN}} %s \\ 😀\nمرحبا";
    hostile.contact = "\"><script>@x";
    const auto removal = asked(hostile);
    BOOST_TEST(removal.text == hostile.text);
    BOOST_TEST(removal.link == hostile.link);
    BOOST_TEST(keyring.open(*removal.contact, accounts::Purpose::contact).value() == hostile.contact);
}

BOOST_AUTO_TEST_CASE(a_contact_lies_sealed_and_opens_for_its_own_purpose_alone) {
    const auto removal = asked(form());
    BOOST_TEST(support::count(
                   other,
                   "SELECT COUNT(*) FROM removal_request WHERE "
                   "CONCAT_WS(' ', body, link, contact_ciphertext, evidence) LIKE '%mail.example%'") == 0U);
    BOOST_TEST(keyring.open(*removal.contact, accounts::Purpose::contact).value() == "me@mail.example");
    BOOST_TEST(!keyring.open(*removal.contact, accounts::Purpose::phone).has_value());
    auto silent = form();
    silent.contact.clear();
    BOOST_TEST(!asked(silent).contact.has_value());
}

BOOST_AUTO_TEST_CASE(one_connection_asks_so_often_an_hour_and_faults_do_not_count) {
    auto faulty = form();
    faulty.is_true = false;
    for (int i = 0; i < 10; ++i) BOOST_TEST(!ask(faulty).ok());
    for (std::uint32_t i = 0; i < config.limits.removals; ++i) BOOST_TEST(ask(form()).ok());
    const auto refused = ask(form());
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST(base::wire_code(refused.error().code) == "too_many_removals");
    BOOST_TEST(refused.error().retry_after.has_value());
    BOOST_TEST(ask(form(), "203.0.113.1").ok(), "another one may");
    clock.forward(config.limits.removals_per + 1ms);
    BOOST_TEST(ask(form()).ok());
}

BOOST_AUTO_TEST_CASE(codes_lead_to_their_request_alone_and_nobody_guesses_one) {
    const moderation::RemovalCodes codes({.current = "a secret", .previous = ""});
    const moderation::RemovalCodes later({.current = "another secret", .previous = "a secret"});
    const moderation::RemovalCodes others({.current = "another secret", .previous = ""});
    const moderation::DecisionCodes decisions({.current = "a secret", .previous = ""});
    const auto code = codes.code_of(base::RemovalId{12});
    BOOST_TEST(codes.removal_of(code)->value == 12U);
    BOOST_TEST(later.removal_of(code)->value == 12U, "after the secret has changed");
    BOOST_TEST(!others.removal_of(code));
    BOOST_TEST(!decisions.action_of(code), "no code of anything else");
    auto wrong = code;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    for (const auto& guess : {wrong, "13" + code.substr(2), code + "0", "0" + code, code.substr(0, 3),
                              std::string("12"), std::string("12-"), std::string("-"), std::string()})
        BOOST_TEST(!codes.removal_of(guess), guess);
}

BOOST_AUTO_TEST_CASE(one_note_is_added_while_the_case_is_open) {
    const auto removal = asked(form());
    const auto add = [&](const std::string& text) {
        const auto error = moderation::add_removal_note(connection, house, removal.id, text);
        return error ? std::string(base::wire_code(error->code)) : "added";
    };
    BOOST_TEST(add("") == "removal_note_missing");
    BOOST_TEST(add(std::string(2001, 'x')) == "removal_note_long");
    BOOST_TEST(add("It is <b>there") == "added");
    BOOST_TEST(add("and there") == "removal_note_made");
    BOOST_TEST(now(removal).note == "It is <b>there");
    const auto late = asked(form());
    BOOST_REQUIRE(moderation::dismiss(connection, house, log, as(admin), late.report_case, "", "").ok());
    const auto error = moderation::add_removal_note(connection, house, late.id, "wait");
    BOOST_REQUIRE(error.has_value());
    BOOST_TEST(base::wire_code(error->code) == "case_decided");
    BOOST_TEST(
        base::wire_code(moderation::add_removal_note(connection, house, base::RemovalId{999}, "x")->code) ==
        "not_found");
}

BOOST_AUTO_TEST_CASE(what_was_asked_is_forgotten_some_time_after_its_case_is_decided) {
    const auto seq = says(ann, "a1");
    const auto removal = asked(form(link_to(seq)));
    BOOST_TEST(store::forget_removals(connection, clock.now() + 1h, 10) == 0U, "an open one is kept");
    BOOST_REQUIRE(act(store::ActionType::message_delete, seq).ok());
    BOOST_TEST(now(removal).acted);
    BOOST_TEST(store::forget_removals(connection, clock.now() - 1h, 10) == 0U);
    BOOST_TEST(store::forget_removals(connection, clock.now(), 10) == 1U);
    BOOST_TEST(!store::find_removal(connection, removal.id).has_value());
    BOOST_TEST(support::count(other, "SELECT COUNT(*) FROM removal_request") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
