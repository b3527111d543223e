#include "fcgi/form.h"

#include <cgicc/Cgicc.h>

#include <algorithm>
#include <exception>
#include <string>

namespace fcgi {
namespace {

// What cgicc takes for the surroundings of a CGI program.
class Surroundings : public cgicc::CgiInput {
public:
    Surroundings(std::string_view query, std::string_view content_type, std::string_view body)
        : query_(query),
          content_type_(content_type),
          body_(body) {}

    std::string getenv(const char* name) override {
        const std::string_view wanted(name);
        if (wanted == "REQUEST_METHOD") return body_.empty() ? "GET" : "POST";
        if (wanted == "QUERY_STRING") return std::string(query_);
        if (wanted == "CONTENT_TYPE") return std::string(content_type_);
        if (wanted == "CONTENT_LENGTH") return std::to_string(body_.size());
        return {};
    }

    std::size_t read(char* data, std::size_t length) override {
        const auto count = std::min(length, body_.size());
        std::copy_n(body_.data(), count, data);
        body_.remove_prefix(count);
        return count;
    }

private:
    std::string_view query_;
    std::string_view content_type_;
    std::string_view body_;
};

std::optional<Fields> parse(Surroundings surroundings) {
    try {
        const cgicc::Cgicc form(&surroundings);
        Fields fields;
        for (const auto& entry : form.getElements()) fields.add(entry.getName(), entry.getValue());
        return fields;
    } catch (const std::exception&) {
        return std::nullopt;  // its exceptions speak of malformed input alone
    }
}

}  // namespace

std::optional<Fields> parse_query(std::string_view query) {
    if (query.empty()) return Fields{};
    return parse(Surroundings(query, {}, {}));
}

std::optional<Fields> parse_form(std::string_view content_type, std::string_view body) {
    if (body.empty()) return Fields{};
    return parse(Surroundings({}, content_type, body));
}

}  // namespace fcgi
