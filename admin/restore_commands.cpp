#include "admin/restore_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "core/media/upload.h"

namespace admin {
namespace {

constexpr std::size_t faults_at_most = 20;
constexpr std::size_t rows_at_once = 1000;

void add_stream_check(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("stream-check", "whether every stream is a sequence without holes");
    console.on(command, [](const Workplace& at) {
        return stream_report(store::stream_faults(at.connection, faults_at_most),
                             store::count_streams(at.connection));
    });
}

void add_media_objects(CLI::App& app, const Console& console) {
    auto* command =
        app.add_subcommand("media-objects", "the names of all objects that rows want, one a line");
    console.on(command, [](const Workplace& at) {
        const auto names = wanted_objects(at.connection);
        std::string text;
        for (const auto& name : names) text += name + "\n";
        return Answer{.document = {{"objects", names}}, .text = text};
    });
}

}  // namespace

Answer stream_report(const std::vector<std::string>& faults, const store::StreamCount& count) {
    Answer answer{.document = {{"whole", faults.empty()},
                               {"faults", faults},
                               {"streams", count.streams},
                               {"events", count.events}},
                  .text = {},
                  .status = faults.empty() ? 0 : 1};
    for (const auto& fault : faults) answer.text += "WRONG: " + fault + "\n";
    if (faults.empty())
        answer.text = fmt::format("The streams are whole: {} events in {} streams, none missing.\n",
                                  count.events, count.streams);
    return answer;
}

std::vector<std::string> wanted_objects(db::Connection& connection) {
    std::vector<std::string> names;
    for (auto rows = store::kept_media(connection, {}, rows_at_once); !rows.empty();
         rows = store::kept_media(connection, rows.back().id, rows_at_once)) {
        for (const auto& media : rows) {
            if (!media.of_house) names.push_back(media::full_name(media.key, media.content_type));
            names.push_back(media::thumb_name(media.key));
        }
    }
    for (auto rows = store::kept_files(connection, {}, rows_at_once); !rows.empty();
         rows = store::kept_files(connection, rows.back().id, rows_at_once)) {
        for (const auto& file : rows) names.push_back(file.key);
    }
    return names;
}

void add_restore_commands(CLI::App& app, const Console& console) {
    add_stream_check(app, console);
    add_media_objects(app, console);
}

}  // namespace admin
