// Pages of whoever sells, and of moderators who look at listings before they are offered. The conventions are those of pages.h; words, prices and times come translated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/view/moderation_pages.h"
#include "core/view/option.h"

namespace view {

// templates/sell.html. NOTE (section holding TEXT), section GUEST (only members sell) or MEMBER, which holds section NO_ITEMS and repeated section GROUP: HEADING, repeated section ITEM: ID, TITLE, PRICE,
// PIECES and PICTURE (sections; PICTURE holds PICTURE_ID, PICTURE_KEY), sections NSFW, REFUSED (a moderator has said why).
struct OwnItemRow {
    std::uint64_t id = 0;
    std::string title{};
    std::string price{};
    std::optional<std::string> pieces{};  // section holding TEXT
    bool nsfw = false;
    bool refused = false;
    std::uint64_t picture_id = 0;  // 0: none
    std::string picture_key{};
};
struct OwnItemGroup {
    std::string heading{};
    std::vector<OwnItemRow> items{};
};
struct SellPage {
    bool guest = false;
    std::vector<OwnItemGroup> groups{};
    std::optional<std::string> note{};
};

// templates/_listing.html, included as {{>LISTING}} within a form. TITLE, DESCRIPTION, PRICE, STOCK; repeated sections CATEGORY, TYPE, CURRENCY, ROOM (Options); CONSENT (section: it is ticked);
// TITLE_ERROR, DESCRIPTION_ERROR, CATEGORY_ERROR, TYPE_ERROR, PRICE_ERROR, CURRENCY_ERROR, STOCK_ERROR, ROOM_ERROR, CONSENT_ERROR (sections holding TEXT); section DECLARE: it is declared with this form.
struct ListingFields {
    std::string title{};
    std::string description{};
    std::vector<Option> categories{};
    std::vector<Option> types{};
    std::string price{};
    std::vector<Option> currencies{};
    std::string stock{};
    std::vector<Option> rooms{};
    bool declare = false;
    bool consent = false;
    std::optional<std::string> title_error{};
    std::optional<std::string> description_error{};
    std::optional<std::string> category_error{};
    std::optional<std::string> type_error{};
    std::optional<std::string> price_error{};
    std::optional<std::string> currency_error{};
    std::optional<std::string> stock_error{};
    std::optional<std::string> room_error{};
    std::optional<std::string> consent_error{};
};

// templates/sell_new.html. {{>LISTING}}, FORM_ERROR (section holding TEXT).
struct NewListingPage {
    ListingFields fields{};
    std::optional<std::string> form_error{};
};

// templates/sell_edit.html. ID, MARK, HEADING, STATE, NOTE, FORM_ERROR, REVIEW_NOTE (sections holding TEXT), section SHOWN (others can see it); sections OFFER or RESUME (each holding section
// DECLARE: the declaration is due, and DECLARE_ERROR), PAUSE, {{>LISTING}}; PICTURES (what is said of how many there are), repeated section PICTURE: PICTURE_ID, PICTURE_KEY, PICTURE_WIDTH and _HEIGHT, NUMBER,
// sections EARLIER, LATER; MORE_PICTURES (section holding section DECLARE_PICTURES), PICTURE_ERROR; repeated section FILE: FILE_ID, FILE_NAME, FILE_SIZE; section MORE_FILES, FILE_ERROR, NO_FILES.
struct ItemPictureRow {
    std::uint64_t id = 0;
    std::string key{};
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};
struct ItemFileRow {
    std::uint64_t id = 0;
    std::string name{};
    std::string size{};
};
struct EditListingPage {
    std::uint64_t id = 0;
    std::string mark{};
    std::string heading{};
    std::string state{};
    std::optional<std::string> note{};
    std::optional<std::string> form_error{};
    std::optional<std::string> review_note{};
    bool shown = false;
    bool offer = false;
    bool resume = false;
    bool pause = false;
    bool declare = false;
    std::optional<std::string> declare_error{};
    ListingFields fields{};
    std::vector<ItemPictureRow> pictures{};
    std::string pictures_text{};
    bool more_pictures = false;
    bool declare_pictures = false;
    std::optional<std::string> picture_error{};
    std::vector<ItemFileRow> files{};
    bool more_files = false;
    std::optional<std::string> file_error{};
};

// templates/item_history.html: what was on offer before. ID, HEADING, sections OWN (the viewer sells it), NO_REVISIONS; repeated section REVISION: VERSION, AT_TEXT, TITLE, DESCRIPTION, FACTS,
// DECLARED (section holding TEXT: when).
struct RevisionRow {
    std::uint64_t version = 0;
    std::string at{};
    std::string title{};
    std::string description{};
    std::string facts{};
    std::optional<std::string> declared{};
};
struct ItemHistoryPage {
    std::uint64_t id = 0;
    std::string heading{};
    bool own = false;
    std::vector<RevisionRow> revisions{};
};

// templates/listing_reviews.html: what waits for a moderator before it is offered. NOTE, FORM_ERROR (sections holding TEXT), section NO_LISTINGS; repeated section LISTING: ID, TITLE, DESCRIPTION, FACTS,
// SELLER_ID, SELLER, AT_TEXT, DRAFT (what was typed), NOTE_ERROR (section holding TEXT), section BEFORE (it was on offer), repeated section LISTING_PICTURE.
struct ReviewRow {
    std::uint64_t id = 0;
    std::string title{};
    std::string description{};
    std::string facts{};
    std::uint64_t seller_id = 0;
    std::string seller{};
    std::string at{};
    bool offered_before = false;
    std::vector<ListingPicture> pictures{};
    std::string draft{};
    std::optional<std::string> note_error{};
};
struct ListingReviewsPage {
    std::vector<ReviewRow> listings{};
    std::optional<std::string> note{};
    std::optional<std::string> form_error{};
};

// templates/item_report.html: the form that reports a listing, come back. ID, HEADING, FORM_ERROR (section holding TEXT), {{>REPORT}}.
struct ItemReportPage {
    std::uint64_t id = 0;
    std::string heading{};
    ReportForm report{};
    std::optional<std::string> form_error{};
};

}  // namespace view
