// What the version resource of a program says: the fields Sysmon copies into its events. A table
// of the programs that the simulation starts; rules compare OriginalFileName with the file's name
// to find renamed tools, so what stands here must be what the real programs say.
//
// Constant data, pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// Texts are literals and live forever.
struct ProgramInfo {
  std::string_view file;  // lower case
  std::string_view original_name;
  std::string_view description;
  std::string_view product;
  std::string_view company;
};

// By the file name of `image`, in any case. Programs not in the table say "-" everywhere.
[[nodiscard]] const ProgramInfo& DescribeProgram(std::string_view image);

// A made-up hash list in Sysmon's form, the same for the same path.
[[nodiscard]] std::string HashesOf(std::string_view image);

}  // namespace noroshi
