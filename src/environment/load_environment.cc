#include "environment/load_environment.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "base/case_fold.h"
#include "base/hash.h"
#include "environment/asset_reader.h"
#include "environment/problems.h"
#include "environment/text_file.h"

namespace noroshi {
namespace {

bool IsCsv(const std::string& path, std::string_view text) {
  const std::string extension = Folded(std::filesystem::path(path).extension().string());
  if (extension == ".yaml" || extension == ".yml") return false;
  if (extension == ".csv" || extension == ".tsv") return true;
  const std::string_view first = text.substr(0, text.find('\n'));
  return first.find_first_of(",;\t") != std::string_view::npos &&
         first.find(": ") == std::string_view::npos;
}

// A header that the user names has to be in one of the lists, not in each.
void ReportMissing(const std::vector<std::string>& headers, const std::string& path,
                   std::vector<Diagnostic>& out) {
  ProblemList list(path, {});
  for (const std::string& header : headers) {
    list.Add(problems::kNoSuchColumn, 1, 1, "no column is called '" + header + "'");
  }
  for (Diagnostic& one : std::move(list).Take()) out.push_back(std::move(one));
}

}  // namespace

LoadedEnvironment LoadEnvironment(const std::vector<std::string>& paths,
                                  const ColumnMapping& mapping) {
  LoadedEnvironment loaded;
  for (const auto& [column, header] : mapping) {
    loaded.hash = Hash64(header, HashMix(loaded.hash, static_cast<std::uint64_t>(column) + 1));
  }
  std::optional<std::vector<std::string>> missing;  // in all lists so far; nothing before the first
  std::string last_list;
  for (const std::string& path : paths) {
    const Result<std::string> text = ReadTextFile(path);
    if (!text.ok()) {
      ProblemList unreadable(path, {});
      unreadable.Add(problems::kUnreadable, 0, 0, text.error().ToString());
      for (Diagnostic& one : std::move(unreadable).Take()) {
        loaded.problems.push_back(std::move(one));
      }
      continue;
    }
    loaded.hash = Hash64(*text, HashMix(loaded.hash, 1));
    const bool csv = IsCsv(path, *text);
    EnvironmentRead read =
        csv ? ReadAssetCsv(*text, path, mapping) : ReadEnvironmentYaml(*text, path);
    if (csv) {
      if (!missing) missing = read.missing_columns;
      std::erase_if(*missing, [&](const std::string& header) {
        return std::ranges::find(read.missing_columns, header) == read.missing_columns.end();
      });
      last_list = path;
    }
    MergeEnvironments(loaded.environment, std::move(read.environment));
    loaded.problems.insert(loaded.problems.end(), std::make_move_iterator(read.problems.begin()),
                           std::make_move_iterator(read.problems.end()));
  }
  if (missing) ReportMissing(*missing, last_list, loaded.problems);
  return loaded;
}

}  // namespace noroshi
