// What a page's script imports is asked for with the page.
#include "core/view/modules.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/scratch_folder.h"

namespace {

using Names = std::vector<std::string>;

struct Folder : support::ScratchFolder {
    void write(const std::string& name, const std::string& script) const {
        std::ofstream(path() + "/" + name) << script;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(view_modules)

BOOST_AUTO_TEST_CASE(every_import_is_found_once_and_the_nearest_first) {
    Folder folder;
    folder.write("page.js", "import { a } from \"./a.js\";\nimport {\n  b,\n} from \"./b.js\";\n");
    folder.write("a.js", "import { c } from \"./c.js\";\nexport { b } from \"./b.js\";\n");
    folder.write("b.js", "export const b = 1;\n");
    // In a circle, and what is imported when it is wanted.
    folder.write("c.js", "import { a } from \"./a.js\";\nconst later = () => import(\"./later.js\");\n");
    BOOST_TEST(view::imports_of("page.js", folder.path()) == (Names{"a.js", "b.js", "c.js"}),
               boost::test_tools::per_element());
    BOOST_TEST(view::imports_of("b.js", folder.path()).empty());
}

BOOST_AUTO_TEST_CASE(a_module_that_is_not_there_is_named) {
    Folder folder;
    folder.write("page.js", "import { a } from \"./gone.js\";\n");
    BOOST_CHECK_EXCEPTION(
        view::imports_of("page.js", folder.path()), std::runtime_error,
        [](const auto& error) { return std::string(error.what()).ends_with("gone.js cannot be read"); });
}

BOOST_AUTO_TEST_CASE(the_links_stand_in_front_of_the_script) {
    Folder folder;
    folder.write("page.js", "import { a } from \"./a.js\";\n");
    folder.write("a.js", "");
    const std::string address = "/static/{{ASSETS:url_query_escape}}/js/";
    const std::string script = "<script type=\"module\" src=\"" + address + "page.js\"></script>";
    const std::string link = "<link rel=\"modulepreload\" href=\"" + address + "a.js\">";
    BOOST_TEST(view::preload_modules("<p>" + script + "</p>", folder.path()) ==
               "<p>" + link + script + "</p>");
    BOOST_TEST(view::preload_modules(script + script, folder.path()) == link + script + link + script);
    BOOST_TEST(view::preload_modules("<p>no script</p>", folder.path()) == "<p>no script</p>");
}

BOOST_AUTO_TEST_SUITE_END()
