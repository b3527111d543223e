// Named values of a request: query, cookies, form fields or the members of a JSON object.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace fcgi {

// The first value of a name counts.
class Fields {
public:
    void add(std::string name, std::string value) { values_.emplace(std::move(name), std::move(value)); }
    bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
    // Empty when absent.
    std::string_view get(std::string_view name) const {
        const auto found = values_.find(name);
        return found == values_.end() ? std::string_view{} : std::string_view(found->second);
    }
    bool empty() const { return values_.empty(); }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace fcgi
