#include "core/view/template_source.h"

#include <boost/locale.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <stdexcept>

namespace {

// A catalogue in memory.
class Texts : public boost::locale::message_format<char> {
public:
    explicit Texts(std::map<std::string, std::string> texts) : texts_(std::move(texts)) {}
    const char* get(int /*domain*/, const char* /*context*/, const char* id) const override {
        const auto found = texts_.find(id);
        return found == texts_.end() ? nullptr : found->second.c_str();
    }
    const char* get(int domain, const char* context, const char* id, int /*count*/) const override {
        return get(domain, context, id);
    }
    int domain(const std::string& /*name*/) const override { return 0; }
    const char* convert(const char* text, std::string& /*buffer*/) const override { return text; }

private:
    std::map<std::string, std::string> texts_;
};

view::Language language_with(std::map<std::string, std::string> texts) {
    return {"es", std::locale(std::locale::classic(), new Texts(std::move(texts)))};
}

std::string translated(const std::string& source, std::map<std::string, std::string> texts = {}) {
    const std::string head = "{{%AUTOESCAPE context=\"HTML\"}}";
    return view::translate_template(head + source, language_with(std::move(texts)), "test.html")
        .substr(head.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(view_template_source)

BOOST_AUTO_TEST_CASE(texts_are_translated_and_all_else_is_left_alone) {
    BOOST_TEST(translated("<p>[[Hello]]</p>", {{"Hello", "Hola"}}) == "<p>Hola</p>");
    BOOST_TEST(translated("[[a]][[b]] [c] ]]", {{"a", "1"}, {"b", "2"}}) == "12 [c] ]]");
    BOOST_TEST(translated("[[Hello]]") == "Hello");
}

BOOST_AUTO_TEST_CASE(a_translation_cannot_bring_markup_along) {
    BOOST_TEST(translated("<p title=\"[[a]]\">", {{"a", "<b>\"x\" & 'y'</b>"}}) ==
               "<p title=\"&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;\">");
    BOOST_TEST(translated("[[Don't]]") == "Don&#39;t");
}

BOOST_AUTO_TEST_CASE(markers_within_a_text_stay_markers) {
    BOOST_TEST(translated("[[Hello {{NAME}}, {{COUNT}} & more]]",
                          {{"Hello {{NAME}}, {{COUNT}} & more", "{{COUNT}} > {{NAME}}"}}) ==
               "{{COUNT}} &gt; \u2068{{NAME}}\u2069");
}

BOOST_AUTO_TEST_CASE(a_translation_with_other_markers_is_refused) {
    const std::string source = "[[Hello {{NAME}}]]";
    for (const char* wrong : {"Hola", "Hola {{NOMBRE}}", "{{NAME}} {{NAME}}", "{{NAME:none}}",
                              "{{NAME}} {{BODY}}", "{{NAME}", "{{NAME}} {{", "{{>NAME}}"}) {
        BOOST_TEST(translated(source, {{"Hello {{NAME}}", wrong}}) == "Hello \u2068{{NAME}}\u2069", wrong);
    }
    const std::string sections = "{{#A}}x{{/A}} {{B}}";
    BOOST_TEST(translated("[[" + sections + "]]", {{sections, "{{/A}}x{{#A}} {{B}}"}}) == sections);
    BOOST_TEST(translated("[[" + sections + "]]", {{sections, "{{B}} {{#A}}y{{/A}}"}}) ==
               "{{B}} {{#A}}y{{/A}}");
}

BOOST_AUTO_TEST_CASE(white_space_within_a_text_counts_as_one_space) {
    BOOST_TEST(translated("[[ one\n    two\t three ]]", {{"one two three", "uno"}}) == "uno");
}

BOOST_AUTO_TEST_CASE(indentation_goes_and_line_breaks_stay) {
    BOOST_TEST(translated("\n  <a\n    href=\"x\">\n\t<b> c </b>\n") == "\n<a\nhref=\"x\">\n<b> c </b>\n");
}

BOOST_AUTO_TEST_CASE(a_template_that_does_not_turn_escaping_on_is_refused) {
    for (const char* source :
         {"", "<p>", " {{%AUTOESCAPE context=\"HTML\"}}", "{{%AUTOESCAPE context=\"MANUAL\"}}",
          "{{!x}}{{%AUTOESCAPE context=\"HTML\"}}"}) {
        BOOST_CHECK_THROW(view::translate_template(source, language_with({}), "test.html"),
                          std::runtime_error);
    }
}

BOOST_AUTO_TEST_CASE(a_text_without_an_end_is_refused) {
    BOOST_CHECK_THROW(translated("<p>[[Hello</p>"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
