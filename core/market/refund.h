// How money goes back: the provider is asked until it is known to have sent it, and pays nothing twice.
#pragma once

#include "core/market/payment.h"
#include "core/store/refunds.h"

namespace market {

// One refund that is due. False when its provider did not answer.
bool send_refund(db::Connection& connection, const PaymentHouse& payments, base::RefundId id);

}  // namespace market
