#include "core/market/files.h"

#include <filesystem>

#include "core/media/folder_store.h"
#include "tests/core/selling.h"

namespace {

using base::Millis;

struct AwayStore final : media::ObjectStore {
    void put(std::string_view /*name*/, std::string_view /*bytes*/, std::string_view /*type*/) override {
        throw media::StoreAway("away");
    }
    void remove(std::string_view /*name*/) override {}
    media::Link link(std::string_view /*name*/, base::Time /*now*/) const override { return {}; }
};

struct Delivered : support::Selling {
    support::ScratchFolder scratch;
    media::FolderStore objects{scratch.path()};
    market::FileHouse files{house, objects};

    base::Result<store::ItemFile> add(const accounts::Session& who, base::ItemId id,
                                      const std::string& bytes = "bytes", const std::string& name = "a.txt") {
        clock.forward(Millis{1});
        return market::add_file(connection, files, who, id, {.name = name, .bytes = bytes});
    }
    base::Result<store::ItemFile> add(base::ItemId id) { return add(seller, id); }
    std::string removed(base::ItemId id, base::ItemFileId file) {
        clock.forward(Millis{1});
        const auto refused = market::remove_file(connection, house, seller, id, file);
        return refused ? std::string(base::wire_code(refused->code)) : "ok";
    }
    // As far as files need to know of it.
    store::Order order(base::ItemId id) {
        std::string once(16, '0');
        once.back() = static_cast<char>('0' + ++orders_);
        const base::OrderId made{other.insert(
            "INSERT INTO transaction (item_id, buyer_user_id, seller_user_id, amount_minor, currency, payment_method, idempotency_key, "
            "created_at, updated_at, item_version, content_type, fee_minor, provider, hold_until) VALUES (?, ?, ?, 100, 'USD', 'STRIPE', ?, "
            "'2026-01-01', '2026-01-01', 1, 'SFW', 0, 'TEST', '2026-01-01')",
            id, *plain.user, *seller.user, once)};
        clock.forward(Millis{1});
        return {.id = made, .item = id, .seller = *seller.user, .created_at = clock.now()};
    }
    std::string got(const store::Order& made) {
        std::string names;
        for (const auto& file : store::files_for(other, made))
            names += (names.empty() ? "" : " ") + file.name;
        return names;
    }
    std::size_t lying() {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path()))
            count += entry.is_regular_file() ? 1 : 0;
        return count;
    }

private:
    int orders_ = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(market_files, Delivered)

BOOST_AUTO_TEST_CASE(names_of_files_are_fit_to_be_shown_and_to_be_a_header) {
    using market::clean_file_name;
    const std::pair<std::string, std::string> names[] = {{"a.txt", "a.txt"},
                                                         {"../../etc/passwd", "passwd"},
                                                         {"C:\\Users\\me\\film.mp4", "film.mp4"},
                                                         {"", "file"},
                                                         {"...", "file"},
                                                         {".htaccess", "htaccess"},
                                                         {"a\"b.txt", "ab.txt"},
                                                         {"a\r\nSet-Cookie: x", "a Set-Cookie: x"},
                                                         {std::string("a\0b", 3), "ab"},
                                                         {"gpj.\xE2\x80\xAE"
                                                          "exe",
                                                          "gpj.exe"},
                                                         {"\xFF\xFE.zip", "zip"},
                                                         {"лампа 灯.zip", "лампа 灯.zip"},
                                                         {"dir/", "file"}};
    for (const auto& [typed, clean] : names) BOOST_TEST(clean_file_name(typed) == clean, typed);
    const std::string longest = clean_file_name(std::string(500, 'x') + ".tar.gz");
    BOOST_TEST(longest.ends_with(".gz"));
    BOOST_TEST(longest.size() <= 203U);  // an ellipsis is one character of three bytes
    BOOST_TEST(clean_file_name("x." + std::string(500, 'y')).size() <= 205U);
}

BOOST_AUTO_TEST_CASE(a_file_is_stored_as_it_is_under_a_name_that_tells_nothing) {
    const auto id = draft();
    const std::string bytes("\x00\xFF<script>", 10);
    const auto file = add(seller, id, bytes, "../my film.mp4");
    BOOST_REQUIRE(file.ok());
    BOOST_TEST(file->name == "my film.mp4");
    BOOST_TEST(file->key.starts_with("file-"));
    BOOST_TEST(file->key.size() == 31U);
    BOOST_TEST(lying() == 1U);
    const auto kept = store::files_of_item(other, id);
    BOOST_REQUIRE_EQUAL(kept.size(), 1U);
    BOOST_TEST(kept[0].byte_size == bytes.size());
}

