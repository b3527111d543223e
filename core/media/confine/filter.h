// A list of the system calls that a process may make (seccomp), with an answer for the others.
#pragma once

#include <seccomp.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <system_error>

namespace media::confine {

class Filter {
public:
    // What happens at a call of which nothing is said. Throws std::system_error, as does all else here.
    explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise)) {
        if (!context_) throw std::system_error(ENOMEM, std::generic_category(), "seccomp_init");
    }

    template <class... Condition>
    void allow(int call, Condition... conditions) {
        add(SCMP_ACT_ALLOW, call, conditions...);
    }
    // Answered as if the kernel had no such call: the C library then asks in the older way.
    void deny(int call) { add(SCMP_ACT_ERRNO(ENOSYS), call); }
    void kill(int call) { add(SCMP_ACT_KILL_PROCESS, call); }

    // From here on, for good, and for whatever is executed.
    void load() {
        // Threads that libraries have begun before are held too.
        check(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_TSYNC, 1));
        check(seccomp_load(context_.get()));
    }

private:
    struct Release {
        void operator()(void* context) const { seccomp_release(context); }
    };

    template <class... Condition>
    void add(std::uint32_t action, int call, Condition... conditions) {
        check(seccomp_rule_add(context_.get(), action, call, sizeof...(conditions), conditions...));
    }
    static void check(int outcome) {
        if (outcome < 0) throw std::system_error(-outcome, std::generic_category(), "seccomp");
    }

    std::unique_ptr<void, Release> context_;
};

inline scmp_arg_cmp has_no_bits(unsigned argument, scmp_datum_t bits) {
    return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = bits, .datum_b = 0};
}
inline scmp_arg_cmp has_bits(unsigned argument, scmp_datum_t bits) {
    return {.arg = argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = bits, .datum_b = bits};
}
inline scmp_arg_cmp is(unsigned argument, scmp_datum_t value) {
    return {.arg = argument, .op = SCMP_CMP_EQ, .datum_a = value, .datum_b = 0};
}

}  // namespace media::confine
