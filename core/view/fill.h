// Fills ctemplate dictionaries from view structs; one file for each page. For core/view alone. `set` is the beginning of the names under which a
// language's templates are kept: "es/".
#pragma once

#include <cstring>  // the library uses strlen without it

#include <ctemplate/template_dictionary.h>

#include <string>

#include "core/view/account_pages.h"
#include "core/view/door_pages.h"
#include "core/view/installed_pages.h"
#include "core/view/keys_page.h"
#include "core/view/market_pages.h"
#include "core/view/moderation_pages.h"
#include "core/view/order_pages.h"
#include "core/view/overview_pages.h"
#include "core/view/pages.h"
#include "core/view/proof_pages.h"
#include "core/view/selling_pages.h"
#include "core/view/staff_pages.h"
#include "core/view/styleguide_page.h"
#include "core/view/verification_pages.h"

namespace view {

using Dictionary = ctemplate::TemplateDictionary;

inline ctemplate::TemplateString text_of(std::string_view text) { return {text.data(), text.size()}; }

// The template's name, e.g. "entry": also the class of <body>.
constexpr const char* name_of(const EntryPage&) { return "entry"; }
constexpr const char* name_of(const LanguagesPage&) { return "languages"; }
constexpr const char* name_of(const LoungesPage&) { return "lounges"; }
constexpr const char* name_of(const LoungePage&) { return "lounge"; }
constexpr const char* name_of(const MessagePage&) { return "message"; }
constexpr const char* name_of(const DirectPage&) { return "direct"; }
constexpr const char* name_of(const ConversationPage&) { return "conversation"; }
constexpr const char* name_of(const PersonPage&) { return "person"; }
constexpr const char* name_of(const BlocksPage&) { return "blocks"; }
constexpr const char* name_of(const WaitingPage&) { return "waiting"; }
constexpr const char* name_of(const QueuePage&) { return "queue"; }
constexpr const char* name_of(const SearchPage&) { return "search"; }
constexpr const char* name_of(const ErrorPage&) { return "error"; }
constexpr const char* name_of(const SignUpPage&) { return "sign_up"; }
constexpr const char* name_of(const SignInPage&) { return "sign_in"; }
constexpr const char* name_of(const SignInCodePage&) { return "sign_in_code"; }
constexpr const char* name_of(const ForgottenPage&) { return "forgotten"; }
constexpr const char* name_of(const PasswordPage&) { return "password"; }
constexpr const char* name_of(const AccountPage&) { return "account"; }
constexpr const char* name_of(const SessionsPage&) { return "sessions"; }
constexpr const char* name_of(const AccountDataPage&) { return "account_data"; }
constexpr const char* name_of(const AccountDeletePage&) { return "account_delete"; }
constexpr const char* name_of(const SecondStepPage&) { return "second_step"; }
constexpr const char* name_of(const TermsPage&) { return "terms"; }
constexpr const char* name_of(const PrivacyPage&) { return "privacy"; }
constexpr const char* name_of(const KeysPage&) { return "keys"; }
constexpr const char* name_of(const PreferencesPage&) { return "preferences"; }
constexpr const char* name_of(const SharePage&) { return "share"; }
constexpr const char* name_of(const StyleguidePage&) { return "styleguide"; }
constexpr const char* name_of(const ReportsPage&) { return "reports"; }
constexpr const char* name_of(const ModerationPage&) { return "moderation"; }
constexpr const char* name_of(const EmergencyPage&) { return "emergency"; }
constexpr const char* name_of(const RulesPage&) { return "rules"; }
constexpr const char* name_of(const AuditPage&) { return "audit"; }
constexpr const char* name_of(const OverviewPage&) { return "overview"; }
constexpr const char* name_of(const CasePage&) { return "case"; }
constexpr const char* name_of(const AppealPage&) { return "appeal"; }
constexpr const char* name_of(const DecisionPage&) { return "decision"; }
constexpr const char* name_of(const RemovalPage&) { return "removal"; }
constexpr const char* name_of(const RemovalStatePage&) { return "removal_state"; }
constexpr const char* name_of(const OrderPage&) { return "order"; }
constexpr const char* name_of(const OrdersPage&) { return "orders"; }
constexpr const char* name_of(const StatementPage&) { return "statement"; }
constexpr const char* name_of(const TestPaymentPage&) { return "test_payment"; }
constexpr const char* name_of(const DisputesPage&) { return "disputes"; }
constexpr const char* name_of(const MarketPage&) { return "market"; }
constexpr const char* name_of(const ItemPage&) { return "item"; }
constexpr const char* name_of(const SellerPage&) { return "seller"; }
constexpr const char* name_of(const SellPage&) { return "sell"; }
constexpr const char* name_of(const NewListingPage&) { return "sell_new"; }
constexpr const char* name_of(const EditListingPage&) { return "sell_edit"; }
constexpr const char* name_of(const ItemHistoryPage&) { return "item_history"; }
constexpr const char* name_of(const ListingReviewsPage&) { return "listing_reviews"; }
constexpr const char* name_of(const ItemReportPage&) { return "item_report"; }
constexpr const char* name_of(const VerificationPage&) { return "verification"; }
constexpr const char* name_of(const ProofReviewsPage&) { return "proof_reviews"; }
constexpr const char* name_of(const ProofReviewPage&) { return "proof_review"; }

void fill(Dictionary& page, const std::string& set, const EntryPage& values);
void fill(Dictionary& page, const std::string& set, const LanguagesPage& values);
void fill(Dictionary& page, const std::string& set, const LoungesPage& values);
void fill(Dictionary& page, const std::string& set, const LoungePage& values);
void fill(Dictionary& page, const std::string& set, const MessagePage& values);
void fill(Dictionary& page, const std::string& set, const DirectPage& values);
void fill(Dictionary& page, const std::string& set, const ConversationPage& values);
void fill(Dictionary& page, const std::string& set, const PersonPage& values);
void fill(Dictionary& page, const std::string& set, const BlocksPage& values);
void fill(Dictionary& page, const std::string& set, const WaitingPage& values);
void fill(Dictionary& page, const std::string& set, const QueuePage& values);
void fill(Dictionary& page, const std::string& set, const SearchPage& values);
void fill(Dictionary& page, const std::string& set, const ErrorPage& values);
void fill(Dictionary& page, const std::string& set, const SignUpPage& values);
void fill(Dictionary& page, const std::string& set, const SignInPage& values);
void fill(Dictionary& page, const std::string& set, const SignInCodePage& values);
void fill(Dictionary& page, const std::string& set, const ForgottenPage& values);
void fill(Dictionary& page, const std::string& set, const PasswordPage& values);
void fill(Dictionary& page, const std::string& set, const AccountPage& values);
void fill(Dictionary& page, const std::string& set, const SessionsPage& values);
void fill(Dictionary& page, const std::string& set, const AccountDataPage& values);
void fill(Dictionary& page, const std::string& set, const AccountDeletePage& values);
void fill(Dictionary& page, const std::string& set, const SecondStepPage& values);
void fill(Dictionary& page, const std::string& set, const TermsPage& values);
void fill(Dictionary& page, const std::string& set, const PrivacyPage& values);
inline void fill(Dictionary& /*page*/, const std::string& /*set*/, const KeysPage& /*values*/) {}
void fill(Dictionary& page, const std::string& set, const PreferencesPage& values);
void fill(Dictionary& page, const std::string& set, const SharePage& values);
void fill(Dictionary& page, const std::string& set, const StyleguidePage& values);
void fill(Dictionary& page, const std::string& set, const EmergencyPage& values);
void fill(Dictionary& page, const std::string& set, const RulesPage& values);
void fill(Dictionary& page, const std::string& set, const AuditPage& values);
void fill(Dictionary& page, const std::string& set, const OverviewPage& values);
void fill(Dictionary& page, const std::string& set, const ReportsPage& values);
void fill(Dictionary& page, const std::string& set, const ModerationPage& values);
void fill(Dictionary& page, const std::string& set, const CasePage& values);
void fill(Dictionary& page, const std::string& set, const AppealPage& values);
void fill(Dictionary& page, const std::string& set, const DecisionPage& values);
void fill(Dictionary& page, const std::string& set, const RemovalPage& values);
void fill(Dictionary& page, const std::string& set, const RemovalStatePage& values);
void fill(Dictionary& page, const std::string& set, const OrderPage& values);
void fill(Dictionary& page, const std::string& set, const OrdersPage& values);
void fill(Dictionary& page, const std::string& set, const StatementPage& values);
void fill(Dictionary& page, const std::string& set, const TestPaymentPage& values);
void fill(Dictionary& page, const std::string& set, const DisputesPage& values);
void fill(Dictionary& page, const std::string& set, const MarketPage& values);
void fill(Dictionary& page, const std::string& set, const ItemPage& values);
void fill(Dictionary& page, const std::string& set, const SellerPage& values);
void fill(Dictionary& fragment, const std::string& set, const MarketPanel& values);
void fill(Dictionary& page, const std::string& set, const SellPage& values);
void fill(Dictionary& page, const std::string& set, const NewListingPage& values);
void fill(Dictionary& page, const std::string& set, const EditListingPage& values);
void fill(Dictionary& page, const std::string& set, const ItemHistoryPage& values);
void fill(Dictionary& page, const std::string& set, const ListingReviewsPage& values);
void fill(Dictionary& page, const std::string& set, const ItemReportPage& values);
void fill(Dictionary& page, const std::string& set, const VerificationPage& values);
void fill(Dictionary& page, const std::string& set, const ProofReviewsPage& values);
void fill(Dictionary& page, const std::string& set, const ProofReviewPage& values);
void fill(Dictionary& fragment, const std::string& set, const Line& line);
void fill(Dictionary& fragment, const Member& member);

// What the message says: its blocks, or the plain body.
void fill_body(Dictionary& line, const std::string& set, const Line& values);

void set_number(Dictionary& dictionary, const char* marker, std::uint64_t value);
// templates/_availability.html, at most once: ID, section ONLINE, AWAY or OFFLINE. `availability` is the name of the section; empty when it is not told.
void fill_availability(Dictionary& dictionary, const std::string& set, std::uint64_t id,
                       const std::string& availability);
void show_if(Dictionary& dictionary, const char* section, bool shown);
// A section that holds {{TEXT}}, when there is a text.
void show_text(Dictionary& dictionary, const char* section, const std::optional<std::string>& text);
// An included fragment, to be filled.
Dictionary& include(Dictionary& dictionary, const char* marker, const std::string& set, const char* file);

// The fields of form_fields.h, included in a form (fill_fields.cpp).
void include_phone(Dictionary& form, const std::string& set, const PhoneField& phone);
void include_name(Dictionary& form, const std::string& set, const NameField& name, const char* field,
                  bool required);
void include_real_name(Dictionary& form, const std::string& set, const RealNameField& name);
void include_age(Dictionary& form, const std::string& set, const AgeField& age);
void include_password(Dictionary& form, const std::string& set, const std::optional<std::string>& error);
Dictionary& include_code(Dictionary& form, const std::string& set, const char* id,
                         const std::optional<std::string>& error);

// The cards of market_pages.h, as {{>ITEM}} (fill_market.cpp).
void list_items(Dictionary& page, const std::string& set, const char* file,
                const std::vector<ItemCardView>& items);

// What several pages have of moderation_pages.h (fill_moderation.cpp).
void list_options(Dictionary& dictionary, const char* section, const std::vector<Option>& options);
void include_report(Dictionary& page, const std::string& set, const ReportForm& values);
void include_order(Dictionary& form, const std::string& set, const OrderFields& values);
void list_listing_pictures(Dictionary& dictionary, const std::vector<ListingPicture>& pictures);
void include_record(Dictionary& page, const std::string& set, const Record& record);
// And of removal_pages.h (fill_removal.cpp).
void list_requests(Dictionary& section, const std::vector<RemovalRow>& requests);
void include_answer(Dictionary& form, const std::string& set, const AnswerField& values, const char* field,
                    bool required);

}  // namespace view
