// What each route does. A handler parses its input, calls the core and fills a view struct; preconditions and errors are the dispatcher's.
#pragma once

#include "core/base/result.h"
#include "fcgi/context.h"
#include "fcgi/response.h"

namespace fcgi::handlers {

// entry.cpp
base::Result<Response> show_entry(Context& context);  // GET /
base::Result<Response> enter(Context& context);       // POST /enter
Response enter_refused(Context& context, const base::Error& error);
base::Result<Response> leave(Context& context);  // POST /leave

// languages.cpp
base::Result<Response> show_languages(Context& context);  // GET /languages
base::Result<Response> show_lounges(Context& context);    // GET /languages/{code}

// lounge.cpp
base::Result<Response> show_lounge(Context& context);  // GET /lounges/{slug}
base::Result<Response> show_place(Context& context);   // GET /lounges/{slug}/{#seq}
base::Result<Response> show_lines(Context& context);   // GET /lounges/{slug}/lines

// door.cpp
base::Result<Response> show_queue(Context& context);        // GET /lounges/{slug}/queue
base::Result<Response> admit_from_queue(Context& context);  // POST /lounges/{slug}/queue/admit
base::Result<Response> leave_queue(Context& context);       // POST /lounges/{slug}/queue/leave
// market.cpp, item_page.cpp, share_item.cpp, seller_page.cpp
base::Result<Response> show_market(Context& context);        // GET /market
base::Result<Response> show_market_panel(Context& context);  // GET /market/panel
base::Result<Response> show_item(Context& context);          // GET /market/items/{id}
base::Result<Response> share_item(Context& context);         // POST /market/items/{id}/share
base::Result<Response> show_seller(Context& context);        // GET /market/sellers/{id}
// search.cpp
base::Result<Response> show_search(Context& context);  // GET /lounges/{slug}/search

// messages.cpp
base::Result<Response> post_message(Context& context);  // POST /lounges/{slug}/messages
base::Result<Response> post_picture(Context& context);  // POST /lounges/{slug}/pictures

// message_page.cpp
base::Result<Response> show_message(Context& context);        // GET /lounges/{slug}/messages/{seq}
base::Result<Response> edit_message(Context& context);        // POST /lounges/{slug}/messages/{seq}/edit
base::Result<Response> delete_message(Context& context);      // POST /lounges/{slug}/messages/{seq}/delete
base::Result<Response> react_to_message(Context& context);    // POST /lounges/{slug}/messages/{seq}/react
base::Result<Response> unreact_to_message(Context& context);  // POST /lounges/{slug}/messages/{seq}/unreact
base::Result<Response> remove_preview(
    Context& context);  // POST /lounges/{slug}/messages/{seq}/preview/remove

// direct.cpp
base::Result<Response> show_direct(Context& context);           // GET /direct
base::Result<Response> show_conversation(Context& context);     // GET /direct/{id}
base::Result<Response> show_direct_lines(Context& context);     // GET /direct/{id}/lines
base::Result<Response> post_direct(Context& context);           // POST /direct/{id}/messages
base::Result<Response> delete_direct(Context& context);         // POST /direct/{id}/delete
base::Result<Response> save_direct_settings(Context& context);  // POST /direct/settings

// person_page.cpp
base::Result<Response> show_person(Context& context);     // GET /people/{id}
base::Result<Response> block_person(Context& context);    // POST /people/{id}/block
base::Result<Response> unblock_person(Context& context);  // POST /people/{id}/unblock
base::Result<Response> show_blocks(Context& context);     // GET /account/blocks

// verification.cpp
base::Result<Response> show_verification(Context& context);       // GET /account/verification
base::Result<Response> begin_verification(Context& context);      // POST /account/verification
base::Result<Response> add_document(Context& context);            // POST /account/verification/{part}
base::Result<Response> hand_in_verification(Context& context);    // POST /account/verification/hand-in
base::Result<Response> take_back_verification(Context& context);  // POST /account/verification/take-back
Response verification_refused(Context& context, const base::Error& error);

// report.cpp
base::Result<Response> report_message(Context& context);  // POST /lounges/{slug}/messages/{seq}/report
Response report_of_message_refused(Context& context, const base::Error& error);
base::Result<Response> report_person(Context& context);  // POST /people/{id}/report
Response report_of_person_refused(Context& context, const base::Error& error);
base::Result<Response> report_item(Context& context);  // POST /market/items/{id}/report
Response report_of_item_refused(Context& context, const base::Error& error);
base::Result<Response> show_reports(Context& context);  // GET /reports

// moderate.cpp
base::Result<Response> moderate_message(Context& context);  // POST /lounges/{slug}/messages/{seq}/moderate
base::Result<Response> moderate_person(Context& context);   // POST /people/{id}/moderate
base::Result<Response> lift_action(Context& context);       // POST /moderation/actions/{id}/lift

// emergency.cpp
base::Result<Response> show_emergency(Context& context);    // GET /moderation/emergency
base::Result<Response> switch_emergency(Context& context);  // POST /moderation/emergency

// audit_page.cpp
base::Result<Response> show_audit_log(Context& context);  // GET /audit

// overview_page.cpp
base::Result<Response> show_overview(Context& context);  // GET /moderation/overview

// keys_page.cpp
base::Result<Response> show_keys(Context& context);  // GET /keys

// content_rules.cpp
base::Result<Response> show_rules(Context& context);   // GET /moderation/rules
base::Result<Response> put_rule(Context& context);     // POST /moderation/rules: or tries it
base::Result<Response> change_rule(Context& context);  // POST /moderation/rules/{id}: what it does

// moderation_queue.cpp, moderation_case.cpp
base::Result<Response> show_moderation(Context& context);    // GET /moderation
base::Result<Response> show_case(Context& context);          // GET /moderation/cases/{id}
base::Result<Response> show_case_picture(Context& context);  // GET /moderation/cases/{id}/picture
base::Result<Response> take_case(Context& context);          // POST /moderation/cases/{id}/take
base::Result<Response> give_back_case(Context& context);     // POST /moderation/cases/{id}/give-back
base::Result<Response> decide_case(Context& context);        // POST /moderation/cases/{id}/decide
base::Result<Response> dismiss_case(Context& context);       // POST /moderation/cases/{id}/dismiss
base::Result<Response> show_contacts(Context& context);      // POST /moderation/cases/{id}/contact
base::Result<Response> settle_case(Context& context);        // POST /moderation/cases/{id}/settle

// proof_reviews.cpp, proof_review.cpp
base::Result<Response> show_proof_reviews(Context& context);  // GET /moderation/proofs
base::Result<Response> take_proof(Context& context);          // POST /moderation/proofs/{id}/take
base::Result<Response> release_proof(Context& context);       // POST /moderation/proofs/{id}/release
base::Result<Response> show_proof_review(Context& context);   // GET /moderation/proofs/{id}
base::Result<Response> show_proof_picture(Context& context);  // GET /moderation/proofs/{id}/pictures/{part}
base::Result<Response> approve_proof(Context& context);       // POST /moderation/proofs/{id}/approve
base::Result<Response> reject_proof(Context& context);        // POST /moderation/proofs/{id}/reject
base::Result<Response> revoke_proof(Context& context);        // POST /moderation/proofs/{id}/revoke

// appeal_page.cpp
base::Result<Response> show_appeal(Context& context);    // GET /moderation/appeals/{id}
base::Result<Response> decide_appeal(Context& context);  // POST /moderation/appeals/{id}/decide

// decision.cpp
base::Result<Response> show_own_decision(Context& context);  // GET /decisions/mine
base::Result<Response> show_decision(Context& context);      // GET /decisions/{code}
base::Result<Response> appeal(Context& context);             // POST /decisions/{code}/appeal
Response appeal_refused(Context& context, const base::Error& error);

// removal.cpp
base::Result<Response> show_removal(Context& context);     // GET /removal
base::Result<Response> ask_for_removal(Context& context);  // POST /removal
Response removal_refused(Context& context, const base::Error& error);
base::Result<Response> show_removal_state(Context& context);  // GET /removal/{code}
base::Result<Response> add_removal_note(Context& context);    // POST /removal/{code}/note
Response removal_note_refused(Context& context, const base::Error& error);

// auth.cpp
base::Result<Response> give_task(Context& context);        // GET /api/auth/task
base::Result<Response> give_csrf_token(Context& context);  // POST /api/auth/csrf
base::Result<Response> enter_by_api(Context& context);     // POST /api/auth/guest

// account_api.cpp
base::Result<Response> sign_up_by_api(Context& context);          // POST /api/auth/signup
base::Result<Response> sign_in_by_api(Context& context);          // POST /api/auth/signin
base::Result<Response> second_step_by_api(Context& context);      // POST /api/auth/second-step
base::Result<Response> forgot_password_by_api(Context& context);  // POST /api/auth/forgot-password
base::Result<Response> change_password_by_api(Context& context);  // POST /api/auth/change-password
base::Result<Response> refresh_session(Context& context);         // POST /api/auth/refresh
base::Result<Response> sign_out_by_api(Context& context);         // POST /api/auth/logout
base::Result<Response> heartbeat(Context& context);               // POST /api/heartbeat

// pictures.cpp
base::Result<Response> upload_by_api(Context& context);   // POST /api/media
base::Result<Response> show_media(Context& context);      // GET /media/{id}/{key}
base::Result<Response> show_thumbnail(Context& context);  // GET /media/{id}/{key}/thumb
base::Result<Response> show_preview_picture(
    Context& context);  // GET /lounges/{slug}/messages/{seq}/preview/{key}

// push.cpp
base::Result<Response> show_push(Context& context);        // GET /api/push
base::Result<Response> switch_on_push(Context& context);   // POST /api/push
base::Result<Response> switch_off_push(Context& context);  // POST /api/push/off

// sign_up_page.cpp
base::Result<Response> show_sign_up(Context& context);  // GET /signup
base::Result<Response> sign_up(Context& context);       // POST /signup
Response sign_up_refused(Context& context, const base::Error& error);
base::Result<Response> show_forgotten(Context& context);  // GET /forgotten
base::Result<Response> send_password(Context& context);   // POST /forgotten
Response forgotten_refused(Context& context, const base::Error& error);

// sign_in_page.cpp
base::Result<Response> show_sign_in(Context& context);  // GET /signin
base::Result<Response> sign_in(Context& context);       // POST /signin
Response sign_in_refused(Context& context, const base::Error& error);
base::Result<Response> show_sign_in_code(Context& context);  // GET /signin/code
base::Result<Response> finish_sign_in(Context& context);     // POST /signin/code
Response sign_in_code_refused(Context& context, const base::Error& error);

// password_page.cpp
base::Result<Response> show_password(Context& context);  // GET /account/password
base::Result<Response> save_password(Context& context);  // POST /account/password
Response password_refused(Context& context, const base::Error& error);

// account_page.cpp
base::Result<Response> show_account(Context& context);  // GET /account
base::Result<Response> save_profile(Context& context);  // POST /account/profile
Response profile_refused(Context& context, const base::Error& error);

// sessions_page.cpp
base::Result<Response> show_sessions(Context& context);       // GET /account/sessions
base::Result<Response> end_session(Context& context);         // POST /account/sessions/end
base::Result<Response> end_other_sessions(Context& context);  // POST /account/sessions/end-others
Response sessions_refused(Context& context, const base::Error& error);

// second_step_page.cpp
base::Result<Response> show_second_step(Context& context);        // GET /account/second-step
base::Result<Response> begin_second_step(Context& context);       // POST /account/second-step/begin
base::Result<Response> confirm_second_step(Context& context);     // POST /account/second-step
base::Result<Response> renew_recovery_codes(Context& context);    // POST /account/second-step/codes
base::Result<Response> switch_off_second_step(Context& context);  // POST /account/second-step/off
Response second_step_refused(Context& context, const base::Error& error);
Response recovery_codes_refused(Context& context, const base::Error& error);
Response second_step_off_refused(Context& context, const base::Error& error);

// personal_data_page.cpp
base::Result<Response> show_data(Context& context);      // GET /account/data
base::Result<Response> download_data(Context& context);  // POST /account/data
Response data_refused(Context& context, const base::Error& error);
base::Result<Response> show_deletion(Context& context);   // GET /account/delete
base::Result<Response> delete_account(Context& context);  // POST /account/delete
Response deletion_refused(Context& context, const base::Error& error);

// selling.cpp
base::Result<Response> show_own_listings(Context& context);  // GET /market/sell
base::Result<Response> show_new_listing(Context& context);   // GET /market/sell/new
base::Result<Response> add_listing(Context& context);        // POST /market/sell/new
Response new_listing_refused(Context& context, const base::Error& error);
base::Result<Response> show_edit_listing(Context& context);  // GET /market/items/{id}/edit
base::Result<Response> change_listing(Context& context);     // POST /market/items/{id}/edit
Response listing_change_refused(Context& context, const base::Error& error);
base::Result<Response> move_listing(Context& context);       // POST /market/items/{id}/state
base::Result<Response> show_item_history(Context& context);  // GET /market/items/{id}/history

// item_uploads.cpp
base::Result<Response> add_item_picture(Context& context);   // POST /market/items/{id}/pictures
base::Result<Response> move_item_picture(Context& context);  // POST /market/items/{id}/pictures/{picture}
base::Result<Response> add_item_file(Context& context);      // POST /market/items/{id}/files
base::Result<Response> remove_item_file(Context& context);   // POST /market/items/{id}/files/{file}/remove

// listing_reviews.cpp
base::Result<Response> show_listing_reviews(Context& context);  // GET /moderation/listings
base::Result<Response> review_listing(Context& context);        // POST /moderation/listings/{id}

// legal_page.cpp
base::Result<Response> show_terms(Context& context);    // GET /terms
base::Result<Response> show_privacy(Context& context);  // GET /privacy

// preferences.cpp
base::Result<Response> show_preferences(Context& context);  // GET /preferences
base::Result<Response> save_preferences(Context& context);  // POST /preferences

// installed.cpp
base::Result<Response> show_manifest(Context& context);  // GET /manifest.webmanifest
base::Result<Response> show_offline(Context& context);   // GET /offline

// share.cpp
base::Result<Response> show_own_lounges(Context& context);  // GET /lounges
base::Result<Response> show_share(Context& context);        // GET /share

// kept_posts.cpp
base::Result<Response> post_kept(Context& context);  // POST /api/posts

// styleguide.cpp
base::Result<Response> show_styleguide(Context& context);  // GET /styleguide

// orders.cpp
base::Result<Response> show_purchases(Context& context);   // GET /market/orders
base::Result<Response> show_sales(Context& context);       // GET /market/sales
base::Result<Response> show_order(Context& context);       // GET /market/orders/{id}
base::Result<Response> cancel_order(Context& context);     // POST /market/orders/{id}/cancel
base::Result<Response> deliver_order(Context& context);    // POST /market/orders/{id}/deliver
base::Result<Response> confirm_order(Context& context);    // POST /market/orders/{id}/confirm
base::Result<Response> dispute_order(Context& context);    // POST /market/orders/{id}/dispute
base::Result<Response> refund_order(Context& context);     // POST /market/orders/{id}/refund
base::Result<Response> write_to_order(Context& context);   // POST /market/orders/{id}/messages
base::Result<Response> rate_order(Context& context);       // POST /market/orders/{id}/rate
base::Result<Response> upload_to_order(Context& context);  // POST /market/orders/{id}/files
base::Result<Response> download_file(Context& context);  // GET /market/orders/{id}/files/{file}/{until}/{key}

// buy.cpp
base::Result<Response> buy_item(Context& context);           // POST /market/items/{id}/buy
base::Result<Response> pay_order(Context& context);          // POST /market/orders/{id}/pay
base::Result<Response> return_to_order(Context& context);    // GET /market/orders/{id}/return
base::Result<Response> show_test_payment(Context& context);  // GET /market/test-payment/{id}
base::Result<Response> make_test_payment(Context& context);  // POST /market/test-payment/{id}

// outside_proof.cpp
base::Result<Response> begin_outside_proof(Context& context);   // POST /account/verification/openid
base::Result<Response> finish_outside_proof(Context& context);  // GET /account/verification/openid/return

// statement.cpp
base::Result<Response> show_statement(Context& context);  // GET /market/statement
base::Result<Response> save_payout(Context& context);     // POST /market/statement

// disputes.cpp
base::Result<Response> show_disputes(Context& context);   // GET /moderation/disputes
base::Result<Response> show_dispute(Context& context);    // GET /moderation/disputes/{id}
base::Result<Response> decide_dispute(Context& context);  // POST /moderation/disputes/{id}

// webhooks.cpp
base::Result<Response> take_stripe_notice(Context& context);  // POST /webhooks/stripe
base::Result<Response> take_paypal_notice(Context& context);  // POST /webhooks/paypal
base::Result<Response> take_crypto_notice(Context& context);  // POST /webhooks/btcpay

// health.cpp, metrics.cpp
base::Result<Response> show_health(Context& context);   // GET /health
base::Result<Response> show_metrics(Context& context);  // GET /metrics

}  // namespace fcgi::handlers
