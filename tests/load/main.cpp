// chatroom-load: loads a chat server through its front door and checks everything that comes back.
//
// Prints one line of JSON. Ends with 0 when nothing was lost, doubled, disordered or damaged, 1 when
// something was, 2 when it could not run.
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/load/scenarios.h"

namespace {

using nlohmann::json;

constexpr int kFaulty = 1;
constexpr int kCannotRun = 2;

json report_of(load::Run& run) {
    static const std::map<std::string, json (*)(load::Run&)> scenarios{
        {"one", load::one_at_a_time}, {"saturate", load::saturate}, {"lounges", load::many_lounges},
        {"ramp", load::ramp},         {"idle", load::idle},         {"handshakes", load::handshakes},
        {"restart", load::restart},   {"stall", load::stall},       {"page", load::page}};
    const load::Options& options = run.options();
    json report = scenarios.at(options.scenario)(run);
    report.update({{"scenario", options.scenario},
                   {"protocol", options.protocol},
                   {"readers", options.readers},
                   {"lounges", options.lounges.size()}});
    return report;
}

int run(const load::Options& options) {
    load::raise_descriptor_limit();
    load::Run run(options);
    json report = report_of(run);
    const load::Faults faults = run.finish();
    report["acknowledged"] = run.ledger().acknowledged();
    report["faults"] = load::to_json(faults);
    if (!run.complaint().empty()) report["complaint"] = run.complaint();
    std::cout << report.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
    return faults.total() == 0 ? 0 : kFaulty;
}

}  // namespace

int main(int argc, char** argv) {
    load::Options options;
    int exit_code = 0;
    if (load::parse_options(argc, argv, options, exit_code)) return exit_code == 0 ? 0 : kCannotRun;
    try {
        return run(options);
    } catch (const std::exception& error) {
        std::cerr << "chatroom-load: " << error.what() << '\n';
        return kCannotRun;
    }
}
