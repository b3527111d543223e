// A Redis for one test: real, on a unix socket in a scratch folder; without a file, so that it forgets when it is killed. Ends with the test, and with the
// test program however that ends.
#pragma once

#include <sys/types.h>

#include <string>

#include "core/base/config.h"
#include "tests/support/scratch_folder.h"

namespace support {

class RedisServer {
public:
    // Takes connections when this returns. Throws std::runtime_error when it does not within seconds. Makes the program ignore SIGPIPE, as base::Redis wants it.
    explicit RedisServer(std::string password = "");
    ~RedisServer();
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    base::RedisSettings settings() const;
    void kill();
    // After kill().
    void start();
    // Holds its breath: takes connections and commands, and answers none until resume().
    void suspend() const;
    void resume() const;

private:
    std::string socket() const { return folder_.path() + "/redis.sock"; }

    ScratchFolder folder_;
    std::string password_;
    pid_t process_ = -1;
};

}  // namespace support
