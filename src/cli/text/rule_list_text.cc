#include "cli/text/rule_list_text.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/terminal/text_width.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kLogSourceShare = 4;  // a quarter of the width at most: titles matter more

struct Row {
  std::string_view path;
  std::uint32_t document;
  std::string use;  // "used", or the reason why not
  std::string_view id, title, detail;
  const Rule* rule;  // null when not used
};

std::vector<Row> RowsOf(const RuleSet& rules) {
  std::vector<Row> rows;
  for (const Rule& rule : rules.rules) {
    rows.push_back({rule.path, rule.document, "used", rule.id, rule.title, "", &rule});
  }
  for (const NotUsedRule& rule : rules.not_used) {
    rows.push_back({rule.path, rule.document, std::string(NotUsedReasonName(rule.reason)), rule.id,
                    rule.title, rule.detail, nullptr});
  }
  std::ranges::stable_sort(rows, {},
                           [](const Row& row) { return std::tuple(row.path, row.document); });
  return rows;
}

std::string LogSourceText(const Rule& rule) {
  if (rule.gate.kind == Gate::Kind::kFed) return "correlation";
  std::string text;
  for (const std::string* part :
       {&rule.log_source.product, &rule.log_source.category, &rule.log_source.service}) {
    if (part->empty()) continue;
    if (!text.empty()) text += '/';
    text += *part;
  }
  return text;
}

}  // namespace

std::string RuleListTable(const RuleSet& rules, const Terminal& terminal) {
  Table table(
      {{"USE"}, {"LEVEL"}, {"SOURCE"}, {"LOG SOURCE"}, {"TITLE", Table::Align::kLeft, true}});
  for (const Row& row : RowsOf(rules)) {
    const std::string_view title = row.title.empty() ? row.path : row.title;
    if (row.rule == nullptr) {
      table.AddRow({{row.use, Style::kYellow}, {"-"}, {"-"}, {"-"}, {SafeText(title)}});
      continue;
    }
    table.AddRow({{row.use},
                  {std::string(LevelName(row.rule->level)), LevelStyle(row.rule->level)},
                  {std::string(RuleSourceName(row.rule->source))},
                  {FitText(SafeText(LogSourceText(*row.rule)), terminal.columns / kLogSourceShare)},
                  {SafeText(title)}});
  }
  return table.Render(terminal);
}

std::string RuleListJson(const RuleSet& rules) {
  std::string out;
  const auto member = [&](std::string_view name, std::string_view text) {
    out += name;
    AppendJsonString(text, out);
  };
  for (const Row& row : RowsOf(rules)) {
    member("{\"path\":", row.path);
    out += ",\"document\":";
    AppendNumber(row.document, out);
    member(",\"use\":", row.use);
    member(",\"id\":", row.id);
    member(",\"title\":", row.title);
    if (row.rule == nullptr) {
      member(",\"detail\":", row.detail);
    } else {
      member(",\"level\":", LevelName(row.rule->level));
      member(",\"status\":", RuleStatusName(row.rule->status));
      member(",\"source\":", RuleSourceName(row.rule->source));
      member(",\"logsource\":", LogSourceText(*row.rule));
    }
    out += "}\n";
  }
  return out;
}

}  // namespace noroshi
