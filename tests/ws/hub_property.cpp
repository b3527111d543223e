// Random lives of a hub beside a plain model of the truth: whoever sits down at a place sees each number after it once and in order, whatever arrives
// when, twice or never. Seeded: a run that fails is the same the next time.
#include <boost/test/unit_test.hpp>
#include <memory>
#include <random>

#include "tests/ws/hub_listeners.h"

using support::Listener;

namespace {

constexpr int stream_count = 3;
constexpr std::size_t remembered = 6;
constexpr base::Seq read_at_most = 4;

// One person's stay in one stream.
struct Stay {
    Listener listener;
    base::StreamId stream;
    base::Seq start = 0;
    bool here = true;
};

struct Arrival {
    base::StreamId stream;
    std::vector<store::Event> events;
};

struct Read {
    base::StreamId stream;
    base::Seq after = 0;
    base::Seq upto = 0;  // what was there when it looked
};

class World {
public:
    explicit World(unsigned seed) : random_(seed) {}

    void step() {
        switch (below(10)) {
            case 0:
            case 1:
            case 2:
                return commit();
            case 3:
            case 4:
                return arrive_one();
            case 5:
                return hint();
            case 6:
            case 7:
                return answer_one();
            case 8:
                return sit_down();
            default:
                return stand_up();
        }
    }

    // The poll says how far the streams have come, until nothing is left to read.
    void settle() {
        while (!arrivals_.empty()) arrive_one();
        for (int round = 0; round < 2; ++round) {
            for (const auto& [stream, last] : truth_) hub_.hear(stream, last);
            while (!reads_.empty()) answer(0, false);
        }
    }

    // "" when everybody saw what the model says.
    std::string wrong() {
        if (doubled_reads_ > 0) return "two reads of one stream at a time";
        for (const auto& stay : stays_) {
            const auto& seen = stay->listener.numbers[stay->stream];
            for (std::size_t i = 0; i < seen.size(); ++i) {
                if (seen[i] != stay->start + 1 + i)
                    return "a hole, a double or a disorder at " + std::to_string(seen[i]);
            }
            const base::Seq reached = stay->start + seen.size();
            if (reached > truth_[stay->stream]) return "something that never was";
            if (stay->here && reached != truth_[stay->stream]) return "the end is missing";
            if (!stay->listener.whole) return "frames that are not those of the events";
        }
        return "";
    }

    std::size_t seen() const {
        std::size_t count = 0;
        for (const auto& stay : stays_) {
            for (const auto& [stream, numbers] : stay->listener.numbers) count += numbers.size();
        }
        return count;
    }
    std::size_t turned_away() const { return turned_away_; }
    std::size_t reads() const { return reads_made_; }

private:
    std::size_t below(std::size_t bound) { return random_() % bound; }
    base::StreamId any_stream() { return base::StreamId{1 + below(stream_count)}; }

    // Several have posted: the events of some come by themselves, those of the others are left to hints and the poll.
    void commit() {
        const auto stream = any_stream();
        base::Seq& last = truth_[stream];
        auto fresh = support::events(last + 1, last + 1 + below(4), stream);
        last = fresh.back().seq;
        std::erase_if(fresh, [&](const store::Event&) { return below(5) == 0; });
        if (fresh.empty() || below(4) == 0) return;
        arrivals_.push_back({stream, std::move(fresh)});
        if (below(5) == 0) arrivals_.push_back(arrivals_.back());
    }

    // In any order.
    void arrive_one() {
        if (arrivals_.empty()) return;
        std::swap(arrivals_[below(arrivals_.size())], arrivals_.back());
        Arrival arrival = std::move(arrivals_.back());
        arrivals_.pop_back();
        hub_.arrive(arrival.stream, std::move(arrival.events), false);
    }

    // True ones, old ones, and some that promise too much.
    void hint() {
        const auto stream = any_stream();
        hub_.hear(stream, below(truth_[stream] + 3));
    }

    void asked(base::StreamId stream, base::Seq after) {
        ++reads_made_;
        for (const auto& read : reads_) doubled_reads_ += read.stream == stream ? 1U : 0U;
        reads_.push_back({stream, after, truth_[stream]});
    }
    void answer_one() {
        if (!reads_.empty()) answer(below(reads_.size()), below(4) == 0);
    }
    void answer(std::size_t index, bool fails) {
        const Read read = reads_[index];
        reads_.erase(reads_.begin() + static_cast<std::ptrdiff_t>(index));
        if (fails) return hub_.read_failed(read.stream);
        const base::Seq upto = std::min(read.upto, read.after + read_at_most);
        hub_.arrive(read.stream, support::events(read.after + 1, upto, read.stream), true);
    }

    // At a place the person knows: as of now, or of a while ago.
    void sit_down() {
        auto stay = std::make_unique<Stay>();
        stay->stream = any_stream();
        const base::Seq last = truth_[stay->stream];
        stay->start = last - below(std::min<base::Seq>(last, 10) + 1);
        if (!hub_.subscribe(stay->listener, stay->stream, "lounge", stay->start)) {
            ++turned_away_;
            stay->here = false;
        }
        stays_.push_back(std::move(stay));
    }
    void stand_up() {
        if (stays_.empty()) return;
        Stay& stay = *stays_[below(stays_.size())];
        hub_.unsubscribe(stay.listener, stay.stream);
        stay.here = false;
    }

    std::mt19937 random_;
    std::unordered_map<base::StreamId, base::Seq> truth_;
    std::vector<Arrival> arrivals_;
    std::vector<Read> reads_;
    std::vector<std::unique_ptr<Stay>> stays_;
    std::size_t doubled_reads_ = 0;
    std::size_t reads_made_ = 0;
    std::size_t turned_away_ = 0;
    ws::Hub hub_{[this](base::StreamId stream, base::Seq after) { asked(stream, after); }, remembered};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(hub_property)

BOOST_AUTO_TEST_CASE(everybody_sees_every_number_after_their_place_once_and_in_order) {
    std::size_t seen = 0;
    std::size_t turned_away = 0;
    std::size_t reads = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
        World world(seed);
        for (int step = 0; step < 400; ++step) world.step();
        world.settle();
        BOOST_TEST(world.wrong() == "", "seed " << seed << ": " << world.wrong());
        seen += world.seen();
        turned_away += world.turned_away();
        reads += world.reads();
    }
    BOOST_TEST(seen > 10'000U, "the worlds were too quiet to prove anything");
    BOOST_TEST(turned_away > 100U);
    BOOST_TEST(reads > 1'000U);
}

BOOST_AUTO_TEST_SUITE_END()
