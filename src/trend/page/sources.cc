#include <fmt/format.h>

#include "trend/page/section_context.h"

namespace noroshi {
namespace {

// Causes are the program's own English words, for whoever mends the file.
void AddRejected(const SectionContext& context, Section& section) {
  const TrendDocument& document = context.document();
  if (document.rejected.empty()) return;
  TableBlock table;
  table.caption = context.Say("Lines not used", "使用しなかった行");
  table.heads = {context.Say("File", "ファイル"), context.Say("Line", "行"),
                 context.Say("Cause", "原因")};
  table.shares = {40, 8, 52};
  for (const RejectedLine& line : document.rejected) {
    table.rows.push_back({{line.path}, {std::to_string(line.line)}, {line.cause}});
  }
  section.blocks.push_back(Heading(table.caption));
  section.blocks.push_back(Table(std::move(table)));
  const std::uint64_t more = document.rejected_count - document.rejected.size();
  if (more == 0) return;
  section.blocks.push_back(Note(
      fmt::format(fmt::runtime(context.Say("Further lines: {}", "ほかに{}行あります。")), more)));
}

}  // namespace

Section SourcesSection(const SectionContext& context) {
  Section section{
      "sources", context.Say("Sources and lines not used", "出典と使用しなかった行"), {}};
  std::vector<std::string> items;
  for (const Words& source : context.document().sources) {
    items.push_back(fmt::format("[{}] {}", items.size() + 1, source.In(context.language())));
  }
  if (items.empty()) items.push_back(NotStatedText(context.language()));
  section.blocks.push_back(List(std::move(items)));
  AddRejected(context, section);
  return section;
}

}  // namespace noroshi