BOOST_AUTO_TEST_CASE(files_have_bounds_and_an_owner) {
    config.limits.item_file_bytes = 5;
    config.limits.item_files = 2;
    const auto id = draft();
    BOOST_TEST(code(add(seller, id, "")) == "file_missing");
    BOOST_TEST(code(add(seller, id, "123456")) == "file_bytes");
    BOOST_TEST(code(add(other_seller, id, "12")) == "item_unknown");
    BOOST_TEST(code(add(of_ann, id, "12")) == "members_only");
    BOOST_TEST(code(add(id)) == "ok");
    BOOST_TEST(code(add(id)) == "ok");
    BOOST_TEST(code(add(id)) == "files_many");
    seller.participant.muted_until = clock.now() + Millis{60'000};
    BOOST_TEST(code(add(draft())) == "muted");
    BOOST_TEST(base::Limits{}.item_files == 10U);
    BOOST_TEST(base::Limits{}.item_file_bytes == 20U * 1024 * 1024);
}

BOOST_AUTO_TEST_CASE(a_buyer_gets_what_was_there_when_they_bought) {
    const auto id = offered();
    const auto first = add(seller, id, "1", "first").value();
    const auto early = order(id);
    add(seller, id, "2", "second").value();
    const auto middle = order(id);
    BOOST_TEST(removed(id, first.id) == "ok");
    const auto late = order(id);
    BOOST_TEST(got(early) == "first");
    BOOST_TEST(got(middle) == "first second");
    BOOST_TEST(got(late) == "second");
    BOOST_TEST(removed(id, first.id) == "file_missing");
    BOOST_TEST(move(id, market::ListingMove::remove) == "REMOVED");
    BOOST_TEST(got(middle) == "first second");
    BOOST_TEST(store::files_of_item(other, id).empty());
}

BOOST_AUTO_TEST_CASE(a_file_made_for_one_order_is_for_its_buyer_alone) {
    const auto id = offered();
    const auto hers = order(id);
    const auto another = order(id);
    const auto file = market::add_order_file(connection, files, seller, hers, {.name = "own", .bytes = "x"});
    BOOST_TEST(code(file) == "ok");
    BOOST_TEST(got(hers) == "own");
    BOOST_TEST(got(another).empty());
    BOOST_TEST(store::files_of_item(other, id).empty());
    BOOST_TEST(removed(id, file->id) == "file_missing");
    BOOST_TEST(code(market::add_order_file(connection, files, other_seller, hers,
                                           {.name = "own", .bytes = "x"})) == "order_unknown");
    config.limits.item_files = 1;
    BOOST_TEST(code(market::add_order_file(connection, files, seller, hers, {.name = "b", .bytes = "x"})) ==
               "files_many");
}

BOOST_AUTO_TEST_CASE(what_is_not_stored_is_given_to_nobody_and_counts_for_nothing) {
    const auto id = offered();
    AwayStore away;
    const market::FileHouse broken{house, away};
    BOOST_TEST(code(market::add_file(connection, broken, seller, id, {.name = "a", .bytes = "x"})) ==
               "unavailable");
    BOOST_TEST(got(order(id)).empty());
    BOOST_TEST(store::count_files_of_item(other, id) == 0U);
    // One whose process died: it counts until the next upload an hour later.
    store::add_file(
        other, {.item = id, .order = {}, .key = "file-dead", .name = "a", .byte_size = 1, .at = clock.now()});
    config.limits.item_files = 1;
    BOOST_TEST(code(add(id)) == "files_many");
    clock.forward(Millis{std::chrono::hours{2}});
    BOOST_TEST(code(add(id)) == "ok");
}

BOOST_AUTO_TEST_CASE(a_draft_with_files_stays_until_they_are_erased) {
    const auto id = draft();
    add(id).value();
    BOOST_TEST(move(id, market::ListingMove::remove) == "REMOVED");
    BOOST_TEST(state(id) == "REMOVED");
    BOOST_TEST(store::erasable_files(other, clock.now() + Millis{1}, 10).size() == 1U);
    BOOST_TEST(store::erasable_files(other, clock.now() - Millis{1}, 10).empty());
}

BOOST_AUTO_TEST_SUITE_END()
