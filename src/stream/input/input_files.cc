#include "stream/input/input_files.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace noroshi {
namespace {

constexpr std::size_t kMostNameBytes = std::numeric_limits<std::uint16_t>::max();

// A path as folder and name; nothing without a '/'.
struct Parts {
  std::string_view folder, name;
};
std::optional<Parts> PartsOf(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return Parts{path.substr(0, slash), path.substr(slash + 1)};
}

std::string Joined(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  path += '/';
  path += name;
  return path;
}

}  // namespace

void InputFiles::TurnTo(std::string_view path, std::string_view shown) {
  if (!folders_.empty() && folders_.back().Path() == path && folders_.back().Shown() == shown) {
    return;
  }
  Folder& folder = folders_.emplace_back();
  const std::string_view kept = texts_.Copy(path);
  folder.path = kept.data();
  folder.path_size = static_cast<std::uint32_t>(kept.size());
  const bool is_end = path.ends_with(shown);
  folder.shown = is_end ? kept.data() + (kept.size() - shown.size()) : texts_.Copy(shown).data();
  folder.shown_size = static_cast<std::uint32_t>(shown.size());
}

void InputFiles::push_back(const InputFile& file) {
  Row row;
  row.size_bytes = file.size_bytes;
  Oddity odd{{}, {}, file.problem, file.given};
  const std::optional<Parts> path = PartsOf(file.path);
  const Parts shown = PartsOf(file.shown).value_or(Parts{{}, file.shown});
  // An empty folder in front of a '/' would read as none.
  const bool fits = path.has_value() && path->name == shown.name &&
                    shown.name.size() <= kMostNameBytes && !file.shown.starts_with('/');
  if (fits) {
    TurnTo(path->folder, shown.folder);
    row.folder = static_cast<std::uint32_t>(folders_.size() - 1);
    const auto size = static_cast<std::uint16_t>(shown.name.size());
    auto* const out = static_cast<char*>(texts_.AllocateBytes(sizeof size + size, 1));
    std::memcpy(out, &size, sizeof size);
    std::memcpy(out + sizeof size, shown.name.data(), size);
    row.name = out;
  } else {
    odd.path = file.path;
    odd.shown = file.shown;
  }
  if (!fits || file.given || !file.problem.empty()) {
    oddities_.push_back(std::move(odd));
    row.oddity = static_cast<std::uint32_t>(oddities_.size());
  }
  rows_.push_back(row);
}

std::string_view InputFiles::NameOf(const Row& row) noexcept {
  if (row.name == nullptr) return {};
  std::uint16_t size = 0;
  std::memcpy(&size, row.name, sizeof size);
  return {row.name + sizeof size, size};
}

InputFiles::Pieces InputFiles::PiecesOf(const Row& row) const noexcept {
  if (row.name == nullptr) return {oddities_[row.oddity - 1].shown, {}, {}};
  const std::string_view folder = folders_[row.folder].Shown();
  return {folder, folder.empty() ? "" : "/", NameOf(row)};
}

int InputFiles::Compare(const Pieces& a, const Pieces& b) noexcept {
  std::string_view left[] = {a.folder, a.slash, a.name}, right[] = {b.folder, b.slash, b.name};
  std::size_t i = 0, j = 0;
  for (;;) {
    while (i < std::size(left) && left[i].empty()) ++i;
    while (j < std::size(right) && right[j].empty()) ++j;
    if (i == std::size(left) || j == std::size(right)) {
      return static_cast<int>(j == std::size(right)) - static_cast<int>(i == std::size(left));
    }
    const std::size_t common = std::min(left[i].size(), right[j].size());
    const int order = left[i].substr(0, common).compare(right[j].substr(0, common));
    if (order != 0) return order;
    left[i].remove_prefix(common);
    right[j].remove_prefix(common);
  }
}

void InputFiles::Sort() {
  std::ranges::stable_sort(rows_, [this](const Row& a, const Row& b) {
    if (a.folder == b.folder && a.name != nullptr && b.name != nullptr) {
      return NameOf(a) < NameOf(b);
    }
    return Compare(PiecesOf(a), PiecesOf(b)) < 0;
  });
}

InputFile InputFiles::operator[](std::size_t rank) const {
  const Row& row = rows_[rank];
  InputFile file;
  file.size_bytes = row.size_bytes;
  file.shown = ShownOf(rank);
  if (row.name != nullptr) file.path = Joined(folders_[row.folder].Path(), NameOf(row));
  if (row.oddity == 0) return file;
  const Oddity& odd = oddities_[row.oddity - 1];
  if (row.name == nullptr) file.path = odd.path;
  file.given = odd.given;
  file.problem = odd.problem;
  return file;
}

std::string InputFiles::ShownOf(std::size_t rank) const {
  const Pieces pieces = PiecesOf(rows_[rank]);
  std::string shown;
  shown.reserve(pieces.folder.size() + pieces.slash.size() + pieces.name.size());
  for (const std::string_view piece : {pieces.folder, pieces.slash, pieces.name}) shown += piece;
  return shown;
}

std::optional<std::uint32_t> InputFiles::Find(std::string_view shown) const {
  const Pieces wanted{shown, {}, {}};
  const auto row = std::ranges::lower_bound(
      rows_, wanted, [](const Pieces& a, const Pieces& b) { return Compare(a, b) < 0; },
      [this](const Row& one) { return PiecesOf(one); });
  if (row == rows_.end() || Compare(PiecesOf(*row), wanted) != 0) return std::nullopt;
  return static_cast<std::uint32_t>(row - rows_.begin());
}

}  // namespace noroshi
