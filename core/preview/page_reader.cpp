#include "core/preview/page_reader.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <map>
#include <memory>

#include "core/base/ascii.h"
#include "core/preview/clean_text.h"

namespace preview {
namespace {

// Far more than is shown of it: nobody fills our memory by a title without an end.
constexpr std::size_t longest_text = 8192;
// Within so many bytes a page must say its charset (https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding).
constexpr std::size_t prescanned = 1024;
// Above that many elements within each other it is no page, and the parser would take ever longer.
constexpr int deepest = 64;

struct FreeParser {
    void operator()(htmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

// What libxml2 tells of a head, as it goes along; no tree is made.
class HeadReader {
public:
    // `utf8`, whatever the page itself says it is.
    void read(std::string_view utf8) {
        htmlSAXHandler handler{};
        handler.startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
            of(self).begin(view(name), attributes);
        };
        handler.endElement = [](void* self, const xmlChar* name) { of(self).end(view(name)); };
        handler.characters = [](void* self, const xmlChar* text, int size) {
            of(self).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
        };
        handler.cdataBlock = handler.characters;
        const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
            htmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
        if (!parser) throw std::bad_alloc();
        htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                             HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
        feed(parser.get(), utf8);
    }

    // The first of these that the page has.
    std::string first_of(std::initializer_list<const char*> names) const {
        for (const char* name : names) {
            const auto found = meta_.find(name);
            if (found != meta_.end() && !found->second.empty()) return found->second;
        }
        return {};
    }
    const std::string& title() const { return title_; }
    const std::string& charset() const { return charset_; }

private:
    static HeadReader& of(void* self) { return *static_cast<HeadReader*>(self); }

    // In parts, so that what comes after the head is not even looked at.
    void feed(htmlParserCtxtPtr parser, std::string_view text) {
        constexpr std::size_t part = 4096;
        for (std::size_t at = 0; at < text.size() && !done_; at += part) {
            const auto one = text.substr(at, part);
            if (htmlParseChunk(parser, one.data(), static_cast<int>(one.size()), 0) != 0 &&
                parser->disableSAX != 0)
                return;
        }
        if (!done_) htmlParseChunk(parser, nullptr, 0, 1);
    }

    void begin(std::string_view name, const xmlChar** attributes) {
        if (name == "body" || ++depth_ > deepest) done_ = true;
        if (done_) return;
        if (name == "title" && title_.empty()) in_title_ = true;
        if (name == "meta") meta(attributes);
    }
    void end(std::string_view name) {
        --depth_;
        if (name == "title") in_title_ = false;
        if (name == "head") done_ = true;
    }
    void characters(std::string_view text) {
        if (!in_title_ || done_) return;
        title_.append(text.substr(0, longest_text - std::min(longest_text, title_.size())));
    }

    void meta(const xmlChar** attributes) {
        std::string name;
        std::string_view content;
        for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
            const std::string_view key = view(attributes[0]);
            const std::string_view value = view(attributes[1]);
            if (key == "property" || (key == "name" && name.empty()))
                name = base::lower_case(std::string(value));
            if (key == "http-equiv") name = "http-equiv " + base::lower_case(std::string(value));
            if (key == "content") content = value;
            if (key == "charset" && charset_.empty()) charset_ = base::lower_case(std::string(value));
        }
        if (name == "http-equiv content-type") charset_of(content);
        constexpr std::size_t most = 100;
        if (!name.empty() && meta_.size() < most) meta_.try_emplace(name, content.substr(0, longest_text));
    }

    void charset_of(std::string_view content) {
        const std::string text = base::lower_case(std::string(content));
        const auto at = text.find("charset=");
        if (at != std::string::npos && charset_.empty())
            charset_ = text.substr(at + 8, text.find_first_of("; ", at + 8) - at - 8);
    }

    std::map<std::string, std::string, std::less<>> meta_;
    std::string title_;
    std::string charset_;
    int depth_ = 0;
    bool in_title_ = false;
    bool done_ = false;
};

// A page that says its charset itself says so in letters that most of them share.
std::string own_charset(std::string_view page) {
    HeadReader reader;
    reader.read(to_utf8(page.substr(0, prescanned), "windows-1252"));
    // It could not have been read so if that were true.
    return reader.charset().starts_with("utf-16") ? "utf-8" : reader.charset();
}

}  // namespace

PageHead read_head(std::string_view page, std::string_view charset) {
    HeadReader reader;
    reader.read(to_utf8(page, charset.empty() ? own_charset(page) : std::string(charset)));
    PageHead head{.title = reader.first_of({"og:title", "twitter:title"}),
                  .text = reader.first_of({"og:description", "twitter:description", "description"}),
                  .picture = reader.first_of({"og:image:secure_url", "og:image", "og:image:url",
                                              "twitter:image", "twitter:image:src"})};
    if (head.title.empty()) head.title = reader.title();
    head.video = base::lower_case(reader.first_of({"og:type"})).starts_with("video") ||
                 !reader.first_of({"og:video:secure_url", "og:video:url", "og:video"}).empty();
    return head;
}

}  // namespace preview
