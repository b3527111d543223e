// What the built-in stand-in for providers of payments keeps. No money moves.
#pragma once

#include <optional>
#include <string_view>

#include "core/db/connection.h"
#include "core/store/money.h"

namespace store {

enum class TestPaymentStatus { open, paid, ended };

struct TestPayment {
    Money amount{};
    TestPaymentStatus status = TestPaymentStatus::open;
    std::uint64_t refunded_minor = 0;
};

// One that is there stays as it is.
void add_test_payment(db::Connection& connection, std::string_view reference, Money amount, base::Time now);
std::optional<TestPayment> find_test_payment(db::Connection& connection, std::string_view reference);
// Only an open one changes.
void close_test_payment(db::Connection& connection, std::string_view reference, TestPaymentStatus status);
// Once for each `once`. False when it is more than is left.
bool refund_test_payment(db::Connection& connection, std::string_view reference, std::string_view once,
                         std::uint64_t minor);

}  // namespace store
