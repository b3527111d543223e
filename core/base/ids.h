// Strong ids: a LoungeId cannot be handed over where a ParticipantId is meant. Parsed once, at the edge.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace base {

template <class Tag>
struct Id {
    std::uint64_t value = 0;

    constexpr Id() = default;
    constexpr explicit Id(std::uint64_t v) : value(v) {}
    constexpr auto operator<=>(const Id&) const = default;
};

using LoungeId = Id<struct LoungeTag>;
using LanguageRoomId = Id<struct LanguageRoomTag>;
using StreamId = Id<struct StreamTag>;
using ParticipantId = Id<struct ParticipantTag>;
using MessageId = Id<struct MessageTag>;
using DirectId = Id<struct DirectTag>;  // of a direct message
using ConversationId = Id<struct ConversationTag>;
using MediaId = Id<struct MediaTag>;
using PreviewId = Id<struct PreviewTag>;  // of what a link leads to
using TempSessionId = Id<struct TempSessionTag>;
using SessionId = Id<struct SessionTag>;  // a member's
using UserId = Id<struct UserTag>;
using PushSubscriptionId = Id<struct PushSubscriptionTag>;
using PushDeliveryId = Id<struct PushDeliveryTag>;
using SidecarId = Id<struct SidecarTag>;
using ActionId = Id<struct ActionTag>;  // of a moderator
using CaseId = Id<struct CaseTag>;
using ReportId = Id<struct ReportTag>;
using AppealId = Id<struct AppealTag>;
using RuleId = Id<struct RuleTag>;        // about what is said
using RemovalId = Id<struct RemovalTag>;  // of a request from outside
using ItemId = Id<struct ItemTag>;        // of a listing in the market
using ItemFileId = Id<struct ItemFileTag>;
using OrderId = Id<struct OrderTag>;
using RefundId = Id<struct RefundTag>;
using PaymentEventId = Id<struct PaymentEventTag>;
using PostingId = Id<struct PostingTag>;
using VerificationId = Id<struct VerificationTag>;  // an attempt to prove one's age
using DocumentId = Id<struct DocumentTag>;          // one picture of it

// Any session: a guest's and a member's may bear the same number.
struct SessionKey {
    bool member = false;
    std::uint64_t number = 0;

    constexpr auto operator<=>(const SessionKey&) const = default;
};

// Place of an event in its stream: 1, 2, 3, ...; 0 is "before the first".
using Seq = std::uint64_t;

}  // namespace base

template <class Tag>
struct std::hash<base::Id<Tag>> {
    std::size_t operator()(base::Id<Tag> id) const noexcept { return std::hash<std::uint64_t>{}(id.value); }
};

template <>
struct std::hash<base::SessionKey> {
    std::size_t operator()(base::SessionKey key) const noexcept {
        return std::hash<std::uint64_t>{}(key.number << 1 | static_cast<std::uint64_t>(key.member));
    }
};
