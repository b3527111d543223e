#include "core/view/keys_page.h"
#include "core/view/renderer.h"
#include "core/view/staff_pages.h"
#include "tests/core/order_samples.h"
#include "tests/core/overview_samples.h"
#include "tests/core/proof_samples.h"
#include "tests/core/verification_samples.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

namespace {

const std::string hostile = R"(x"'><script>alert(1)</script> {{SLUG}} [[Hello]] &amp; ` =)"
                            "\nonload=alert(2)\\ javascript:alert(3)";
const std::string plain = "plain";

std::string setting(const char* name, const std::string& otherwise) {
    const char* given = std::getenv(name);
    return given == nullptr ? otherwise : given;
}

std::string root() { return setting("CHATROOM_ROOT", "."); }

const view::Languages& languages() {
    static const view::Languages all(setting("CHATROOM_MESSAGES", root() + "/build/messages"));
    return all;
}

const view::Renderer& renderer() {
    static const view::Renderer one(root() + "/templates", root() + "/static", languages());
    return one;
}

// The skeleton of a page as a browser's tokenizer sees it: "<a href class>" for each tag, without texts and values.
std::vector<std::string> skeleton(const std::string& html) {
    std::vector<std::string> tags;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at)) {
        std::string tag;
        char quote = 0;
        bool in_value = false;
        for (++at; at < html.size() && (quote != 0 || html[at] != '>'); ++at) {
            const char c = html[at];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (in_value && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '=') {
                in_value = true;
            } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
                in_value = false;
                if (!tag.ends_with(' ')) tag += ' ';
            } else if (!in_value) {
                tag += c;
            }
        }
        tags.push_back(tag);
    }
    return tags;
}

view::Frame frame(const std::string& text) {
    return {.title = text, .csrf_token = text, .viewer_name = text};
}

view::Frame member_frame(const std::string& text) {
    return {.title = text, .csrf_token = text, .viewer_name = text, .member = true};
}

view::Frame staff_frame(const std::string& text) {
    auto frame = member_frame(text);
    frame.staff = true;
    frame.decision = true;
    return frame;
}

view::ReportForm report_form(const std::string& text) {
    return {text, {{text, text, true}, {text, text, false}}, text, text, text};
}

view::OrderFields order_fields(const std::string& text) {
    const std::vector<view::Option> options{{text, text, true}, {text, text, false}};
    return {options, options, options, text, text, text, text, text, text};
}

view::Record record(const std::string& text) {
    return {{7, text, text, text, text, text, text, text, text, text, true, true, text},
            {8, text, text, "", text, {}, {}, {}, {}, {}, false, false, ""}};
}

view::Line line(const std::string& text, bool removed = false) {
    return {.slug = text,
            .seq = 7,
            .id = 8,
            .author_id = 9,
            .author = text,
            .guest = true,
            .cid = text,
            .at = base::from_epoch_ms(1767323045678),
            .body = text,
            .removed = removed,
            .edited = true,
            .quote = view::Quote{.seq = 3, .author = text, .text = text},
            .preview = view::Preview{.url = "https://x.org/?a=" + text,
                                     .site = text,
                                     .title = text,
                                     .summary = text,
                                     .picture = view::Picture{.key = text, .blur = text, .blurred = true},
                                     .video = true},
            .reactions = {{.emoji = text, .people = 2, .mine = true}}};
}

