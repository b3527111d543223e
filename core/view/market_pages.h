// The market as visitors see it: browsing and search, one listing, one seller, the panel beside a lounge. The conventions are those of pages.h; prices, categories,
// ratings and times come as texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/view/moderation_pages.h"
#include "core/view/option.h"

namespace view {

// Within a card: section PICTURE holding PICTURE_ID, PICTURE_KEY, PICTURE_WIDTH and _HEIGHT (of the thumbnail), and section PLAIN or BLURRED (holding BLUR).
struct ItemPictureView {
    std::uint64_t id = 0;
    std::string key;
    std::uint64_t width = 0;
    std::uint64_t height = 0;
    std::string blur;
    bool blurred = false;
};

// templates/_item.html. ID, TITLE, PRICE, CATEGORY, SELLER, section RATING (holding TEXT), section NSFW, section PICTURE or NO_PICTURE.
struct ItemCardView {
    std::uint64_t id = 0;
    std::string title;
    std::string price;
    std::string category;
    std::string seller;
    std::optional<std::string> rating;
    bool nsfw = false;
    std::optional<ItemPictureView> picture;
};

// templates/market.html. QUERY (as typed); repeated sections LANGUAGE, CATEGORY, CURRENCY, ORDER (Options), and in section CONTENTS, for who may see both kinds, CONTENT; what
// is chosen of each as LANGUAGE_VALUE, CATEGORY_VALUE, ... for the addresses of further pages; LEAST, MOST (whole units, as typed); FORM_ERROR (section holding TEXT); repeated
// {{>ITEM}} = _item.html; sections NOTHING, BROKEN_OFF, MORE (holding AFTER), FURTHER (this is not the first page).
struct MarketPage {
    std::string query;
    std::vector<Option> languages;
    std::vector<Option> categories;
    std::vector<Option> currencies;
    std::vector<Option> orders;
    std::vector<Option> contents;
    std::string least;
    std::string most;
    std::optional<std::string> form_error;
    std::vector<ItemCardView> items;
    bool broken_off = false;
    std::optional<std::string> after;
    bool further = false;
};

// A way to pay: repeated section METHOD: VALUE, TEXT, sections CHOSEN, TEST (nobody takes money).
struct MethodChoice {
    std::string value;
    std::string text;
    bool test = false;
    bool chosen = false;
};

// Within item.html section BUY: ORDER_KEY, VERSION, repeated section METHOD, section NO_METHODS, BUY_ERROR (section holding TEXT).
struct BuyForm {
    std::string order_key;  // 32 hex digits, fresh with each page
    std::uint32_t version = 0;
    std::vector<MethodChoice> methods;
    std::optional<std::string> error;
};

// Within item.html section SHARE: CLIENT_ID, repeated section LOUNGE (an Option), SHARE_ERROR (section holding TEXT).
struct ShareForm {
    std::string client_id;
    std::vector<Option> lounges;
    std::optional<std::string> error;
};

// templates/_rating.html, repeated {{>RATING}}: STARS_TEXT, AT_TEXT, BODY (section holding TEXT).
struct RatingRow {
    std::string stars;
    std::string at;
    std::optional<std::string> body;
};

// templates/item.html. ID, TITLE, DESCRIPTION, PRICE, CATEGORY, LANGUAGE (CODE and NAME of the room), SELLER, SELLER_ID, sections NSFW, RATED (holding TEXT), SELLER_RATED (holding TEXT), STOCK (holding TEXT),
// GONE (holding TEXT: it cannot be bought now), OWN (the viewer's own), BECOME_MEMBER (a guest's), UNPAID (holding ORDER: the viewer has begun to buy it), BUY, SHARE; repeated section PICTURE (as of a card, with NUMBER) ; repeated {{>RATING}}; {{>REPORT}}
// (somebody else's); NOTE, FORM_ERROR (sections holding TEXT).
struct ItemPage {
    std::uint64_t id = 0;
    std::string title;
    std::string description;
    std::string price;
    std::string category;
    std::string language_code;
    std::string language;
    std::string seller;
    std::uint64_t seller_id = 0;
    bool nsfw = false;
    std::optional<std::string> rating;
    std::optional<std::string> seller_rating;
    std::optional<std::string> stock;
    std::optional<std::string> gone;
    bool own = false;
    bool become_member = false;
    std::optional<std::uint64_t> unpaid_order;
    std::vector<ItemPictureView> pictures;
    std::optional<BuyForm> buy;
    std::optional<ShareForm> share;
    std::vector<RatingRow> ratings;
    std::optional<ReportForm> report;
    std::optional<std::string> form_error;
    std::optional<std::string> note;
};

// templates/seller.html. ID, NAME, SINCE, BIO (section holding TEXT), RATED (section holding TEXT), sections SELF, WRITE (both are members); repeated {{>ITEM}}; sections NOTHING, MORE (holding AFTER).
struct SellerPage {
    std::uint64_t id = 0;
    std::string name;
    std::string since;
    std::optional<std::string> bio;
    std::optional<std::string> rating;
    bool self = false;
    bool writable = false;
    std::vector<ItemCardView> items;
    std::optional<std::string> after;
};

// templates/market_panel.html, a fragment that a lounge's page fetches: repeated {{>ITEM}} = _panel_item.html (as _item.html); section NOTHING.
struct MarketPanel {
    std::vector<ItemCardView> items;
};

}  // namespace view
