// Orders, what sellers earn, and what moderators decide about money. The conventions are those of pages.h; amounts, states and times come as texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace view {

// templates/order.html. ID, ITEM, TITLE_OF_ITEM, AMOUNT, STATE, HINT (section holding TEXT: what comes next), AT_TEXT, METHOD, OTHER, OTHER_ID, sections AS_BUYER, AS_SELLER or AS_MODERATOR, TEST
// (no money moved), NSFW; forms as sections: PAY, CANCEL, DELIVER, CONFIRM (holding section DISPUTED_NOW, it takes the dispute back, or NOT_DISPUTED), DISPUTE (holding DISPUTE_DRAFT, DISPUTE_ERROR), REFUND (holding LEFT, REFUND_DRAFT, REFUND_ERROR),
// RATE (holding repeated STARS (an Option), RATING_DRAFT, STARS_ERROR, RATING_ERROR), WRITE (holding CLIENT_ID, DRAFT, WRITE_ERROR), UPLOAD (holding UPLOAD_ERROR), DECIDE (holding LEFT, REFUND_DRAFT, WHY_DRAFT, REFUND_ERROR,
// WHY_ERROR); repeated sections FILE (NAME, SIZE, ADDRESS), REFUNDED (AMOUNT, STATE, CLAIM (holding ADDRESS)), MESSAGE (AUTHOR, BODY, AT_TEXT, section MINE); sections FILES (any), NO_MESSAGES,
// DISPUTED (holding TEXT), RATED (holding STARS_TEXT, BODY), NOTE, FORM_ERROR (holding TEXT).
struct OrderFileRow {
    std::string name;
    std::string size;
    std::string address;
};
struct RefundRow {
    std::string amount;
    std::string state;
    std::string claim;  // an address; may be empty
};
struct OrderMessageRow {
    std::string author;
    std::string body;
    std::string at;
    bool mine = false;
};
struct AmountForm {
    std::string left;
    std::string draft;
    std::optional<std::string> error{};
};
struct RateForm {
    unsigned stars = 0;  // chosen; 0: none
    std::string draft;
    std::optional<std::string> stars_error{};
    std::optional<std::string> text_error{};
};
struct TextForm {
    std::string draft;
    std::string client_id{};
    std::optional<std::string> error{};
};
struct OrderPage {
    enum class Side { buyer, seller, moderator };
    std::uint64_t id = 0;
    std::uint64_t item = 0;
    std::string title;
    std::string amount;
    std::string state;
    std::optional<std::string> hint{};
    std::string at;
    std::string method;
    std::string other;
    std::uint64_t other_id = 0;
    Side side = Side::buyer;
    bool test = false;
    bool may_pay = false;
    bool may_cancel = false;
    bool may_deliver = false;
    bool may_confirm = false;
    bool disputed_now = false;
    std::optional<TextForm> dispute{};
    std::optional<AmountForm> refund{};
    std::optional<RateForm> rate{};
    std::optional<TextForm> write{};
    std::optional<TextForm> upload{};
    std::optional<AmountForm> decide{};
    std::string why{};
    std::optional<std::string> why_error{};
    std::vector<OrderFileRow> files{};
    std::vector<RefundRow> refunds{};
    std::vector<OrderMessageRow> messages{};
    std::optional<std::string> dispute_note{};
    std::optional<std::string> rated_stars{};
    std::string rated_body{};
    std::optional<std::string> note{};
    std::optional<std::string> form_error{};
};

// templates/orders.html. Sections PURCHASES or SALES (which list it is), repeated ORDER (ID, TITLE_OF_ITEM, OTHER, AMOUNT, STATE, AT_TEXT, section NEWS), NO_ORDERS, OLDER (holding BEFORE).
struct OrderRow {
    std::uint64_t id = 0;
    std::string title;
    std::string other;
    std::string amount;
    std::string state;
    std::string at;
    bool news = false;
};
struct OrdersPage {
    bool sales = false;
    std::vector<OrderRow> orders;
    std::optional<std::uint64_t> older_before{};
};

// templates/statement.html. Repeated sections BALANCE (AMOUNT, HELD) and ENTRY (AT_TEXT, WHAT, AMOUNT, section OF_ORDER holding ID, TITLE_OF_ITEM); sections NO_BALANCE, NO_ENTRIES, OLDER (holding BEFORE); PAYOUT_DRAFT, PAYOUT_ERROR,
// NOTE (sections holding TEXT), FEE (a text), LEAST (an amount).
struct BalanceRow {
    std::string amount;
    std::string held;
};
struct EntryRow {
    std::string at;
    std::string what;
    std::string amount;
    std::uint64_t order = 0;  // 0: none
    std::string title;
};
struct StatementPage {
    std::vector<BalanceRow> balances;
    std::vector<EntryRow> entries;
    std::optional<std::uint64_t> older_before{};
    std::string payout;
    std::optional<std::string> payout_error{};
    std::string fee;
    std::string least;
    std::optional<std::string> note{};
};

// templates/test_payment.html. ID, TITLE_OF_ITEM, AMOUNT.
struct TestPaymentPage {
    std::uint64_t id = 0;
    std::string title;
    std::string amount;
};

// templates/disputes.html. Repeated section DISPUTE (ID, TITLE_OF_ITEM, BUYER, SELLER, AMOUNT, AT_TEXT, BODY), section NO_DISPUTES, NOTE (holding TEXT).
struct DisputeRow {
    std::uint64_t id = 0;
    std::string title;
    std::string buyer;
    std::string seller;
    std::string amount;
    std::string at;
    std::string body;
};
struct DisputesPage {
    std::vector<DisputeRow> disputes;
    std::optional<std::string> note{};
};

}  // namespace view
