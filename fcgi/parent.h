// The parent process: holds the sockets, keeps the workers alive, ends or replaces them on a signal.
//
//   SIGTERM, SIGINT  workers end after the request they are at; then run() returns
//   SIGHUP           tries the program's file with --check; if that is well, executes it in this process, on the same sockets and with the same process
//                    id. The new parent starts its workers one by one, each taking the place of an old one, so no request is refused.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "fcgi/legacy.h"
#include "fcgi/workers.h"

namespace fcgi {

// Owned by main; one thread, and the signals above must be blocked (block_signals) before anything else starts one.
class Parent {
public:
    // `program`: absolute path of the file to execute on SIGHUP. `legacy`: what this process left to itself, if it was executed so.
    Parent(const std::vector<Pool>& pools, std::string program, const Legacy& legacy, Metrics& metrics,
           Work work);

    static void block_signals();
    // Until it is told to end. Throws std::system_error.
    void run();

private:
    void replace_old_workers();
    void handle(int signal);
    void bury();
    void check_program();
    void checked(int status);
    void execute_program();
    void end_workers();
    std::vector<pid_t> everybody() const;
    std::optional<SteadyTime> start_due();

    std::string program_;
    Work work_;
    std::vector<Workers> pools_;
    std::vector<pid_t> old_workers_;  // of the life before, until they have ended
    pid_t check_ = 0;
    bool ending_ = false;
};

}  // namespace fcgi
