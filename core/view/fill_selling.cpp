#include "core/view/fill.h"
#include "core/view/selling_pages.h"

namespace view {
namespace {

void fill_own_item(Dictionary& row, const OwnItemRow& item) {
    set_number(row, "ID", item.id);
    row.SetValue("TITLE", item.title);
    row.SetValue("PRICE", item.price);
    show_text(row, "PIECES", item.pieces);
    show_if(row, "NSFW", item.nsfw);
    show_if(row, "REFUSED", item.refused);
    if (item.picture_id == 0) return row.ShowSection("NO_PICTURE");
    Dictionary& picture = *row.AddSectionDictionary("PICTURE");
    set_number(picture, "PICTURE_ID", item.picture_id);
    picture.SetValue("PICTURE_KEY", item.picture_key);
}

void include_listing(Dictionary& form, const std::string& set, const ListingFields& values) {
    Dictionary& fields = include(form, "LISTING", set, "_listing.html");
    fields.SetValue("TITLE", values.title);
    fields.SetValue("DESCRIPTION", values.description);
    fields.SetValue("PRICE", values.price);
    fields.SetValue("STOCK", values.stock);
    list_options(fields, "CATEGORY", values.categories);
    list_options(fields, "TYPE", values.types);
    list_options(fields, "CURRENCY", values.currencies);
    list_options(fields, "ROOM", values.rooms);
    show_text(fields, "TITLE_ERROR", values.title_error);
    show_text(fields, "DESCRIPTION_ERROR", values.description_error);
    show_text(fields, "CATEGORY_ERROR", values.category_error);
    show_text(fields, "TYPE_ERROR", values.type_error);
    show_text(fields, "PRICE_ERROR", values.price_error);
    show_text(fields, "CURRENCY_ERROR", values.currency_error);
    show_text(fields, "STOCK_ERROR", values.stock_error);
    show_text(fields, "ROOM_ERROR", values.room_error);
    if (!values.declare) return;
    Dictionary& declare = *fields.AddSectionDictionary("DECLARE");
    show_if(declare, "CONSENT", values.consent);
    show_text(declare, "CONSENT_ERROR", values.consent_error);
}

void fill_moves(Dictionary& page, const EditListingPage& values) {
    show_if(page, "PAUSE", values.pause);
    if (!values.offer && !values.resume) return;
    Dictionary& form = *page.AddSectionDictionary("TO_OFFER");
    set_number(form, "ID", values.id);
    form.ShowSection(values.offer ? "OFFER" : "RESUME");
    if (values.declare)
        show_text(*form.AddSectionDictionary("DECLARE"), "DECLARE_ERROR", values.declare_error);
}

void fill_pictures(Dictionary& page, const EditListingPage& values) {
    page.SetValue("PICTURES", values.pictures_text);
    for (std::size_t place = 0; place < values.pictures.size(); ++place) {
        const ItemPictureRow& picture = values.pictures[place];
        Dictionary& row = *page.AddSectionDictionary("PICTURE");
        set_number(row, "ID", values.id);
        set_number(row, "NUMBER", place + 1);
        set_number(row, "PICTURE_ID", picture.id);
        row.SetValue("PICTURE_KEY", picture.key);
        set_number(row, "PICTURE_WIDTH", picture.width);
        set_number(row, "PICTURE_HEIGHT", picture.height);
        show_if(row, "EARLIER", place > 0);
        show_if(row, "LATER", place + 1 < values.pictures.size());
    }
    show_text(page, "PICTURE_ERROR", values.picture_error);
    if (!values.more_pictures) return;
    Dictionary& more = *page.AddSectionDictionary("MORE_PICTURES");
    set_number(more, "ID", values.id);
    show_if(more, "DECLARE_PICTURES", values.declare_pictures);
}

void fill_files(Dictionary& page, const EditListingPage& values) {
    for (const auto& file : values.files) {
        Dictionary& row = *page.AddSectionDictionary("FILE");
        set_number(row, "ID", values.id);
        set_number(row, "FILE_ID", file.id);
        row.SetValue("FILE_NAME", file.name);
        row.SetValue("FILE_SIZE", file.size);
    }
    show_if(page, "NO_FILES", values.files.empty());
    show_text(page, "FILE_ERROR", values.file_error);
    if (values.more_files) set_number(*page.AddSectionDictionary("MORE_FILES"), "ID", values.id);
}

void fill_review(Dictionary& row, const ReviewRow& values) {
    set_number(row, "ID", values.id);
    row.SetValue("TITLE", values.title);
    row.SetValue("DESCRIPTION", values.description);
    row.SetValue("FACTS", values.facts);
    set_number(row, "SELLER_ID", values.seller_id);
    row.SetValue("SELLER", values.seller);
    row.SetValue("AT_TEXT", values.at);
    row.SetValue("DRAFT", values.draft);
    show_if(row, "BEFORE", values.offered_before);
    if (values.note_error) {
        Dictionary& error = *row.AddSectionDictionary("NOTE_ERROR");
        set_number(error, "ID", values.id);
        error.SetValue("TEXT", *values.note_error);
    }
    list_listing_pictures(row, values.pictures);
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const SellPage& values) {
    show_text(page, "NOTE", values.note);
    if (values.guest) return page.ShowSection("GUEST");
    Dictionary& member = *page.AddSectionDictionary("MEMBER");
    for (const auto& group : values.groups) {
        Dictionary& section = *member.AddSectionDictionary("GROUP");
        section.SetValue("HEADING", group.heading);
        for (const auto& item : group.items) fill_own_item(*section.AddSectionDictionary("ITEM"), item);
    }
    show_if(member, "NO_ITEMS", values.groups.empty());
}

void fill(Dictionary& page, const std::string& set, const NewListingPage& values) {
    show_text(page, "FORM_ERROR", values.form_error);
    include_listing(page, set, values.fields);
}

void fill(Dictionary& page, const std::string& set, const EditListingPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("MARK", values.mark);
    page.SetValue("HEADING", values.heading);
    page.SetValue("STATE", values.state);
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    show_text(page, "REVIEW_NOTE", values.review_note);
    if (values.shown) set_number(*page.AddSectionDictionary("SHOWN"), "ID", values.id);
    fill_moves(page, values);
    include_listing(page, set, values.fields);
    fill_pictures(page, values);
    fill_files(page, values);
}

void fill(Dictionary& page, const std::string& /*set*/, const ItemHistoryPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("HEADING", values.heading);
    if (values.own) set_number(*page.AddSectionDictionary("OWN"), "ID", values.id);
    for (const auto& revision : values.revisions) {
        Dictionary& row = *page.AddSectionDictionary("REVISION");
        set_number(row, "VERSION", revision.version);
        row.SetValue("AT_TEXT", revision.at);
        row.SetValue("TITLE", revision.title);
        row.SetValue("DESCRIPTION", revision.description);
        row.SetValue("FACTS", revision.facts);
        show_text(row, "DECLARED", revision.declared);
    }
    show_if(page, "NO_REVISIONS", values.revisions.empty());
}

void fill(Dictionary& page, const std::string& /*set*/, const ListingReviewsPage& values) {
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    for (const auto& listing : values.listings) fill_review(*page.AddSectionDictionary("LISTING"), listing);
    show_if(page, "NO_LISTINGS", values.listings.empty());
}

void fill(Dictionary& page, const std::string& set, const ItemReportPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("HEADING", values.heading);
    show_text(page, "FORM_ERROR", values.form_error);
    include_report(page, set, values.report);
}

}  // namespace view
