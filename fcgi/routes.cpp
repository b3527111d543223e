#include "fcgi/routes.h"

#include <array>
#include <vector>

#include "fcgi/handlers/handlers.h"

namespace fcgi {
namespace {

using enum Method;
using enum Who;
using Limit = accounts::LimitRule;
namespace h = handlers;

// Retry::once on a POST: entering and leaving again does no harm, and a message is stored once for each client id.
// clang-format off
constexpr std::array table{
    //     method  pattern                      who              CSRF            limit        retry        answer        handler             refused
    Route{get,  "/",                         anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_entry},
    Route{post, "/enter",                    anyone,          Csrf::required, Limit::entry, Retry::once, Answer::page, h::enter,           h::enter_refused},
    Route{post, "/leave",                    anyone,          Csrf::required, Limit::none,  Retry::once, Answer::page, h::leave},
    Route{get,  "/languages",                anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_languages},
    Route{get,  "/languages/{code}",         anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_lounges},
    Route{get,  "/lounges/{slug}",           guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_lounge},
    Route{get,  "/lounges/{slug}/lines",     guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_lines},
    Route{get,  "/lounges/{slug}/search",    guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_search},
    Route{get,  "/lounges/{slug}/{#seq}",    guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_place},
    Route{post, "/lounges/{slug}/messages",  guest_or_member, Csrf::required, Limit::none,  Retry::once, Answer::page, h::post_message},
    Route{get,  "/lounges/{slug}/messages/{seq}", guest_or_member, Csrf::none, Limit::none, Retry::once, Answer::page, h::show_message},
    Route{post, "/lounges/{slug}/messages/{seq}/edit", guest_or_member, Csrf::required, Limit::none, Retry::once, Answer::page, h::edit_message},
    Route{post, "/lounges/{slug}/messages/{seq}/delete", guest_or_member, Csrf::required, Limit::none, Retry::once, Answer::page, h::delete_message},
    Route{post, "/lounges/{slug}/messages/{seq}/react", guest_or_member, Csrf::required, Limit::none, Retry::once, Answer::page, h::react_to_message},
    Route{post, "/lounges/{slug}/messages/{seq}/unreact", guest_or_member, Csrf::required, Limit::none, Retry::once, Answer::page, h::unreact_to_message},
    Route{get,  "/lounges/{slug}/messages/{seq}/preview/{key}", guest_or_member, Csrf::none, Limit::none, Retry::once, Answer::data, h::show_preview_picture},
    Route{post, "/lounges/{slug}/messages/{seq}/preview/remove", guest_or_member, Csrf::required, Limit::none, Retry::once, Answer::page, h::remove_preview},
    Route{get,  "/direct",                   guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_direct},
    Route{post, "/direct/settings",          member,          Csrf::required, Limit::api,   Retry::once, Answer::page, h::save_direct_settings},
    Route{get,  "/direct/{id}",              guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_conversation},
    Route{get,  "/direct/{id}/lines",        guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_direct_lines},
    Route{post, "/direct/{id}/messages",     guest_or_member, Csrf::required, Limit::none,  Retry::once, Answer::page, h::post_direct},
    Route{post, "/direct/{id}/delete",       guest_or_member, Csrf::required, Limit::none,  Retry::once, Answer::page, h::delete_direct},
    Route{get,  "/people/{id}",              guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_person},
    Route{post, "/people/{id}/block",        guest_or_member, Csrf::required, Limit::api,   Retry::once, Answer::page, h::block_person},
    Route{post, "/people/{id}/unblock",      guest_or_member, Csrf::required, Limit::api,   Retry::once, Answer::page, h::unblock_person},
    Route{post, "/lounges/{slug}/messages/{seq}/report", guest_or_member, Csrf::required, Limit::api, Retry::once, Answer::page, h::report_message, h::report_of_message_refused},
    Route{post, "/lounges/{slug}/messages/{seq}/moderate", member, Csrf::required, Limit::none, Retry::none, Answer::page, h::moderate_message},
    Route{post, "/market/items/{id}/report", guest_or_member, Csrf::required, Limit::api,   Retry::once, Answer::page, h::report_item,     h::report_of_item_refused},
    Route{post, "/people/{id}/report",       guest_or_member, Csrf::required, Limit::api,   Retry::once, Answer::page, h::report_person,   h::report_of_person_refused},
    Route{post, "/people/{id}/moderate",     member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::moderate_person},
    Route{get,  "/reports",                  guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_reports},
    Route{get,  "/moderation",               member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_moderation},
    Route{get,  "/moderation/cases/{id}",    member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_case},
    Route{get,  "/moderation/cases/{id}/picture", member,     Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_case_picture},
    Route{post, "/moderation/cases/{id}/take", member,        Csrf::required, Limit::none,  Retry::once, Answer::page, h::take_case},
    Route{post, "/moderation/cases/{id}/give-back", member,   Csrf::required, Limit::none,  Retry::once, Answer::page, h::give_back_case},
    Route{post, "/moderation/cases/{id}/decide", member,      Csrf::required, Limit::none,  Retry::none, Answer::page, h::decide_case},
    Route{post, "/moderation/cases/{id}/dismiss", member,     Csrf::required, Limit::none,  Retry::none, Answer::page, h::dismiss_case},
    Route{post, "/moderation/cases/{id}/contact", member,      Csrf::required, Limit::none,  Retry::once, Answer::page, h::show_contacts},
    Route{post, "/moderation/cases/{id}/settle", member,       Csrf::required, Limit::none,  Retry::none, Answer::page, h::settle_case},
    Route{get,  "/moderation/emergency",     member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_emergency},
    Route{post, "/moderation/emergency",     member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::switch_emergency},
    Route{get,  "/moderation/rules",         member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_rules},
    Route{post, "/moderation/rules",         member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::put_rule},
    Route{post, "/moderation/rules/{id}",    member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::change_rule},
    Route{get,  "/moderation/proofs",        member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_proof_reviews},
    Route{get,  "/moderation/proofs/{id}",   member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_proof_review},
    Route{get,  "/moderation/proofs/{id}/pictures/{part}", member, Csrf::none, Limit::none, Retry::none, Answer::page, h::show_proof_picture},
    Route{post, "/moderation/proofs/{id}/take", member,       Csrf::required, Limit::none,  Retry::once, Answer::page, h::take_proof},
    Route{post, "/moderation/proofs/{id}/release", member,    Csrf::required, Limit::none,  Retry::once, Answer::page, h::release_proof},
    Route{post, "/moderation/proofs/{id}/approve", member,    Csrf::required, Limit::none,  Retry::none, Answer::page, h::approve_proof},
    Route{post, "/moderation/proofs/{id}/reject", member,     Csrf::required, Limit::none,  Retry::none, Answer::page, h::reject_proof},
    Route{post, "/moderation/proofs/{id}/revoke", member,     Csrf::required, Limit::none,  Retry::none, Answer::page, h::revoke_proof},
    Route{get,  "/moderation/listings",      member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_listing_reviews},
    Route{post, "/moderation/listings/{id}", member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::review_listing},
    Route{get,  "/market/sell",              guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_own_listings},
    Route{get,  "/market/sell/new",          member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_new_listing},
    Route{post, "/market/sell/new",          member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::add_listing, h::new_listing_refused},
    Route{get,  "/market/items/{id}/edit",   member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_edit_listing},
    Route{post, "/market/items/{id}/edit",   member,          Csrf::required, Limit::none,  Retry::once, Answer::page, h::change_listing, h::listing_change_refused},
    Route{post, "/market/items/{id}/state",  member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::move_listing},
    Route{get,  "/market/items/{id}/history", member,         Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_item_history},
    Route{post, "/market/items/{id}/pictures", member,        Csrf::required, Limit::none,  Retry::none, Answer::page, h::add_item_picture},
    Route{post, "/market/items/{id}/pictures/{picture}", member, Csrf::required, Limit::none, Retry::none, Answer::page, h::move_item_picture},
    Route{post, "/market/items/{id}/files",  member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::add_item_file},
    Route{post, "/market/items/{id}/files/{file}/remove", member, Csrf::required, Limit::none, Retry::none, Answer::page, h::remove_item_file},
    Route{get,  "/audit",                    member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_audit_log},
    Route{post, "/moderation/actions/{id}/lift", member,      Csrf::required, Limit::none,  Retry::none, Answer::page, h::lift_action},
    Route{get,  "/moderation/appeals/{id}",  member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_appeal},
    Route{post, "/moderation/appeals/{id}/decide", member,    Csrf::required, Limit::none,  Retry::none, Answer::page, h::decide_appeal},
    Route{get,  "/decisions/mine",           guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_own_decision},
    Route{get,  "/decisions/{code}",         anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_decision},
    Route{post, "/decisions/{code}/appeal",  anyone,          Csrf::required, Limit::api,   Retry::none, Answer::page, h::appeal,          h::appeal_refused},
    Route{get,  "/account/blocks",           guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_blocks},
    Route{get,  "/lounges/{slug}/queue",     member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_queue},
    Route{post, "/lounges/{slug}/queue/admit", member,        Csrf::required, Limit::none,  Retry::none, Answer::page, h::admit_from_queue},
    Route{post, "/lounges/{slug}/queue/leave", guest_or_member, Csrf::required, Limit::none, Retry::once, Answer::page, h::leave_queue},
    Route{post, "/lounges/{slug}/pictures",  member,          Csrf::required, Limit::none,  Retry::once, Answer::page, h::post_picture},
    Route{get,  "/market/orders",            member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_purchases},
    Route{get,  "/market/sales",             member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_sales},
    Route{get,  "/market/statement",         member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_statement},
    Route{post, "/market/statement",         member,          Csrf::required, Limit::api,   Retry::once, Answer::page, h::save_payout},
    Route{post, "/market/items/{id}/buy",    member,          Csrf::required, Limit::none,  Retry::once, Answer::page, h::buy_item},
    Route{get,  "/market/orders/{id}",       member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_order},
    Route{post, "/market/orders/{id}/pay",   member,          Csrf::required, Limit::api,   Retry::once, Answer::page, h::pay_order},
    Route{get,  "/market/orders/{id}/return", member,         Csrf::none,     Limit::none,  Retry::once, Answer::page, h::return_to_order},
    Route{post, "/market/orders/{id}/cancel", member,         Csrf::required, Limit::none,  Retry::none, Answer::page, h::cancel_order},
    Route{post, "/market/orders/{id}/deliver", member,        Csrf::required, Limit::none,  Retry::none, Answer::page, h::deliver_order},
    Route{post, "/market/orders/{id}/confirm", member,        Csrf::required, Limit::none,  Retry::none, Answer::page, h::confirm_order},
    Route{post, "/market/orders/{id}/dispute", member,        Csrf::required, Limit::none,  Retry::none, Answer::page, h::dispute_order},
    Route{post, "/market/orders/{id}/refund", member,         Csrf::required, Limit::none,  Retry::none, Answer::page, h::refund_order},
    Route{post, "/market/orders/{id}/messages", member,       Csrf::required, Limit::api,   Retry::once, Answer::page, h::write_to_order},
    Route{post, "/market/orders/{id}/rate",  member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::rate_order},
    Route{post, "/market/orders/{id}/files", member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::upload_to_order},
    Route{get,  "/market/orders/{id}/files/{file}/{until}/{key}", member, Csrf::none, Limit::none, Retry::once, Answer::page, h::download_file},
    Route{get,  "/market/test-payment/{id}", member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_test_payment},
    Route{post, "/market/test-payment/{id}", member,          Csrf::required, Limit::none,  Retry::once, Answer::page, h::make_test_payment},
    Route{get,  "/moderation/disputes",      member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_disputes},
    Route{get,  "/moderation/disputes/{id}", member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_dispute},
    Route{post, "/moderation/disputes/{id}", member,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::decide_dispute},
    Route{post, "/webhooks/stripe",          anyone,          Csrf::none,     Limit::webhook, Retry::once, Answer::data, h::take_stripe_notice},
    Route{post, "/webhooks/paypal",          anyone,          Csrf::none,     Limit::webhook, Retry::once, Answer::data, h::take_paypal_notice},
    Route{post, "/webhooks/btcpay",          anyone,          Csrf::none,     Limit::webhook, Retry::once, Answer::data, h::take_crypto_notice},
    Route{post, "/api/media",                member,          Csrf::required, Limit::none,  Retry::once, Answer::data, h::upload_by_api},
    Route{get,  "/media/{id}/{key}",         guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_media},
    Route{get,  "/media/{id}/{key}/thumb",   guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_thumbnail},
    Route{get,  "/market",                   guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_market},
    Route{get,  "/market/panel",             guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_market_panel},
    Route{get,  "/market/items/{id}",        guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_item},
    Route{post, "/market/items/{id}/share",  guest_or_member, Csrf::required, Limit::none,  Retry::once, Answer::page, h::share_item},
    Route{get,  "/market/sellers/{id}",      guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_seller},
    Route{post, "/api/auth/csrf",            anyone,          Csrf::none,     Limit::api,   Retry::once, Answer::data, h::give_csrf_token},
    Route{get,  "/api/auth/task",            anyone,          Csrf::none,     Limit::api,   Retry::once, Answer::data, h::give_task},
    Route{post, "/api/auth/guest",           anyone,          Csrf::required, Limit::entry, Retry::once, Answer::data, h::enter_by_api},
    Route{post, "/api/auth/signup",          anyone,          Csrf::required, Limit::sign_up, Retry::once, Answer::data, h::sign_up_by_api},
    Route{post, "/api/auth/signin",          anyone,          Csrf::required, Limit::sign_in, Retry::once, Answer::data, h::sign_in_by_api},
    Route{post, "/api/auth/second-step",     anyone,          Csrf::required, Limit::second_step, Retry::once, Answer::data, h::second_step_by_api},
    Route{post, "/api/auth/forgot-password", anyone,          Csrf::required, Limit::forgot_password, Retry::once, Answer::data, h::forgot_password_by_api},
    Route{post, "/api/auth/change-password", new_member,      Csrf::required, Limit::change_password, Retry::once, Answer::data, h::change_password_by_api},
    Route{post, "/api/auth/refresh",         anyone,          Csrf::required, Limit::api,   Retry::once, Answer::data, h::refresh_session},
    Route{post, "/api/auth/logout",          anyone,          Csrf::required, Limit::api,   Retry::once, Answer::data, h::sign_out_by_api},
    Route{post, "/api/heartbeat",            guest_or_member, Csrf::required, Limit::heartbeat, Retry::once, Answer::data, h::heartbeat},
    Route{get,  "/api/push",                 guest_or_member, Csrf::none,     Limit::api,   Retry::once, Answer::data, h::show_push},
    Route{post, "/api/push",                 guest_or_member, Csrf::required, Limit::api,   Retry::once, Answer::data, h::switch_on_push},
    Route{post, "/api/push/off",             guest_or_member, Csrf::required, Limit::api,   Retry::once, Answer::data, h::switch_off_push},
    Route{get,  "/signup",                   anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_sign_up},
    Route{post, "/signup",                   anyone,          Csrf::required, Limit::sign_up, Retry::once, Answer::page, h::sign_up,       h::sign_up_refused},
    Route{get,  "/signin",                   anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_sign_in},
    Route{post, "/signin",                   anyone,          Csrf::required, Limit::sign_in, Retry::once, Answer::page, h::sign_in,       h::sign_in_refused},
    Route{get,  "/signin/code",              anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_sign_in_code},
    Route{post, "/signin/code",              anyone,          Csrf::required, Limit::second_step, Retry::once, Answer::page, h::finish_sign_in, h::sign_in_code_refused},
    Route{get,  "/forgotten",                anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_forgotten},
    Route{post, "/forgotten",                anyone,          Csrf::required, Limit::forgot_password, Retry::once, Answer::page, h::send_password, h::forgotten_refused},
    Route{post, "/signout",                  new_member,      Csrf::required, Limit::none,  Retry::once, Answer::page, h::leave},
    Route{get,  "/account",                  member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_account},
    Route{post, "/account/profile",          member,          Csrf::required, Limit::api,   Retry::once, Answer::page, h::save_profile,    h::profile_refused},
    Route{get,  "/account/password",         new_member,      Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_password},
    Route{post, "/account/password",         new_member,      Csrf::required, Limit::change_password, Retry::once, Answer::page, h::save_password, h::password_refused},
    Route{get,  "/account/sessions",         member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_sessions},
    Route{post, "/account/sessions/end",     member,          Csrf::required, Limit::api,   Retry::once, Answer::page, h::end_session,     h::sessions_refused},
    Route{post, "/account/sessions/end-others", member,       Csrf::required, Limit::api,   Retry::once, Answer::page, h::end_other_sessions, h::sessions_refused},
    Route{get,  "/account/second-step",      member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_second_step},
    Route{post, "/account/second-step",      member,          Csrf::required, Limit::second_step, Retry::none, Answer::page, h::confirm_second_step, h::second_step_refused},
    Route{post, "/account/second-step/begin", member,         Csrf::required, Limit::api,   Retry::once, Answer::page, h::begin_second_step, h::second_step_refused},
    Route{post, "/account/second-step/codes", member,         Csrf::required, Limit::second_step, Retry::none, Answer::page, h::renew_recovery_codes, h::recovery_codes_refused},
    Route{post, "/account/second-step/off",  member,          Csrf::required, Limit::second_step, Retry::once, Answer::page, h::switch_off_second_step, h::second_step_off_refused},
    Route{get,  "/account/verification",     member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_verification},
    Route{post, "/account/verification",     member,          Csrf::required, Limit::api,   Retry::none, Answer::page, h::begin_verification, h::verification_refused},
    Route{post, "/account/verification/hand-in", member,      Csrf::required, Limit::api,   Retry::none, Answer::page, h::hand_in_verification, h::verification_refused},
    Route{post, "/account/verification/take-back", member,    Csrf::required, Limit::api,   Retry::none, Answer::page, h::take_back_verification, h::verification_refused},
    Route{post, "/account/verification/{part}", member,       Csrf::required, Limit::none,  Retry::none, Answer::page, h::add_document, h::verification_refused},
    Route{get,  "/account/data",             member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_data},
    Route{post, "/account/data",             member,          Csrf::required, Limit::api,   Retry::once, Answer::page, h::download_data,   h::data_refused},
    Route{get,  "/account/delete",           member,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_deletion},
    Route{post, "/account/delete",           member,          Csrf::required, Limit::api,   Retry::none, Answer::page, h::delete_account,  h::deletion_refused},
    Route{get,  "/terms",                    anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_terms},
    Route{get,  "/privacy",                  anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_privacy},
    Route{get,  "/removal",                  anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_removal},
    Route{post, "/removal",                  anyone,          Csrf::required, Limit::none,  Retry::none, Answer::page, h::ask_for_removal, h::removal_refused},
    Route{get,  "/removal/{code}",           anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_removal_state},
    Route{post, "/removal/{code}/note",      anyone,          Csrf::required, Limit::api,   Retry::none, Answer::page, h::add_removal_note, h::removal_note_refused},
    Route{get,  "/health",                   anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_health},
    Route{get,  "/metrics",                  operator_,       Csrf::none,     Limit::none,  Retry::none, Answer::data, h::show_metrics},
};
// clang-format on

std::vector<std::string> make_names() {
    std::vector<std::string> names;
    names.reserve(table.size());
    for (const auto& route : table)
        names.push_back(std::string(name_of(route.method)) + " " + std::string(route.pattern));
    return names;
}

}  // namespace

std::span<const Route> routes() { return table; }

std::span<const std::string> route_names() {
    static const std::vector<std::string> names = make_names();
    return names;
}

}  // namespace fcgi
