// The deleter of a unique_ptr to what a C library made: std::unique_ptr<CURL, base::Free<curl_easy_cleanup>>.
#pragma once

namespace base {

template <auto free_it>
struct Free {
    template <class T>
    void operator()(T* pointer) const {
        free_it(pointer);
    }
};

}  // namespace base