view::Line formatted(const std::string& text) {
    using Kind = view::Run::Kind;
    view::Line one = line(text);
    one.preview->picture->blurred = false;
    one.picture = view::Picture{.key = text, .blur = text, .duration = base::Millis{65'000}};
    const std::vector<view::Run> runs{{.kind = Kind::text, .text = text},
                                      {.kind = Kind::bold, .text = text},
                                      {.kind = Kind::italic, .text = text},
                                      {.kind = Kind::bold_italic, .text = text},
                                      {.kind = Kind::code, .text = text},
                                      {.kind = Kind::link, .text = text, .href = "https://x.org/?a=" + text},
                                      {.kind = Kind::mention, .text = text, .who = 17}};
    for (const auto kind : {view::Block::Kind::paragraph, view::Block::Kind::quote, view::Block::Kind::me})
        one.blocks.push_back({kind, runs});
    one.blocks.push_back({view::Block::Kind::code, {{.kind = Kind::text, .text = text}}});
    return one;
}

std::string entry(const view::Language& language, const std::string& text) {
    view::EntryPage page;
    page.name = {text, text};
    page.age = {.over_18 = true, .red = false, .error = text};
    page.next = text;
    page.form_error = page.continue_as = page.note = text;
    page.first_lounge = {text, text, text};
    page.task = view::EntryTask{text, 17, text, text, text, true, text};
    return renderer().page(language, frame(text), page);
}

std::string rooms(const view::Language& language, const std::string& text) {
    return renderer().page(language, frame(text),
                           view::LanguagesPage{{{text, text, "ltr", text, text, text, text}}});
}

std::string lounges(const view::Language& language, const std::string& text) {
    view::LoungesPage page{text, text, text, {}};
    for (const bool closed : {false, true})
        page.lounges.push_back({text, text, text, 3, text, true, closed, false, text});
    return renderer().page(language, frame(text), page);
}

std::string lounge(const view::Language& language, const std::string& text, bool at_end) {
    view::LoungePage page;
    page.slug = page.name = page.flag = page.code = page.language = page.viewer_name = page.present_text =
        page.post_id = page.draft = text;
    page.red = true;
    page.older_before = 7;
    page.newer_after = 8;
    page.away = {text, 7};
    page.at_end = at_end;
    page.lines = {line(text), line(text, true), line(text)};
    page.lines.back().veiled = true;
    page.lines[0].target = page.lines[0].first_new = true;
    page.to_target = !at_end;
    page.members = {{9, text, true, true, true}, {10, text, false, false, false}};
    page.post_error = page.muted_until = text;
    page.held = {{text, text}};
    page.moderates = true;
    return renderer().page(language, frame(text), page);
}

std::string message(const view::Language& language, const std::string& text) {
    view::MessagePage page;
    page.slug = page.lounge = page.at_text = page.post_id = page.draft = page.edit_draft = text;
    page.form_error = text;
    page.line = line(text);
    page.own = page.editable = true;
    page.choices = {{text, 2, true}, {text, 0, false}};
    page.history = view::MessageHistory{.earlier = {{text, base::from_epoch_ms(1767323045678), text}},
                                        .removed_text = text};
    page.report = report_form(text);
    page.order = order_fields(text);
    return renderer().page(language, frame(text), page);
}

std::string direct(const view::Language& language, const std::string& text) {
    std::string pages;
    for (const bool closed : {false, true}) {
        pages += renderer().page(language, member_frame(text),
                                 view::DirectPage{{{7, text, "ONLINE", text, text, true, 3},
                                                   {8, text, "AWAY", "", text, false, 0}},
                                                  text,
                                                  closed});
        view::ConversationPage page;
        page.name = page.viewer_name = page.post_id = page.draft = text;
        page.availability = "OFFLINE";
        page.older_before = 3;
        page.lines = {line(text), line(text, true), line(text)};
        page.lines.back().own = true;
        page.post_error = text;
        if (closed) page.newer_after = 9;
        if (closed) page.refusal = text;
        pages += renderer().page(language, member_frame(text), page);
    }
    renderer().direct_line(language, line(text), text, pages);
    return pages;
}

std::string person(const view::Language& language, const std::string& text) {
    std::string pages;
    for (const bool blocked : {false, true}) {
        view::PersonPage page;
        page.name = page.since = text;
        page.bio = page.form_error = page.note = text;
        page.blocked = blocked;
        page.report = report_form(text);
        page.order = order_fields(text);
        page.record = blocked ? view::Record{} : record(text);
        pages += renderer().page(language, staff_frame(text), page);
    }
    return pages + renderer().page(language, frame(text), view::BlocksPage{{{7, text, text}}});
}

std::vector<view::ItemCardView> item_cards(const std::string& text) {
    const view::ItemPictureView plain_one{7, text, 4, 3, text, false};
    const view::ItemPictureView blurred{8, text, 4, 3, text, true};
    return {{7, text, text, text, text, text, true, blurred},
            {8, text, text, text, text, std::nullopt, false, plain_one},
            {9, text, text, text, text, text, false, std::nullopt}};
}

view::Frame market_frame(const std::string& text, bool member) {
    auto frame = member ? member_frame(text) : ::frame(text);
    frame.market = true;
    return frame;
}

std::string market(const view::Language& language, const std::string& text) {
    const std::vector<view::Option> options{{text, text, true}, {text, text, false}};
    view::MarketPage page;
    page.query = page.least = page.most = text;
    page.languages = page.categories = page.currencies = page.orders = page.contents = options;
    page.form_error = page.after = text;
    page.items = item_cards(text);
    page.broken_off = page.further = true;
    std::string pages = renderer().page(language, market_frame(text, true), page);
    page.items.clear();
    page.broken_off = false;
    page.form_error.reset();
    pages += renderer().page(language, market_frame(text, false), page);
    pages += renderer().market_panel(language, {item_cards(text)});
    return pages + renderer().market_panel(language, {});
}

std::string item(const view::Language& language, const std::string& text) {
    view::ItemPage page;
    page.id = page.seller_id = 7;
    page.title = page.description = page.price = page.category = page.language_code = page.language =
        page.seller = text;
    page.nsfw = page.own = page.become_member = true;
    page.unpaid_order = 7;
    page.rating = page.seller_rating = page.stock = page.gone = page.form_error = page.note = text;
    page.pictures = {{7, text, 4, 3, text, false}, {8, text, 4, 3, text, true}};
    page.buy = view::BuyForm{text, 3, {{text, text, true, true}, {text, text, false, false}}, text};
    page.share = view::ShareForm{text, {{text, text, true}, {text, text, false}}, text};
    page.ratings = {{text, text, text}, {text, text, std::nullopt}};
    page.report = report_form(text);
    std::string pages = renderer().page(language, market_frame(text, true), page);
    page.buy->methods.clear();
    return pages + renderer().page(language, market_frame(text, false), page);
}

std::string seller(const view::Language& language, const std::string& text) {
    view::SellerPage page;
    page.id = 7;
    page.name = page.since = text;
    page.bio = page.rating = page.after = text;
    page.self = page.writable = true;
    page.items = item_cards(text);
    return renderer().page(language, market_frame(text, true), page);
}

std::string door(const view::Language& language, const std::string& text) {
    view::WaitingPage waiting{text, text, text, text, text, 3, 5, text, text, 10};
    view::QueuePage queue{
        text, text, text, text, {{7, text, 1, text, true, false}, {8, text, 0, text, false, true}},
        text, text};
    return renderer().page(language, frame(text), waiting) + renderer().page(language, frame(text), queue);
}

std::string search(const view::Language& language, const std::string& text) {
    view::SearchPage page;
    page.slug = page.name = page.flag = page.code = page.language = page.query = text;
    const std::string nothing = renderer().page(language, frame(text), page);
    page.asked = page.broken_off = true;
    page.found = {
        {7, text, true, true, base::from_epoch_ms(1767323045678), "2.1.26", {{text, false}, {text, true}}}};
    page.before = 7;
    return nothing + renderer().page(language, frame(text), page);
}

std::string error(const view::Language& language, const std::string& text) {
    return renderer().page(language, frame(text), view::ErrorPage{503, text, text, text, 3});
}

std::string door_that_opens(const view::Language& language, const std::string& text) {
    return renderer().page(language, frame(text),
                           view::ErrorPage{403, text, text, text, {}, true, true, text, true});
}

std::string live(const view::Language& language, const std::string& text) {
    std::string out = renderer().live_head(language, {text});
    renderer().line(language, line(text), out);
    renderer().line(language, formatted(text), out);
    return out + renderer().live_end(language, text) + renderer().live_end(language, text, text);
}

view::PhoneField phone(const std::string& text) { return {text, {{text, text, text, true}}, text}; }

std::string sign_up(const view::Language& language, const std::string& text) {
    return renderer().page(
        language, frame(text),
        view::SignUpPage{phone(text), {text, text, text}, text, text, text, text, true, text});
}

std::string sign_in(const view::Language& language, const std::string& text) {
    return renderer().page(language, frame(text),
                           view::SignInPage{phone(text), text, text, text, true, text}) +
           renderer().page(language, frame(text), view::SignInCodePage{text, text, text}) +
           renderer().page(language, frame(text), view::ForgottenPage{phone(text), text, true, text});
}

std::string passwords(const view::Language& language, const std::string& text) {
    std::string out;
    for (const bool forced : {false, true})
        out +=
            renderer().page(language, member_frame(text), view::PasswordPage{forced, text, text, text, text});
    return out + renderer().page(language, member_frame(text), view::AccountDataPage{text, text}) +
           renderer().page(language, member_frame(text), view::AccountDeletePage{text, text});
}

std::string account(const view::Language& language, const std::string& text) {
    view::AccountPage page;
    page.name = {text, text};
    page.real_name = {text, text, text};
    page.age = {.over_18 = false, .red = true, .error = text};
    page.bio = page.phone = page.since = text;
    page.languages = {{text, text, true}};
    page.bio_error = page.form_error = page.note = text;
    return renderer().page(language, member_frame(text), page);
}

std::string sessions(const view::Language& language, const std::string& text) {
    return renderer().page(
        language, member_frame(text),
        view::SessionsPage{{{1, text, text, text, text, true}, {2, text, text, text, text, false}}, text});
}

std::string second_step(const view::Language& language, const std::string& text) {
    view::SecondStepPage page;
    page.form_error = page.code_error = page.new_code_error = page.off_code_error = text;
    page.secret = page.link = page.codes_left = text;
    std::string out;
    const auto add = [&] { out += renderer().page(language, member_frame(text), page); };
    add();
    page.secret.clear();
    page.on = page.asks_code = true;
    add();
    page.kept = text;
    add();
    page.codes = {text};
    page.renewed = true;
    add();
    return out;
}

std::string legal(const view::Language& language, const std::string& text) {
    const std::vector<view::TextPart> parts{{true, text}, {false, text}};
    return renderer().page(language, frame(text), view::TermsPage{parts}) +
           renderer().page(language, frame(text), view::PrivacyPage{parts}) +
           renderer().page(language, frame(text), view::PreferencesPage{"de", "dark", text}) +
           renderer().page(language, frame(text), view::KeysPage{});
}

std::string share(const view::Language& language, const std::string& text) {
    const view::ShareRow row{
        .slug = text, .name = text, .flag = text, .language = text, .red = true, .unread = text};
    return renderer().page(language, frame(text), view::SharePage{text, {row}, {row}}) +
           renderer().page(language, frame(text), view::SharePage{"", {}, {row}});
}

std::string nobodys(const view::Language& language, const std::string& text) {
    std::string pages;
    for (const auto* name : {"offline", "unavailable", "unsent", "too_large"})
        pages += renderer().bare(language, {.name = name, .title = text, .theme = "dark"});
    return pages + renderer().reconnecting(language, "light");
}

std::string queue_of_cases(const view::Language& language, const std::string& text) {
    view::ModerationPage page{text, {}, {}, text, true};
    const std::string nothing = renderer().page(language, staff_frame(text), page);
    page.disputes = 3;
    page.proofs = 2;
    page.cases = {{1, text, text, true, true, text, text, text, true, text, true, {}, text},
                  {2, text, text, false, false, {}, text, text, false, {}, false, text, {}}};
    page.appeals = {{3, text, text, text}};
    const view::ReportsPage reports{{{text, text, text, text, false, false},
                                     {text, text, {}, text, true, true},
                                     {text, text, {}, text, true, false}},
                                    text};
    return nothing + renderer().page(language, staff_frame(text), page) +
           renderer().page(language, frame(text), reports);
}

std::string rules(const view::Language& language, const std::string& text) {
    const view::Option option{text, text, true};
    view::RulesPage page{{option}, {option}, {option}, {option}, {option}, text};
    page.rules = {{1, text, text, text, {option}, {}}, {2, text, text, text, {}, text}};
    page.trial = view::TrialResult{text, text, {{9, text, text, text, text}}};
    page.note = page.form_error = page.pattern_error = text;
    return renderer().page(language, staff_frame(text), page);
}

std::string one_case(const view::Language& language, const std::string& text) {
    std::string pages;
    for (const auto state :
         {view::CaseState::free, view::CaseState::mine, view::CaseState::taken, view::CaseState::decided}) {
        view::CasePage page;
        page.reason = page.person = page.slug = page.lounge = page.age_text = page.holder = page.when =
            page.dismiss_note = text;
        page.seq = 7;
        page.guest = page.hidden = true;
        page.evidence = {{7, 9, text, base::from_epoch_ms(1767323045678), text, text, true, true},
                         {8, 9, text, base::from_epoch_ms(1767323045678), text, "", false, false}};
        page.reporters = {{9, text, text, text, text, false}, {9, text, text, text, text, true}};
        page.held = {{text, text, text, text, true}, {text, text, text, text, false}};
        page.record = record(text);
        page.state = state;
        page.order = order_fields(text);
        page.dismiss_error = page.form_error = text;
        for (const bool film : {false, true}) {
            page.picture = {.width = 24, .height = 16, .film = film};
            pages += renderer().page(language, staff_frame(text), page);
        }
        page.listing = {7, text, text, text, {{7, text, 24, 16, text}, {8, text, 24, 16, ""}}, true};
        page.requests = {{text, text, text, text, text, true, text}, {text, text, text, {}, {}, true, {}}};
        page.order_answer = page.settle_answer = page.dismiss_answer = {text, text};
        pages += renderer().page(language, staff_frame(text), page);
        page.person_id = 9;
        pages += renderer().page(language, staff_frame(text), page);
    }
    return pages;
}

std::string decision(const view::Language& language, const std::string& text) {
    std::string pages;
    for (const bool decided : {false, true}) {
        view::AppealPage appeal;
        appeal.decision = record(text).front();
        appeal.person = appeal.body = appeal.at = appeal.draft = text;
        appeal.answer = appeal.form_error = appeal.verdict_error = appeal.answer_error = text;
        appeal.decided = decided;
        pages += renderer().page(language, staff_frame(text), appeal);
        view::DecisionPage page;
        page.code = page.what = page.ground = page.since = page.draft = text;
        page.until = page.place = page.state = page.statement = page.appeal_error = page.note =
            page.form_error = text;
        page.may_appeal = page.may_leave = !decided;
        if (decided) page.appeal = {text, text, true, true, text};
        pages += renderer().page(language, frame(text), page);
    }
    return pages;
}

std::string removal(const view::Language& language, const std::string& text) {
    view::RemovalPage form;
    form.link = form.body = form.contact = text;
    form.grounds = {{text, text, true}, {text, text, false}};
    form.is_true = true;
    form.link_error = form.ground_error = form.body_error = form.contact_error = form.truth_error =
        form.form_error = text;
    std::string pages = renderer().page(language, frame(text), form);
    for (const bool decided : {false, true}) {
        view::RemovalStatePage page;
        page.code = page.address = page.ground = page.at = page.body = page.draft = text;
        page.case_id = 7;
        page.link = page.added = page.answer = page.draft_error = page.note = page.form_error = text;
        page.may_add = !decided;
        if (decided) page.decided = text;
        pages += renderer().page(language, frame(text), page);
    }
    return pages;
}

view::ListingFields listing_fields(const std::string& text) {
    const std::vector<view::Option> options{{text, text, true}, {text, text, false}};
    view::ListingFields fields{.title = text, .description = text, .categories = options, .types = options};
    fields.currencies = fields.rooms = options;
    fields.price = fields.stock = text;
    fields.declare = fields.consent = true;
    fields.title_error = fields.description_error = fields.category_error = fields.type_error =
        fields.price_error = fields.currency_error = fields.stock_error = fields.room_error =
            fields.consent_error = text;
    return fields;
}

std::string selling(const view::Language& language, const std::string& text) {
    const view::OwnItemRow bare{.id = 7, .title = text, .price = text};
    const view::OwnItemRow whole{.id = 8,
                                 .title = text,
                                 .price = text,
                                 .pieces = text,
                                 .nsfw = true,
                                 .refused = true,
                                 .picture_id = 9,
                                 .picture_key = text};
    view::SellPage list{.guest = false, .groups = {{text, {bare, whole}}}, .note = text};
    std::string pages = renderer().page(language, member_frame(text), list);
    pages += renderer().page(language, frame(text), view::SellPage{.guest = true});
    const view::NewListingPage fresh{.fields = listing_fields(text), .form_error = text};
    pages += renderer().page(language, member_frame(text), fresh);
    for (const bool offer : {false, true}) {
        view::EditListingPage page;
        page.mark = page.heading = page.state = page.pictures_text = text;
        page.note = page.form_error = page.review_note = page.declare_error = page.picture_error =
            page.file_error = text;
        page.offer = offer;
        page.resume = !offer;
        page.shown = page.pause = page.declare = page.more_pictures = page.declare_pictures =
            page.more_files = true;
        page.fields = listing_fields(text);
        page.pictures = {{7, text, 24, 16}, {8, text, 24, 16}, {9, text, 24, 16}};
        page.files = {{7, text, text}};
        pages += renderer().page(language, member_frame(text), page);
    }
    const view::RevisionRow revision{
        .version = 2, .at = text, .title = text, .description = text, .facts = text, .declared = text};
    const view::ItemHistoryPage history{.id = 7, .heading = text, .own = true, .revisions = {revision}};
    return pages + renderer().page(language, member_frame(text), history);
}

std::string listings_judged(const view::Language& language, const std::string& text) {
    view::ReviewRow row{.id = 7,
                        .title = text,
                        .description = text,
                        .facts = text,
                        .seller_id = 9,
                        .seller = text,
                        .at = text};
    row.offered_before = true;
    row.pictures = {{7, text, 24, 16, text}, {8, text, 24, 16, ""}};
    row.draft = text;
    row.note_error = text;
    const view::ListingReviewsPage queue{.listings = {row}, .note = text, .form_error = text};
    const view::ItemReportPage report{
        .id = 7, .heading = text, .report = report_form(text), .form_error = text};
    return renderer().page(language, staff_frame(text), queue) +
           renderer().page(language, frame(text), report);
}

using Render = std::function<std::string(const view::Language&, const std::string&)>;
const struct {
    const char* name;
    Render render;
} pages[] = {
    {"entry", entry},
    {"message", message},
    {"languages", rooms},
    {"share", share},
    {"pages of nobody", nobodys},
    {"lounges", lounges},
    {"lounge", [](const view::Language& l, const std::string& text) { return lounge(l, text, true); }},
    {"older", [](const view::Language& l, const std::string& text) { return lounge(l, text, false); }},
    {"direct", direct},
    {"person", person},
    {"market", market},
    {"item", item},
    {"seller", seller},
    {"orders",
     [](const view::Language& l, const std::string& text) {
         return support::order_samples(renderer(), l, member_frame(text), text);
     }},
    {"door", door},
    {"search", search},
    {"verification",
     [](const view::Language& l, const std::string& text) {
         return support::verification_pages(
             [&](const auto& page) { return renderer().page(l, member_frame(text), page); }, text);
     }},
    {"error", error},
    {"door that opens", door_that_opens},
    {"live", live},
    {"sign_up", sign_up},
    {"sign_in", sign_in},
    {"passwords", passwords},
    {"account", account},
    {"sessions", sessions},
    {"second_step", second_step},
    {"legal", legal},
    {"queue_of_cases", queue_of_cases},
    {"rules", rules},
    {"one_case", one_case},
    {"decision", decision},
    {"removal", removal},
    {"selling", selling},
    {"listings_judged", listings_judged},
    {"overview",
     [](const view::Language& l, const std::string& text) {
         return support::overview_samples(renderer(), l, staff_frame(text), text);
     }},
    {"proof_reviews",
     [](const view::Language& l, const std::string& text) {
         return support::proof_samples(renderer(), l, staff_frame(text), text);
     }},
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(view_renderer)

BOOST_AUTO_TEST_CASE(hostile_texts_change_no_tag_and_no_attribute_of_any_page_in_any_language) {
    for (const auto code : view::language_codes) {
        const auto& language = languages().at(code);
        for (const auto& page : pages) {
            const auto with_plain = skeleton(page.render(language, plain));
            const auto with_hostile = skeleton(page.render(language, hostile));
            BOOST_TEST_CONTEXT(page.name << " in " << code) {
                BOOST_TEST(with_plain.size() > 3U);
                BOOST_TEST(with_hostile == with_plain, boost::test_tools::per_element());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_skeleton_notices_what_an_unescaped_text_would_do) {
    for (const char* broken :
         {"<p title=\"x\"><script>\"></p>", "<p title=\"x\" onload=\"y\"></p>", "<p title=\"x\">a<b></p>"}) {
        BOOST_TEST(skeleton(broken) != skeleton("<p title=\"x\"></p>"), broken);
    }
    BOOST_TEST(skeleton("<p title=\"a > b\">x</p>") == skeleton("<p title=\"\"></p>"),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_body_is_shown_as_it_was_typed) {
    std::string out;
    renderer().line(languages().at("en"), line("1 < 2 && \"quoted\"\n  second line <b>"), out);
    BOOST_TEST(count(out, "1 &lt; 2 &amp;&amp; &quot;quoted&quot;\n  second line &lt;b&gt;") == 1U);
}

BOOST_AUTO_TEST_CASE(a_format_becomes_elements_and_nothing_between_them) {
    const struct {
        const char* format;
        const char* html;
    } cases[] = {
        {R"~([["p","a ",["b","b"],["i","c"],["bi","d"],["c","e"],"\n f"]])~",
         "<p>a <strong>b</strong><em>c</em><strong><em>d</em></strong><code>e</code>\n f</p>"},
        {R"~([["p",["a","x.org","https://x.org/?a=1&b='%c3%a9#f"]]])~",
         "<p><a href=\"https://x.org/?a=1&amp;b=&#39;%c3%a9#f\" rel=\"nofollow noopener noreferrer ugc\" target=\"_blank\">x.org</a></p>"},
        {R"~([["p",["a","x","javascript:alert(1)"]]])~",
         "<p><a href=\"#\" rel=\"nofollow noopener noreferrer ugc\" target=\"_blank\">x</a></p>"},
        {R"~([["q","<b>"],["p",["m","@Ana",17]]])~",
         "<blockquote>&lt;b&gt;</blockquote><p><span class=\"mention\" data-id=\"17\">@Ana</span></p>"},
        {R"~([["c","\n a\n"]])~", "<pre><code>\n a\n</code></pre>"},
        {R"~([["me","waves"]])~", "<p class=\"me\"><bdi class=\"doer\">x</bdi> waves</p>"},
        {"no format", "x"},
        {R"~([["p"]])~", "<p></p>"},
        {R"~([["h1","a"]])~", "x"},
        {R"~([["p",["u","a"]]])~", "x"},
        {R"~([["p",["m","@Ana"]]])~", "x"},
    };
    for (const auto& c : cases) {
        view::Line one = line("x");
        one.blocks = view::parse_format(c.format);
        std::string out;
        renderer().line(languages().at("en"), one, out);
        BOOST_TEST(count(out, "<div class=\"body\" dir=\"auto\">" + std::string(c.html) + "</div>") == 1U,
                   out);
    }
}

BOOST_AUTO_TEST_CASE(a_draft_comes_back_into_the_box_whole) {
    const std::string page = lounge(languages().at("en"), "\n\n two </textarea> lines ", true);
    BOOST_TEST(count(page, "\n\n\n two &lt;/textarea&gt; lines </textarea>") == 1U);
}

BOOST_AUTO_TEST_CASE(a_line_carries_its_numbers_and_times) {
    std::string out;
    auto own = line("Ana");
    own.own = true;
    renderer().line(languages().at("en"), own, out);
    for (const char* part :
         {"data-seq=\"7\"", "data-id=\"8\"", "data-author=\"9\"", "data-cid=\"Ana\"",
          "data-at=\"1767323045678\"", "datetime=\"2026-01-02T03:04:05.678Z\"", ">03:04<", "data-guest"}) {
        BOOST_TEST(count(out, part) == 1U, part);
    }
}

BOOST_AUTO_TEST_CASE(a_removed_line_shows_nothing_of_its_body) {
    std::string out;
    renderer().line(languages().at("en"), line("secret-body", true), out);
    BOOST_TEST(count(out, "secret-body") == 3U);  // the author twice, the lounge: not the body
    BOOST_TEST(count(out, "removed") >= 1U);
}

BOOST_AUTO_TEST_CASE(forms_within_a_page_see_the_csrf_token_of_the_frame) {
    view::Frame with_token{.title = "t", .csrf_token = "token-17", .viewer_name = std::nullopt};
    const std::string page = renderer().page(languages().at("en"), with_token, view::EntryPage{});
    BOOST_TEST(count(page, "name=\"csrfToken\" value=\"token-17\"") == 1U);
    BOOST_TEST(count(page, "viewer-name") == 0U);
}

BOOST_AUTO_TEST_CASE(scripts_are_told_where_sockets_have_a_port_of_their_own) {
    view::Frame one{.title = "t", .csrf_token = "c", .viewer_name = std::nullopt};
    const auto& english = languages().at("en");
    BOOST_TEST(count(renderer().page(english, one, view::EntryPage{}), "data-sockets") == 0U);
    one.sockets = "wss://chat.test:8443";
    BOOST_TEST(count(renderer().page(english, one, view::EntryPage{}),
                     "data-sockets=\"wss://chat.test:8443\"") == 1U);
}

BOOST_AUTO_TEST_CASE(the_header_knows_nobody_a_guest_and_a_member) {
    const auto& english = languages().at("en");
    const std::string nobody =
        renderer().page(english, {.title = "t", .csrf_token = "c", .viewer_name = {}}, view::LanguagesPage{});
    BOOST_TEST(count(nobody, "href=\"/signin\"") == 1U);
    BOOST_TEST(count(nobody, "viewer-name") == 0U);
    const std::string guest = renderer().page(english, frame("Ana"), view::LanguagesPage{});
    BOOST_TEST(count(guest, "viewer-name\">Ana<") == 1U);
    BOOST_TEST(count(guest, "action=\"/leave\"") == 1U);
    BOOST_TEST(count(guest, "href=\"/account\"") == 0U);
    const std::string member = renderer().page(english, member_frame("Ana"), view::LanguagesPage{});
    BOOST_TEST(count(member, "viewer-name\">Ana<") == 1U);
    BOOST_TEST(count(member, "action=\"/signout\"") == 1U);
    BOOST_TEST(count(member, "href=\"/account\"") == 1U);
    BOOST_TEST(count(member, "href=\"/signup\"") == 0U);
}

BOOST_AUTO_TEST_CASE(a_guest_in_a_lounge_is_offered_to_become_a_member_of_this_very_lounge) {
    BOOST_TEST(count(lounge(languages().at("en"), "en-us", true), "href=\"/signup?next=en-us\"") == 1U);
}

BOOST_AUTO_TEST_CASE(a_lounge_page_at_the_end_offers_the_live_stream_and_an_older_one_the_way_forward) {
    const std::string latest = lounge(languages().at("en"), "en-us", true);
    BOOST_TEST(count(latest, "data-live") == 1U);
    BOOST_TEST(count(latest, "<iframe") == 1U);
    const std::string older = lounge(languages().at("en"), "en-us", false);
    BOOST_TEST(count(older, "data-live") == 0U);
    BOOST_TEST(count(older, "<iframe") == 0U);
    BOOST_TEST(count(older, "class=\"newer") == 1U);
}

BOOST_AUTO_TEST_CASE(a_page_about_a_line_gives_it_the_focus_and_else_the_box_has_it) {
    const std::string latest = lounge(languages().at("en"), "en-us", true);
    BOOST_TEST(count(latest, " autofocus enterkeyhint") == 1U);
    const std::string about = lounge(languages().at("en"), "en-us", false);
    BOOST_TEST(count(about, "id=\"target\" tabindex=\"-1\" autofocus") == 1U);
    BOOST_TEST(count(about, "autofocus") == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_found_is_marked_and_leads_to_its_place) {
    const std::string page = search(languages().at("en"), "x");
    BOOST_TEST(count(page, "x<mark>x</mark>") == 1U);
    BOOST_TEST(count(page, "href=\"/lounges/x/7\"") == 1U);
    BOOST_TEST(count(page, ">2.1.26<") == 1U);
    BOOST_TEST(count(page, "search?q=x&amp;before=7") == 1U);
}

BOOST_AUTO_TEST_CASE(the_blanks_for_scripts_hold_no_values) {
    const std::string page = lounge(languages().at("en"), "en-us", true);
    const auto begin = page.find("<template id=\"line-template\">");
    const auto blank = page.substr(begin, page.find("</template>", begin) - begin);
    BOOST_TEST(count(blank, "data-seq=\"\"") == 1U);
    BOOST_TEST(count(blank, "en-us") == 0U);
    BOOST_TEST(count(blank, "class=\"body\" dir=\"auto\"") == 1U);
}

BOOST_AUTO_TEST_CASE(arabic_pages_run_from_right_to_left) {
    BOOST_TEST(count(error(languages().at("ar"), "x"), "<html lang=\"ar\" dir=\"rtl\"") == 1U);
    BOOST_TEST(count(error(languages().at("hi"), "x"), "<html lang=\"hi\" dir=\"ltr\"") == 1U);
}

BOOST_AUTO_TEST_CASE(a_template_that_is_not_escaped_or_does_not_parse_stops_the_program_and_is_named) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("chatroom-templates-" + std::to_string(getpid()));
    const view::Languages english("/nonexistent");
    for (const char* wrong : {"<p>{{X}}</p>", "{{%AUTOESCAPE context=\"HTML\"}}{{#X}}",
                              "{{%AUTOESCAPE context=\"HTML\"}}<p {{X}}=\"\">[[y"}) {
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "wrong.html") << wrong;
        BOOST_CHECK_EXCEPTION(view::Renderer(folder, "/nonexistent", english), std::runtime_error,
                              [](const std::runtime_error& e) {
                                  return std::string(e.what()).find("wrong.html") != std::string::npos;
                              });
        std::filesystem::remove_all(folder);
    }
}

BOOST_AUTO_TEST_CASE(the_version_of_the_assets_follows_their_contents) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("chatroom-static-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder / "css");
    std::filesystem::copy(root() + "/static/js", folder / "js");
    const auto version = [&] { return view::Renderer(root() + "/templates", folder, languages()).assets(); };
    std::ofstream(folder / "css" / "a.css") << "one";
    const auto one = version();
    std::ofstream(folder / "css" / "a.css") << "two";
    BOOST_TEST(version() != one);
    std::ofstream(folder / "css" / "a.css") << "one";
    BOOST_TEST(version() == one);
    std::filesystem::rename(folder / "css" / "a.css", folder / "css" / "b.css");
    BOOST_TEST(version() != one);
    std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_SUITE_END()
