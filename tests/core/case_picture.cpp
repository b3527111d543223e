#include "core/moderation/case_picture.h"

#include "core/chat/act.h"
#include "core/store/message_changes.h"
#include "tests/core/moderated.h"

using namespace std::chrono_literals;
using store::ReportReason;

namespace {

struct Ground : support::Moderated {
    store::Media media;
    base::Seq shown = says_with_picture();
    base::CaseId report_case = reported(shown);

    // Ann's, with an object that lies nowhere: who may be given it is asked here.
    base::Seq says_with_picture() {
        const auto id = store::add_media(connection, {.owner = ann,
                                                      .key = "thekey",
                                                      .content_type = "image/webp",
                                                      .byte_size = 1,
                                                      .width = 24,
                                                      .height = 16,
                                                      .thumb_width = 24,
                                                      .thumb_height = 16,
                                                      .blur = "",
                                                      .perceptual_hash = "12345678",
                                                      .at = clock.now()});
        store::media_stored(connection, id, clock.now());
        media = store::find_media(connection, id).value();
        auto post = by(ann, "picture", "look");
        post.picture = id;
        return chat::post(connection, house, post).value().seq;
    }
    base::CaseId reported(base::Seq seq, ReportReason reason = ReportReason::underage) {
        BOOST_REQUIRE(
            moderation::report(connection, house, of_bob,
                               {.lounge = lounge, .message = seq, .person = {}, .reason = reason, .note = ""})
                .ok());
        for (const auto& one : store::open_cases(connection, {.everywhere = true, .rooms = {}}, 10)) {
            if (one.message_seq == seq) return one.id;
        }
        throw std::logic_error("no case was opened");
    }
    moderation::Actor as(const accounts::Session& who) { return {.session = &who, .door = "page"}; }
    std::string look(const accounts::Session& who, std::optional<base::CaseId> id = std::nullopt) {
        const auto seen =
            moderation::look_at_picture(connection, house, log, as(who), id.value_or(report_case));
        return seen ? seen->key : std::string(base::wire_code(seen.error().code));
    }
    void take(const accounts::Session& who) {
        BOOST_REQUIRE(moderation::take(connection, house, log, as(who), report_case).ok());
    }
    std::uint64_t looks(const accounts::Session& who) {
        return audit_rows("action = 'case.see_picture' AND subject = 'case:" +
                          std::to_string(report_case.value) + "' AND actor = '" + audit::by_user(*who.user) +
                          "' AND detail LIKE '%\"media\":" + std::to_string(media.id.value) + "%'");
    }
    std::string author_takes_back(base::Seq seq) {
        return support::told(chat::act(
            connection, house,
            {.kind = chat::ActKind::remove, .actor = ann, .lounge = lounge.id, .message = seq, .text = {}}));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(case_picture, Ground)

BOOST_AUTO_TEST_CASE(whoever_holds_the_case_sees_the_hidden_picture_and_each_stands_on_record_once) {
    BOOST_TEST(store::messages_after(connection, lounge.id, shown - 1, 1).front().removed);
    take(moderator);
    BOOST_TEST(looks(moderator) == 0U);
    BOOST_TEST(look(moderator) == "thekey");
    BOOST_TEST(look(moderator) == "thekey");
    BOOST_TEST(looks(moderator) == 1U);
    BOOST_REQUIRE(moderation::give_back(connection, house, log, as(moderator), report_case).ok());
    take(admin);
    BOOST_TEST(look(admin) == "thekey", "a moderator of the house");
    BOOST_TEST(looks(admin) == 1U);
    BOOST_TEST(looks(moderator) == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken);
}

BOOST_AUTO_TEST_CASE(nobody_else_does_and_who_may_not_learns_nothing) {
    take(moderator);
    const base::CaseId none{999};
    for (const auto& [who, code] : {std::pair(&of_bob, "members_only"), std::pair(&of_ann, "members_only"),
                                    std::pair(&plain, "not_allowed"), std::pair(&elsewhere, "not_allowed")}) {
        BOOST_TEST(look(*who) == code);
        BOOST_TEST(look(*who, none) == code, "there is none of this number");
    }
    auto first_step_only = moderator;
    first_step_only.second_step_taken = false;
    BOOST_TEST(look(first_step_only) == "second_step_missing");
    BOOST_TEST(look(second_moderator) == "case_taken");
    BOOST_TEST(look(admin, none) == "not_found");
    BOOST_TEST(audit_rows("action = 'case.see_picture'") == 0U);
}

BOOST_AUTO_TEST_CASE(it_takes_holding_the_case_and_ends_with_the_decision) {
    BOOST_TEST(look(moderator) == "case_not_taken");
    take(moderator);
    clock.forward(config.limits.case_held + base::Millis{1});
    BOOST_TEST(look(moderator) == "case_not_taken", "held for a while alone");
    take(moderator);
    BOOST_REQUIRE(moderation::dismiss(connection, house, log, as(moderator), report_case, "").ok());
    BOOST_TEST(look(moderator) == "case_decided");
    BOOST_TEST(audit_rows("action = 'case.see_picture'") == 0U);
}

BOOST_AUTO_TEST_CASE(a_case_without_a_picture_has_nothing_to_show) {
    report_case = reported(says(ann, "words"));
    take(moderator);
    BOOST_TEST(look(moderator) == "not_found");
    BOOST_TEST(audit_rows("action = 'case.see_picture'") == 0U);
}

BOOST_AUTO_TEST_CASE(what_was_reported_cannot_be_made_unseen_by_taking_it_back) {
    BOOST_REQUIRE(moderation::dismiss(connection, house, log, as(admin), report_case, "").ok());
    report_case = reported(shown, ReportReason::inappropriate_content);
    BOOST_TEST(author_takes_back(shown) != "unknown_message");
    BOOST_TEST(store::erasable_media(connection, 10).empty());
    take(moderator);
    BOOST_TEST(look(moderator) == "thekey");
    BOOST_TEST(store::forget_removed(connection, clock.now(), clock.now(), 10) == 0U,
               "kept until it is decided");
    BOOST_REQUIRE(moderation::dismiss(connection, house, log, as(moderator), report_case, "").ok());
    BOOST_TEST(store::forget_removed(connection, clock.now(), clock.now(), 10) == 1U);
    BOOST_TEST(store::erasable_media(connection, 10).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_picture_that_nobody_has_reported_is_gone_as_soon_as_it_is_taken_back) {
    BOOST_REQUIRE(moderation::dismiss(connection, house, log, as(admin), report_case, "").ok());
    BOOST_TEST(author_takes_back(shown) != "unknown_message");
    BOOST_TEST(store::erasable_media(connection, 10).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
