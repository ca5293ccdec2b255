#include "rules/testing/rule_folder.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace noroshi::testing {

namespace fs = std::filesystem;

RuleFolder::RuleFolder() : path_((fs::temp_directory_path() / "noroshi-rules-XXXXXX").string()) {
  if (::mkdtemp(path_.data()) == nullptr) path_.clear();
}

RuleFolder::~RuleFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

std::string RuleFolder::Write(const std::string& name, const std::string& text) const {
  const fs::path file = fs::path(path_) / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

std::string RuleFolder::WriteRule(const std::string& name, const std::string& word) const {
  return Write(name, "title: " + word +
                         "\nid: 11111111-2222-3333-4444-555555555555\n"
                         "logsource: {product: windows, service: security}\n"
                         "detection: {a: {Field: " +
                         word + "}, condition: a}\n");
}

}  // namespace noroshi::testing
