#include "rules/rule_lists.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>

#include "rules/correlation_rules/link.h"
#include "rules/rule_set_order.h"
#include "rules/text/ascii.h"

namespace noroshi {
namespace {

namespace fs = std::filesystem;

// The lines of a text file, without line ends.
Result<std::vector<std::string>> ReadLines(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{.code = ErrorCode::kNotFound, .subject = "rule list", .detail = path};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
  }
  if (in.bad()) return Error{.code = ErrorCode::kIo, .subject = "rule list", .detail = path};
  return lines;
}

std::string_view WithoutComment(std::string_view line) {
  return Trim(line.substr(0, line.find('#')));
}

void Exclude(RuleSet& set, const std::function<bool(std::string_view id)>& unwanted,
             const std::string& why) {
  std::vector<bool> keep(set.rules.size(), true);
  for (std::size_t i = 0; i < set.rules.size(); ++i) {
    if (!unwanted(set.rules.head(i).id)) continue;
    keep[i] = false;
    const Rule rule = set.rules.Unpack(i);
    set.not_used.push_back({NotUsedReason::kExcluded, rule.path, rule.document, 0, 0, rule.id,
                            rule.title, why, rule.name});
  }
  set.rules.KeepOnly(keep);
  SortRuleSet(set);
  LinkCorrelations(set);
}

}  // namespace

Result<RuleIdList> ReadRuleIdList(const std::string& path) {
  NOROSHI_TRY(const std::vector<std::string> lines, ReadLines(path));
  RuleIdList ids;
  for (const std::string& line : lines) {
    const std::string_view id = WithoutComment(line);
    if (!id.empty()) ids.insert(ToLowerAscii(id));
  }
  return ids;
}

Result<std::map<std::string, Level>> ReadLevelTuning(const std::string& path) {
  NOROSHI_TRY(const std::vector<std::string> lines, ReadLines(path));
  std::map<std::string, Level> levels;
  for (const std::string& line : lines) {
    const std::vector<std::string_view> cells = Split(WithoutComment(line), ',');
    const auto level = cells.size() < 2 ? std::nullopt : ParseLevel(Trim(cells[1]));
    if (level) levels[ToLowerAscii(Trim(cells[0]))] = *level;
  }
  return levels;
}

Result<std::map<std::string, std::vector<std::string>>> ReadPlaceholderLists(
    const std::string& folder) {
  std::error_code error;
  std::map<std::string, std::vector<std::string>> lists;
  fs::directory_iterator walk(folder, error);
  for (; !error && walk != fs::directory_iterator(); walk.increment(error)) {
    if (!walk->is_regular_file(error)) continue;
    const fs::path& path = walk->path();
    const bool is_text = path.extension() == ".txt";
    NOROSHI_TRY(std::vector<std::string> lines, ReadLines(path.string()));
    std::erase_if(lines, [](const std::string& line) { return Trim(line).empty(); });
    lists[(is_text ? path.stem() : path.filename()).string()] = std::move(lines);
  }
  if (error) {
    return Error{.code = ErrorCode::kNotFound,
                 .subject = "placeholder folder",
                 .detail = folder + ": " + error.message()};
  }
  return lists;
}

void ExcludeListed(RuleSet& set, const RuleIdList& ids, const std::string& why) {
  Exclude(
      set, [&](std::string_view id) { return ids.contains(std::string(id)); }, why);
}

void ExcludeUnlisted(RuleSet& set, const RuleIdList& ids, const std::string& why) {
  Exclude(
      set, [&](std::string_view id) { return !ids.contains(std::string(id)); }, why);
}

void TuneLevels(RuleSet& set, const std::map<std::string, Level>& levels) {
  for (std::size_t i = 0; i < set.rules.size(); ++i) {
    const auto found = levels.find(std::string(set.rules.head(i).id));
    if (found != levels.end()) set.rules.SetLevel(i, found->second);
  }
}

}  // namespace noroshi
