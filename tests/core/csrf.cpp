// CSRF tokens, and the mask under which pages carry them.
#include "core/accounts/csrf.h"

#include <boost/test/unit_test.hpp>
#include <set>

#include "core/accounts/csrf_mask.h"
#include "core/base/crypto.h"

namespace {

const accounts::CsrfTokens& tokens() {
    static const accounts::CsrfTokens made("0123456789abcdef0123456789abcdef");
    return made;
}

std::string refusal_of(std::string_view cookie, std::string_view submitted) {
    const auto refusal = tokens().refusal(cookie, submitted);
    return refusal ? std::string(base::wire_code(refusal->code)) : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csrf)

BOOST_AUTO_TEST_CASE(a_token_is_good_as_it_is_and_masked) {
    const std::string token = tokens().make();
    BOOST_TEST(refusal_of(token, token) == "");
    BOOST_TEST(refusal_of(token, accounts::masked_csrf(token)) == "");
    BOOST_TEST(accounts::unmasked_csrf(accounts::masked_csrf(token)) == token);
    BOOST_TEST(accounts::unmasked_csrf(token) == token);
}

BOOST_AUTO_TEST_CASE(each_mask_is_another_and_shows_nothing_of_the_token) {
    const std::string token = tokens().make();
    std::set<std::string> masks;
    for (int i = 0; i < 100; ++i) {
        masks.insert(accounts::masked_csrf(token));
        BOOST_TEST(masks.rbegin()->find(token.substr(0, 8)) == std::string::npos);
    }
    BOOST_TEST(masks.size() == 100U);
}

// As long as a token and another in every place: what stays the same would be a place to guess at.
BOOST_AUTO_TEST_CASE(no_letter_of_a_mask_is_bound_to_the_token) {
    const std::string token = tokens().make();
    const std::size_t length = accounts::masked_csrf(token).size();
    for (std::size_t at = 1; at < length; ++at) {
        std::set<char> letters;
        for (int i = 0; i < 64; ++i) letters.insert(accounts::masked_csrf(token)[at]);
        BOOST_TEST(letters.size() > 1U, "the letter at " << at << " is always the same");
    }
}

BOOST_AUTO_TEST_CASE(a_mask_with_any_letter_changed_is_refused) {
    const std::string token = tokens().make();
    const std::string mask = accounts::masked_csrf(token);
    for (std::size_t at = 0; at < mask.size(); ++at) {
        std::string changed = mask;
        changed[at] = changed[at] == 'A' ? 'E' : 'A';
        if (accounts::unmasked_csrf(changed) == token) continue;  // the last letter has bits that say nothing
        BOOST_TEST(refusal_of(token, changed) == "csrf_invalid", at);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_mask_is_refused) {
    const std::string token = tokens().make();
    for (const char* wrong : {".", ".A", ".AAAA", ".AAAAAA", "..", ". ", ".\"", "x"})
        BOOST_TEST(refusal_of(token, wrong) == "csrf_invalid", wrong);
    BOOST_TEST(refusal_of(token, "") == "csrf_missing");
    BOOST_TEST(refusal_of("", accounts::masked_csrf(token)) == "csrf_missing");
    BOOST_TEST(refusal_of(token, accounts::masked_csrf(tokens().make())) == "csrf_invalid");
    BOOST_TEST(refusal_of("x", accounts::masked_csrf("x")) == "csrf_invalid");
}

BOOST_AUTO_TEST_SUITE_END()
