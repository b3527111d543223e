// Errors a user can cause are values: [[nodiscard]] Result<T>. What only an operator can mend is an exception.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "core/base/clock.h"

namespace base {

// Every refusal a visitor can meet. The table in result.cpp gives each its wire code (PROTOCOL.md), HTTP status and text.
enum class ErrorCode {
    // names and entry
    name_too_short,
    name_too_long,
    name_characters,
    name_reserved,
    name_taken,
    age_required,
    task_missing,
    answer_wrong,
    // sessions and doors
    no_session,
    session_ended,
    csrf_missing,
    csrf_invalid,
    too_many_requests,
    too_many_entries,
    // accounts
    phone_required,
    phone_invalid,
    phone_country,
    too_young,
    birth_year_invalid,
    real_name_invalid,
    user_exists,
    missing_credentials,
    invalid_credentials,
    missing_fields,
    wrong_password,
    password_too_short,
    password_too_long,
    password_common,
    password_same,
    password_change_required,
    account_suspended,
    second_step_required,
    second_step_wrong,
    second_step_missing,
    second_step_kept,
    members_only,
    not_allowed,
    bio_too_long,
    too_many_attempts,
    too_many_heartbeats,
    too_many_sms,
    no_refresh_token,
    invalid_session,
    invalid_refresh_token,
    // lounges
    unknown_lounge,
    unknown_language,
    no_access,
    lounge_closed,
    // people
    unknown_person,
    not_yourself,
    too_many_blocks,
    // direct messages
    direct_members_only,
    direct_to_guest,
    you_blocked,
    takes_no_direct,
    too_many_conversations,
    waiting,
    not_waiting,
    // posting
    bad_id,
    body_empty,
    body_too_long,
    body_invalid,
    muted,
    slow_down,
    unknown_message,
    not_yours,
    edit_too_late,
    emoji_invalid,
    too_many_emoji,
    // pictures
    picture_missing,
    picture_bytes,
    picture_type,
    picture_video,
    picture_pixels,
    picture_damaged,
    picture_effort,
    picture_gone,
    // videos
    video_bytes,
    video_type,
    video_length,
    video_sides,
    video_damaged,
    video_effort,
    too_many_uploads,
    // moderation
    banned,
    kicked,
    kept_out,
    staff_protected,
    ground_missing,
    length_missing,
    moderation_text_long,
    not_in_force,
    members_write,
    verified_write,
    links_off,
    case_taken,
    case_not_taken,
    case_decided,
    own_content,
    too_many_reports,
    appeal_empty,
    appeal_long,
    appeal_made,
    own_decision,
    links_later,
    said_already,
    content_refused,
    held_enough,
    not_shown,
    rule_pattern,
    rule_unknown,
    removal_text_missing,
    removal_text_long,
    removal_link,
    removal_contact,
    removal_untrue,
    removal_note_missing,
    removal_note_long,
    removal_note_made,
    removal_answer_missing,
    too_many_removals,
    case_not_held,
    // market
    item_unknown,
    item_no_access,
    item_title_missing,
    item_title_long,
    item_text_missing,
    item_text_long,
    item_category_missing,
    item_type_missing,
    item_room_missing,
    item_price,
    item_currency,
    item_stock,
    item_consent,
    seller_unverified,
    item_state,
    items_many,
    item_pictures_many,
    file_missing,
    file_bytes,
    files_many,
    item_note_missing,
    item_changed,
    item_sold_out,
    item_own,
    seller_blocked,
    method_missing,
    method_closed,
    too_many_orders,
    payment_away,
    order_unknown,
    order_state,
    order_text_missing,
    order_text_long,
    refund_amount,
    link_ended,
    rating_stars,
    rating_long,
    rating_made,
    payout_long,
    orders_open,
    webhook_refused,
    // proofs of age
    age_unproven,
    verification_open,
    verification_tries,
    verification_state,
    verification_kind,
    document_missing,
    document_bytes,
    document_type,
    document_pixels,
    document_damaged,
    document_effort,
    document_pdf,
    document_gone,
    documents_incomplete,
    review_reason,
    review_text_long,
    review_birth_date,
    review_under_age,
    review_document_expired,
    review_mismatch,
    review_second,
    own_verification,
    proof_away,
    proof_refused,
    proof_unfinished,
    proof_used,
    // notifications
    push_invalid,
    // socket
    malformed,
    unknown_type,
    too_early,
    not_joined,
    too_many_lounges,
    too_many_sockets,
    slow_reader,
    going_away,
    // HTTP
    bad_request,
    not_found,
    method_not_allowed,
    too_large,
    unsupported_media,
    unavailable,
    internal,
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::optional<Millis> retry_after = std::nullopt;
};

// The wire code, e.g. "slow_down". Static storage. Any thread.
std::string_view wire_code(ErrorCode code);
// What the JSON API says: English, and where its description fixes the words, those. Static storage.
std::string_view api_text(ErrorCode code);
// The HTTP status this error becomes. Any thread.
int http_status(ErrorCode code);
// The English text for the person, a msgid of the message catalogue: translate before showing. Static storage.
std::string_view message_id(ErrorCode code);

// Either a value or an Error.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}                  // NOLINT: a value is a result
    Result(Error error) : state_(error) {}                         // NOLINT: an error is a result
    Result(ErrorCode code) : state_(Error{code, std::nullopt}) {}  // NOLINT

    bool ok() const { return std::holds_alternative<T>(state_); }
    explicit operator bool() const { return ok(); }
    // Precondition: ok().
    T& value() { return std::get<T>(state_); }
    const T& value() const { return std::get<T>(state_); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    // Precondition: !ok().
    const Error& error() const { return std::get<Error>(state_); }

private:
    std::variant<T, Error> state_;
};

}  // namespace base
