#include "core/view/fill.h"

namespace view {
namespace {

void fill_found(Dictionary& row, const FoundLine& line) {
    set_number(row, "SEQ", line.seq);
    row.SetValue("AUTHOR", line.author);
    show_if(row, "GUEST", line.guest);
    show_if(row, "VEILED", line.veiled);
    set_number(row, "AT", static_cast<std::uint64_t>(base::to_epoch_ms(line.at)));
    row.SetValue("AT_ISO", base::to_iso8601(line.at));
    row.SetValue("AT_TEXT", line.at_text);
    for (const auto& piece : line.pieces) {
        Dictionary& part = *row.AddSectionDictionary("PIECE");
        part.SetValue("TEXT", piece.text);
        part.ShowSection(piece.hit ? "HIT" : "PLAIN");
    }
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const SearchPage& values) {
    page.SetValue("SLUG", values.slug);
    page.SetValue("NAME", values.name);
    page.SetValue("FLAG", values.flag);
    page.SetValue("CODE", values.code);
    page.SetValue("LANGUAGE", values.language);
    page.SetValue("QUERY", values.query);
    show_if(page, "NOT_ASKED", !values.asked);
    show_if(page, "NOTHING", values.asked && values.found.empty() && !values.broken_off);
    show_if(page, "BROKEN_OFF", values.broken_off);
    for (const auto& line : values.found) fill_found(*page.AddSectionDictionary("FOUND"), line);
    if (values.before) set_number(*page.AddSectionDictionary("OLDER"), "BEFORE", *values.before);
}

}  // namespace view
