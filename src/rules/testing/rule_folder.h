// RuleFolder: a folder of rule files on the real disk, gone with the object. For tests of what the
// file system tells about a change.
#pragma once

#include <string>

namespace noroshi::testing {

class RuleFolder {
 public:
  RuleFolder();
  RuleFolder(const RuleFolder&) = delete;
  RuleFolder& operator=(const RuleFolder&) = delete;
  ~RuleFolder();

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  // Makes the folders on the way; returns the file's path.
  std::string Write(const std::string& name, const std::string& text) const;
  // A small rule that looks for `word`; its size does not depend on words of one length.
  std::string WriteRule(const std::string& name, const std::string& word) const;

 private:
  std::string path_;
};

}  // namespace noroshi::testing
