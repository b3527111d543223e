// A database for tests: real, on the server that CHATROOM_TEST_DATABASE_URL names, in a schema of this process alone.
#pragma once

#include <string>

#include "core/base/config.h"

namespace support {

// Every table of sql/ as the migrations leave it, numbers counted from 1 again. What an earlier call gave is gone. A test that alters tables begins with empty_database(). Throws std::runtime_error when the variable is not set. The schema
// is dropped when the test program ends.
base::DatabaseSettings fresh_database();

// The same without any table.
base::DatabaseSettings empty_database();

// The same with the language room "en" and its lounges "en-all" and "en-us", both open to everybody.
base::DatabaseSettings seeded_database();

// The checkout, and its folder sql/.
std::string source_root();
std::string migrations_folder();

}  // namespace support
