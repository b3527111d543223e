// What stands in for an operator's program that compares faces: perl, which takes the first picture that it is handed for its script. So each test says in place of the
// document what the program does with it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/scratch_folder.h"

namespace support {

class FaceStandIn {
public:
    // Where anybody may read, were it not for the confinement.
    FaceStandIn() {
        namespace fs = std::filesystem;
        fs::permissions(scratch_.path(), fs::perms::all);
        for (const char* name : {"own", "other"}) {
            fs::create_directory(path(name));
            fs::permissions(path(name), fs::perms::all);
            std::ofstream(path(name) + "/model") << name;
            fs::permissions(path(name) + "/model", fs::perms::all);
        }
        fs::copy_file(fs::canonical("/usr/bin/perl"), program());
    }
    std::string path(const std::string& name) const { return scratch_.path() + "/" + name; }
    // In the folder own, with a file model beside it, as there is one in the folder other.
    std::string program() const { return path("own/stand-in-perl"); }

private:
    ScratchFolder scratch_;
};

}  // namespace support
