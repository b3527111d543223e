#include "core/view/renderer.h"

#include <vector>

#include "core/view/descriptions.h"
#include "core/view/fill.h"
#include "core/view/static_version.h"
#include "core/view/styles.h"
#include "core/view/templates.h"

namespace view {
namespace {

std::string set_of(const Language& language) { return language.code() + "/"; }

// Values that included fragments see too.
void fill_everywhere(Dictionary& page, const Language& language, const std::string& assets,
                     const std::string& theme = {}) {
    page.SetTemplateGlobalValue("LANG", language.code());
    page.SetTemplateGlobalValue("DIR", text_of(language.direction()));
    page.SetTemplateGlobalValue("ASSETS", assets);
    page.SetTemplateGlobalValue("THEME", theme);
}

// In the dictionary itself, not as a global section: only then do the values around it show within.
void show_viewer_kind(Dictionary& dictionary, const Frame& frame) {
    if (frame.viewer_name) dictionary.ShowSection(frame.member ? "VIEWER_IS_MEMBER" : "VIEWER_IS_GUEST");
    show_if(dictionary, "MARKET", frame.market);
    show_if(dictionary, "PURCHASE_NEWS", frame.purchase_news);
    show_if(dictionary, "SALE_NEWS", frame.sale_news);
}

void show_theme(Dictionary& page, const std::string& theme) {
    page.ShowSection(theme.empty() ? "BY_SYSTEM" : theme == "dark" ? "IS_DARK" : "IS_LIGHT");
}

void fill_frame(Dictionary& page, const Frame& frame) {
    page.SetValue("TITLE", frame.title);
    page.SetValue("PATH", frame.path.empty() ? "/" : frame.path);
    if (!frame.sockets.empty()) page.AddSectionDictionary("SOCKETS")->SetValue("ORIGIN", frame.sockets);
    // A form that was sent is answered by a page only where something in it was wrong.
    show_if(page, "ANSWER", frame.path.empty());
    show_theme(page, frame.theme);
    page.SetTemplateGlobalValue("CSRF_TOKEN", frame.csrf_token);
    if (!frame.viewer_name) return page.ShowSection("NOBODY");
    page.SetValue("VIEWER_NAME", *frame.viewer_name);
    set_number(page, "VIEWER_ID", frame.viewer_id);
    page.ShowSection("VIEWER");
    show_viewer_kind(page, frame);
    show_if(page, "VIEWER_IS_STAFF", frame.staff);
    show_if(page, "VIEWER_SEES_OVERVIEW", frame.overview);
    page.ShowSection(frame.purchase_news || frame.sale_news ? "ORDER_NEWS" : "NO_ORDER_NEWS");
    show_if(page, "NO_DECISION", !frame.decision);
    if (frame.unread == 0) return;
    page.AddSectionDictionary("UNREAD")->SetValue(
        "COUNT_TEXT", std::to_string(frame.unread) + (frame.unread_more ? "+" : ""));
}

// Where else the page is: under its own address in the language that suits whoever comes, and in each language under an address that names it.
void fill_addresses(Dictionary& section, const Language& language, const Frame& frame) {
    const std::string address = frame.origin + frame.path;
    const auto in = [&](std::string_view code) { return address + "?lang=" + std::string(code); };
    section.SetValue("ADDRESS", address);
    section.SetValue("CANONICAL", frame.language_in_address ? in(language.code()) : address);
    for (const auto code : language_codes) {
        Dictionary& other = *section.AddSectionDictionary("ALTERNATE");
        other.SetValue("CODE", text_of(code));
        other.SetValue("HREF", in(code));
    }
}

void fill_listing(Dictionary& page, const Language& language, const Frame& frame, std::string_view name) {
    const auto description = description_of(name);
    if (description.empty()) return page.ShowSection("UNLISTED");
    Dictionary& listed = *page.AddSectionDictionary("LISTED");
    listed.SetValue("DESCRIPTION", language.text(description));
    if (!frame.path.empty()) fill_addresses(*listed.AddSectionDictionary("ADDRESSES"), language, frame);
}

}  // namespace

class Renderer::Templates : public TemplateSets {
    using TemplateSets::TemplateSets;
};

Renderer::Renderer(const std::string& templates_dir, const std::string& static_dir,
                   const Languages& languages)
    : assets_(static_version(static_dir)),
      templates_(std::make_unique<const Templates>(templates_dir, static_dir + "/js", languages)) {}

Renderer::~Renderer() = default;

template <class Page>
std::string Renderer::page(const Language& language, const Frame& frame, const Page& values) const {
    const std::string set = set_of(language);
    Dictionary layout("layout");
    fill_everywhere(layout, language, assets_, frame.theme);
    layout.SetValue("LANGUAGE_NAME", text_of(language.own_name()));
    fill_frame(layout, frame);
    layout.SetValue("PAGE", name_of(values));
    fill_listing(layout, language, frame, name_of(values));
    for (const auto style : styles_of(name_of(values)))
        layout.AddSectionDictionary("STYLE")->SetValue("FILE", text_of(style));
    if constexpr (requires { values.refresh_seconds; }) {
        if (values.refresh_seconds)
            set_number(*layout.AddSectionDictionary("REFRESH"), "SECONDS", *values.refresh_seconds);
    }
    Dictionary& body = include(layout, "BODY", set, (std::string(name_of(values)) + ".html").c_str());
    show_viewer_kind(body, frame);
    fill(body, set, values);
    std::string out;
    templates_->expand(set + "layout.html", layout, out);
    return out;
}

template std::string Renderer::page(const Language&, const Frame&, const EntryPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const LanguagesPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const LoungesPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const LoungePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const MessagePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const DirectPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ConversationPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const PersonPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const BlocksPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const WaitingPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const QueuePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SearchPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ErrorPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SignUpPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SignInPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SignInCodePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ForgottenPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const PasswordPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const AccountPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SessionsPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const AccountDataPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const AccountDeletePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SecondStepPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const TermsPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const PrivacyPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const PreferencesPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SharePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const StyleguidePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const KeysPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const EmergencyPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const RulesPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const AuditPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const OverviewPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ReportsPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ModerationPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const CasePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const AppealPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const DecisionPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const RemovalPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const RemovalStatePage&) const;
template std::string Renderer::page(const Language&, const Frame&, const OrderPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const OrdersPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const StatementPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const TestPaymentPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const DisputesPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const MarketPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ItemPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SellerPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const SellPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const NewListingPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const EditListingPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ItemHistoryPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ListingReviewsPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ItemReportPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const VerificationPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ProofReviewsPage&) const;
template std::string Renderer::page(const Language&, const Frame&, const ProofReviewPage&) const;

std::string Renderer::bare(const Language& language, const BarePage& values) const {
    const std::string set = set_of(language);
    Dictionary page("bare");
    fill_everywhere(page, language, assets_, values.theme);
    show_theme(page, values.theme);
    page.SetValue("TITLE", values.title);
    page.SetValue("PAGE", text_of(values.name));
    include(page, "BODY", set, (std::string(values.name) + ".html").c_str());
    std::string out;
    templates_->expand(set + "bare.html", page, out);
    return out;
}

std::string Renderer::reconnecting(const Language& language, const std::string& theme) const {
    Dictionary page("reconnecting");
    fill_everywhere(page, language, assets_, theme);
    std::string out;
    templates_->expand(set_of(language) + "reconnecting.html", page, out);
    return out;
}

void Renderer::line(const Language& language, const Line& line, std::string& out) const {
    Dictionary fragment("line");
    fill(fragment, set_of(language), line);
    templates_->expand(set_of(language) + "_line.html", fragment, out);
}

void Renderer::direct_line(const Language& language, const Line& line, std::string_view csrf_token,
                           std::string& out) const {
    Dictionary fragment("direct_line");
    fill(fragment, set_of(language), line);
    fragment.SetValue("CSRF_TOKEN", text_of(csrf_token));
    templates_->expand(set_of(language) + "_direct_line.html", fragment, out);
}

std::string Renderer::market_panel(const Language& language, const MarketPanel& panel) const {
    Dictionary fragment("market_panel");
    fill_everywhere(fragment, language, assets_);
    fill(fragment, set_of(language), panel);
    std::string out;
    templates_->expand(set_of(language) + "market_panel.html", fragment, out);
    return out;
}

std::string Renderer::live_head(const Language& language, const LiveHead& head) const {
    Dictionary page("live_head");
    fill_everywhere(page, language, assets_, head.theme);
    page.SetValue("SLUG", head.slug);
    show_if(page, "RESTARTS", head.restarts);
    std::string out;
    templates_->expand(set_of(language) + "live_head.html", page, out);
    return out;
}

std::string Renderer::live_restart(const Language& language) const {
    std::string out;
    templates_->expand(set_of(language) + "live_restart.html", Dictionary("live_restart"), out);
    return out;
}

std::string Renderer::live_end(const Language& language, std::string_view text, std::string_view slug) const {
    Dictionary page("live_end");
    page.SetValue("TEXT", text_of(text));
    page.SetValue("SLUG", text_of(slug));
    page.ShowSection(slug.empty() ? "ENTRY" : "LOUNGE");
    std::string out;
    templates_->expand(set_of(language) + "live_end.html", page, out);
    return out;
}

}  // namespace view
