// Randomness from the operating system through OpenSSL; good enough for keys and tokens. Any thread.
#pragma once

#include <cstddef>
#include <string>

namespace base {

// `count` random bytes. Throws std::runtime_error when the system has none to give.
std::string random_bytes(std::size_t count);

// `length` characters of 0-9 a-z without the look-alikes 0 o 1 l i.
std::string random_code(std::size_t length);

// A fresh id for a post made by a page's form: 22 characters that the rule for client ids accepts.
std::string random_client_id();

}  // namespace base
