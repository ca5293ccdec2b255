// Paths as results show them: '/' between folders, members of archives behind "!/".
//
// Pure, safe from any thread. The results are views of `path`.
#pragma once

#include <string_view>

namespace noroshi::scan {

// What stands behind the last '/'.
[[nodiscard]] inline std::string_view NameOf(std::string_view path) noexcept {
  return path.substr(path.rfind('/') + 1);
}

// What stands before it; "" for a name without a folder.
[[nodiscard]] inline std::string_view FolderOf(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// With its dot, as spelt: ".exe"; "" without one.
[[nodiscard]] inline std::string_view ExtensionOf(std::string_view path) noexcept {
  const std::string_view name = NameOf(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

}  // namespace noroshi::scan
