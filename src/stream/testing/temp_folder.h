// TempFolder: an empty folder for one test, removed with everything in it.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // Writes a file below the folder (making subfolders) and returns its whole path.
  std::string Write(std::string_view name, std::string_view content) const;
  // The content of a file below the folder; "" when it is not there.
  [[nodiscard]] std::string Read(std::string_view name) const;

 private:
  std::string path_;
};

}  // namespace noroshi
