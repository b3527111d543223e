#include "core/base/result.h"

#include <array>

#include "core/base/tr.h"

namespace base {
namespace {

struct Row {
    ErrorCode code;
    std::string_view wire;
    int status;
    std::string_view text;
    std::string_view api = {};  // where the description of the JSON API fixes other words
};

// In the order of the enum; the static_assert below holds it there.
constexpr std::array rows{
    Row{ErrorCode::name_too_short, "name_too_short", 400, tr("A name needs at least 2 characters.")},
    Row{ErrorCode::name_too_long, "name_too_long", 400,
        tr("A name has at most 20 characters. Please shorten it.")},
    Row{ErrorCode::name_characters, "name_characters", 400,
        tr("A name is made of letters, digits and _ - . and begins with a letter or digit. Please leave out the rest.")},
    Row{ErrorCode::name_reserved, "name_reserved", 400,
        tr("This name is reserved. Please choose another one.")},
    Row{ErrorCode::name_taken, "name_taken", 409,
        tr("Somebody here has this name, or one that looks like it. Please choose another one.")},
    Row{ErrorCode::age_required, "age_required", 400, tr("Please say which age category is yours.")},
    Row{ErrorCode::task_missing, "task_missing", 403,
        tr("Many people are coming in just now. Please answer the question, or wait a moment and try again.")},
    Row{ErrorCode::answer_wrong, "answer_wrong", 403, tr("That is not the right number. Please try again.")},
    Row{ErrorCode::no_session, "no_session", 401, tr("Please enter first.")},
    Row{ErrorCode::session_ended, "session_ended", 401, tr("Your session has ended. Please enter again.")},
    Row{ErrorCode::csrf_missing, "csrf_missing", 403, tr("CSRF token missing")},
    Row{ErrorCode::csrf_invalid, "csrf_invalid", 403, tr("Invalid CSRF token")},
    Row{ErrorCode::too_many_requests, "too_many_requests", 429, tr("Too many requests. Please slow down.")},
    Row{ErrorCode::too_many_entries, "too_many_entries", 429,
        tr("Too many people entered from your address just now. Please try again later.")},
    Row{ErrorCode::phone_required, "phone_required", 400, tr("Please enter your phone number."),
        "phoneNumber required"},
    Row{ErrorCode::phone_invalid, "phone_invalid", 400,
        tr("This is no number that an SMS can be sent to. Please check it, and its country.")},
    Row{ErrorCode::phone_country, "phone_country", 400, tr("No SMS can be sent to numbers of this country.")},
    Row{ErrorCode::too_young, "too_young", 400, tr("You must be 18 or older.")},
    Row{ErrorCode::birth_year_invalid, "birth_year_invalid", 400,
        tr("Please enter the year in which you were born, in four digits.")},
    Row{ErrorCode::real_name_invalid, "real_name_invalid", 400,
        tr("First and last name have at most 100 characters each.")},
    Row{ErrorCode::user_exists, "user_exists", 409,
        tr("There is an account with this number. Please sign in, or have a new password sent."),
        "User already exists"},
    Row{ErrorCode::missing_credentials, "missing_credentials", 400,
        tr("Please enter your phone number and your password."), "Missing credentials"},
    Row{ErrorCode::invalid_credentials, "invalid_credentials", 401,
        tr("The number or the password is wrong."), "Invalid credentials"},
    Row{ErrorCode::missing_fields, "missing_fields", 400, tr("Please fill in every field."),
        "Missing fields"},
    Row{ErrorCode::wrong_password, "wrong_password", 401, tr("Your present password is another one."),
        "Current password is incorrect"},
    Row{ErrorCode::password_too_short, "password_too_short", 400,
        tr("A password needs at least 10 characters.")},
    Row{ErrorCode::password_too_long, "password_too_long", 400, tr("A password has at most 200 characters.")},
    Row{ErrorCode::password_common, "password_common", 400,
        tr("This password is easy to guess. Please choose a longer or less usual one.")},
    Row{ErrorCode::password_same, "password_same", 400,
        tr("This is the password you have now. Please choose another one.")},
    Row{ErrorCode::password_change_required, "password_change_required", 403,
        tr("Please choose a password of your own first.")},
    Row{ErrorCode::account_suspended, "account_suspended", 403, tr("This account is suspended.")},
    Row{ErrorCode::second_step_required, "second_step_required", 401,
        tr("Please enter the code from your authenticator app.")},
    Row{ErrorCode::second_step_wrong, "second_step_wrong", 401,
        tr("This code is not valid. Please enter the one that your app shows now.")},
    Row{ErrorCode::second_step_missing, "second_step_missing", 403,
        tr("Please set up the second step of your sign-in first.")},
    Row{ErrorCode::second_step_kept, "second_step_kept", 403,
        tr("You moderate or administer here, so your second step stays on.")},
    Row{ErrorCode::members_only, "members_only", 403, tr("This is for members. Please sign in.")},
    Row{ErrorCode::not_allowed, "not_allowed", 403, tr("You may not do this here.")},
    Row{ErrorCode::bio_too_long, "bio_too_long", 400, tr("The text about you has at most 1,000 characters.")},
    Row{ErrorCode::too_many_attempts, "too_many_attempts", 429,
        tr("Too many authentication attempts. Please try again later.")},
    Row{ErrorCode::too_many_heartbeats, "too_many_heartbeats", 429, tr("Heartbeat rate exceeded.")},
    Row{ErrorCode::too_many_sms, "too_many_sms", 429,
        tr("Enough SMS were sent for today. Please try again tomorrow.")},
    Row{ErrorCode::no_refresh_token, "no_refresh_token", 401, tr("Please sign in."), "No refresh token"},
    Row{ErrorCode::invalid_session, "invalid_session", 401,
        tr("Your session has ended. Please sign in again."), "Invalid session"},
    Row{ErrorCode::invalid_refresh_token, "invalid_refresh_token", 401,
        tr("Your session has ended. Please sign in again."), "Invalid refresh token"},
    Row{ErrorCode::unknown_lounge, "unknown_lounge", 404, tr("There is no such lounge.")},
    Row{ErrorCode::unknown_language, "unknown_language", 404, tr("There is no such language room.")},
    Row{ErrorCode::no_access, "no_access", 403, tr("This lounge is open to verified people only.")},
    Row{ErrorCode::lounge_closed, "lounge_closed", 403, tr("This lounge is closed.")},
    Row{ErrorCode::unknown_person, "unknown_person", 404, tr("There is no such person.")},
    Row{ErrorCode::not_yourself, "not_yourself", 400, tr("You cannot do this with yourself.")},
    Row{ErrorCode::too_many_blocks, "too_many_blocks", 409,
        tr("You have blocked as many people as one can. Please unblock somebody first.")},
    Row{ErrorCode::direct_members_only, "direct_members_only", 403,
        tr("Direct messages are between members. Become a member to write and to receive them.")},
    Row{ErrorCode::direct_to_guest, "direct_to_guest", 403,
        tr("Guests cannot receive direct messages. Talk to them in a lounge.")},
    Row{ErrorCode::you_blocked, "you_blocked", 403,
        tr("You have blocked this person. Unblock them to write to them.")},
    Row{ErrorCode::takes_no_direct, "takes_no_direct", 403, tr("This person takes no messages.")},
    Row{ErrorCode::too_many_conversations, "too_many_conversations", 429,
        tr("You have begun many conversations just now. Please wait a while before the next one.")},
    Row{ErrorCode::waiting, "waiting", 403,
        tr("This lounge is full. Please wait for your place at its door.")},
    Row{ErrorCode::not_waiting, "not_waiting", 404, tr("This person does not wait here any more.")},
    Row{ErrorCode::bad_id, "bad_id", 400, tr("The message id must be 1 to 36 letters, digits, - or _.")},
    Row{ErrorCode::body_empty, "body_empty", 400, tr("The message is empty.")},
    Row{ErrorCode::body_too_long, "body_too_long", 400,
        tr("A message has at most 4,000 characters. Please shorten it.")},
    Row{ErrorCode::body_invalid, "body_invalid", 400,
        tr("The message holds characters that cannot be shown. Please remove them.")},
    Row{ErrorCode::muted, "muted", 403, tr("You may read but not write here at the moment.")},
    Row{ErrorCode::slow_down, "slow_down", 429,
        tr("You are writing very fast. Please wait a moment, then send it again.")},
    Row{ErrorCode::unknown_message, "unknown_message", 404, tr("This message is not there any more.")},
    Row{ErrorCode::not_yours, "not_yours", 403, tr("Only whoever wrote a message may change it.")},
    Row{ErrorCode::edit_too_late, "edit_too_late", 403,
        tr("A message can be changed for 15 minutes. Please write a new one instead.")},
    Row{ErrorCode::emoji_invalid, "emoji_invalid", 400, tr("A reaction is one emoji. Please choose one.")},
    Row{ErrorCode::too_many_emoji, "too_many_emoji", 409,
        tr("This message has reactions enough. Please choose one that is there.")},
    Row{ErrorCode::picture_missing, "picture_missing", 400, tr("Please choose a picture.")},
    Row{ErrorCode::picture_bytes, "picture_bytes", 413,
        tr("A picture may have at most 10 MB. Please make it smaller.")},
    Row{ErrorCode::picture_type, "picture_type", 415, tr("A picture must be a JPEG, PNG, WebP or GIF file.")},
    Row{ErrorCode::picture_video, "picture_video", 415,
        tr("Videos cannot be shown here. Please send a link to yours instead.")},
    Row{ErrorCode::picture_pixels, "picture_pixels", 413,
        tr("This picture has more than 40 million pixels. Please make it smaller.")},
    Row{ErrorCode::picture_damaged, "picture_damaged", 400,
        tr("This picture is damaged and cannot be read.")},
    Row{ErrorCode::picture_effort, "picture_effort", 400,
        tr("This picture takes too long to read. Please save it in another format and try again.")},
    Row{ErrorCode::picture_gone, "picture_gone", 409,
        tr("This file is no longer here. Please choose it again.")},
    Row{ErrorCode::video_bytes, "video_bytes", 413,
        tr("A video may have at most 20 MB. Please make it shorter or smaller.")},
    Row{ErrorCode::video_type, "video_type", 415,
        tr("A video must be an MP4 file with H.264 and AAC, or a WebM file.")},
    Row{ErrorCode::video_length, "video_length", 413,
        tr("A video may last at most 60 seconds. Please make it shorter.")},
    Row{ErrorCode::video_sides, "video_sides", 413,
        tr("A video may be at most 1,920 pixels wide and high. Please make it smaller.")},
    Row{ErrorCode::video_damaged, "video_damaged", 400, tr("This video is damaged and cannot be read.")},
    Row{ErrorCode::video_effort, "video_effort", 400,
        tr("This video takes too long to read. Please save it in another format and try again.")},
    Row{ErrorCode::too_many_uploads, "too_many_uploads", 429,
        tr("You have sent many pictures just now. Please wait a few minutes.")},
    Row{ErrorCode::push_invalid, "push_invalid", 400, tr("Notifications cannot be sent to this browser.")},
    Row{ErrorCode::malformed, "malformed", 400, tr("The message could not be understood.")},
    Row{ErrorCode::unknown_type, "unknown_type", 400, tr("The message is of an unknown type.")},
    Row{ErrorCode::too_early, "too_early", 400, tr("Please wait for the welcome.")},
    Row{ErrorCode::not_joined, "not_joined", 400, tr("Please join the lounge first.")},
    Row{ErrorCode::too_many_lounges, "too_many_lounges", 400,
        tr("You are in too many lounges at once. Please leave one first.")},
    Row{ErrorCode::too_many_sockets, "too_many_sockets", 429,
        tr("You have opened the chat in too many places. The oldest was closed.")},
    Row{ErrorCode::slow_reader, "slow_reader", 503,
        tr("Your connection is too slow for this lounge. Connecting again.")},
    Row{ErrorCode::going_away, "going_away", 503, tr("The house restarts. You will be back in a moment.")},
    Row{ErrorCode::bad_request, "bad_request", 400, tr("The request could not be understood.")},
    Row{ErrorCode::not_found, "not_found", 404, tr("There is no page at this address.")},
    Row{ErrorCode::method_not_allowed, "method_not_allowed", 405,
        tr("This address cannot be used in this way.")},
    Row{ErrorCode::too_large, "too_large", 413, tr("This is too large to be sent.")},
    Row{ErrorCode::unsupported_media, "unsupported_media", 415,
        tr("This kind of content cannot be sent here.")},
    Row{ErrorCode::unavailable, "unavailable", 503,
        tr("The house cannot store messages just now. Please try again in a moment.")},
    Row{ErrorCode::internal, "internal", 500, tr("Internal server error")},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].code) != i) return false;
    }
    return rows.size() == static_cast<std::size_t>(ErrorCode::internal) + 1;
}
static_assert(in_order(), "one row for each ErrorCode, in the order of the enum");

const Row& row(ErrorCode code) { return rows.at(static_cast<std::size_t>(code)); }

}  // namespace

std::string_view wire_code(ErrorCode code) { return row(code).wire; }
std::string_view api_text(ErrorCode code) { return row(code).api.empty() ? row(code).text : row(code).api; }
int http_status(ErrorCode code) { return row(code).status; }
std::string_view message_id(ErrorCode code) { return row(code).text; }

}  // namespace base
