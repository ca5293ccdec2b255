#include "scan/yara/yara_files.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <span>
#include <system_error>

#include "evidence/file.h"
#include "scan/file_facts.h"

namespace noroshi::scan {
namespace {

bool IsRuleFile(const std::filesystem::path& path) {
  const std::string extension = LowerAscii(path.extension().string());
  return extension == ".yar" || extension == ".yara" || extension == ".rule";
}

// The files that a path stands for, sorted.
Status ListFilesOf(const std::string& path, std::vector<std::string>& files) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error || !std::filesystem::exists(status)) {
    return Error{ErrorCode::kNotFound, 0, "YARA rules", path};
  }
  if (!std::filesystem::is_directory(status)) {
    files.push_back(path);
    return Ok();
  }
  std::vector<std::string> found;
  auto entry = std::filesystem::recursive_directory_iterator(path, error);
  for (const auto end = std::filesystem::recursive_directory_iterator(); !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && IsRuleFile(entry->path())) {
      found.push_back(entry->path().string());
    }
  }
  if (error) return Error{ErrorCode::kIo, 0, "YARA rules", path + ": " + error.message()};
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
  return Ok();
}

// The names behind `include` in a rule text.
std::vector<std::string> NamesIncluded(std::string_view text) {
  constexpr std::string_view kWord = "include", kBlanks = " \t\r\n";
  std::vector<std::string> names;
  for (std::size_t at = text.find(kWord); at != std::string_view::npos; at = text.find(kWord, at)) {
    at += kWord.size();
    const std::size_t open = text.find_first_not_of(kBlanks, at);
    if (open == std::string_view::npos || text[open] != '"') continue;
    const std::size_t close = text.find('"', open + 1);
    if (close == std::string_view::npos) break;
    names.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return names;
}

std::string BesideFile(const std::string& file, const std::string& name) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? name : file.substr(0, slash + 1) + name;
}

bool IsThere(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error) || error;
}

}  // namespace

Result<std::vector<std::string>> ListYaraFiles(const std::vector<std::string>& paths) {
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    NOROSHI_TRY([[maybe_unused]] const Done listed, ListFilesOf(path, found));
  }
  std::vector<std::string> files;
  std::set<std::string_view> seen;
  for (const std::string& file : found) {
    if (seen.insert(file).second) files.push_back(file);
  }
  return files;
}

Result<std::string> ReadYaraFile(const std::string& path) {
  NOROSHI_TRY(const ReadOnlyFile file, ReadOnlyFile::Open(path));
  if (file.size() > kMaxYaraFileBytes) {
    return Error{ErrorCode::kLimit, 0, "YARA rules", "larger than 16 MiB"};
  }
  std::string text(static_cast<std::size_t>(file.size()), '\0');
  const std::span<std::uint8_t> out(
      reinterpret_cast<std::uint8_t*>(text.data()),  // NOLINT: text as bytes
      text.size());
  NOROSHI_TRY(const std::size_t read, file.ReadAt(0, out));
  text.resize(read);
  return text;
}

std::optional<std::vector<YaraText>> ListYaraIncludes(const std::vector<YaraText>& texts) {
  std::vector<YaraText> included;
  std::set<std::string> seen;
  const auto look = [&](const YaraText& text) {
    for (const std::string& name : NamesIncluded(text.text)) {
      std::string path = BesideFile(text.file, name);
      if (!seen.insert(path).second || !IsThere(path)) continue;
      Result<std::string> content = ReadYaraFile(path);
      if (!content.ok() || included.size() == kMostYaraIncludes) return false;
      included.push_back({std::move(path), *std::move(content)});
    }
    return true;
  };
  if (!std::ranges::all_of(texts, look)) return std::nullopt;
  for (std::size_t i = 0; i < included.size(); ++i) {
    const YaraText text = included[i];  // more are added meanwhile
    if (!look(text)) return std::nullopt;
  }
  return included;
}

}  // namespace noroshi::scan
