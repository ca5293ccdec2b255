#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "trend/render/hidden_text.h"
#include "trend/render/render.h"

namespace noroshi {
namespace {

// Characters that Markdown, its tables, GitHub's autolinks or its formulas give a meaning anywhere.
constexpr std::string_view kSpecial = "\\`*_[]<>|&~$";
// Those that only mean something at the beginning: headings, lists, quotes.
constexpr std::string_view kSpecialFirst = "#+-=!";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Where the text begins: blanks before a mark of the beginning do not take its meaning away.
std::size_t FirstLetter(std::string_view text) {
  return std::min(text.find_first_not_of(" \t"), text.size());
}

// "1." and "1)" at the beginning would start a list.
std::size_t ListMark(std::string_view text) {
  const std::size_t begin = FirstLetter(text);
  std::size_t at = begin;
  while (at < text.size() && IsDigit(text[at])) ++at;
  const bool mark = at > begin && at < text.size() && (text[at] == '.' || text[at] == ')');
  return mark ? at : std::string_view::npos;
}

// A colon before "//" and a dot behind "www" make links, an @ makes an address.
bool MakesLink(std::string_view text, std::size_t at) {
  if (text[at] == '@') return true;
  if (text[at] == ':') return text.substr(at).starts_with("://") || text.substr(at) == ":";
  constexpr std::string_view kWww = "www";
  return text[at] == '.' && at >= kWww.size() &&
         std::ranges::equal(text.substr(at - kWww.size(), kWww.size()), kWww,
                            [](char a, char b) { return (a | 0x20) == b; });
}

std::string Escape(std::string_view plain) {
  const std::string text = MarkHidden(plain);
  const std::size_t first = FirstLetter(text), list_mark = ListMark(text);
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool special = kSpecial.find(c) != std::string_view::npos ||
                         (at == first && kSpecialFirst.find(c) != std::string_view::npos) ||
                         at == list_mark || MakesLink(text, at);
    if (special) out += '\\';
    out += c;
  }
  return out;
}

// Where a month may carry several bars, the symbol of the most exact.
constexpr std::array<std::string_view, 5> kSymbols = {"", "△", "○", "◎", "●"};
std::string_view SymbolOf(Reach reach) { return kSymbols[static_cast<std::size_t>(reach)]; }

class MarkdownWriter {
 public:
  void Heading(int depth, std::string_view text) {
    Line(std::string(static_cast<std::size_t>(depth), '#') + " " + Escape(text));
  }

  void Write(const Block& block) {
    switch (block.kind) {
      case Block::Kind::kParagraph:
      case Block::Kind::kNote: Line(Escape(block.text)); return;
      case Block::Kind::kHeading: Heading(3, block.text); return;
      case Block::Kind::kList: WriteList(block.items); return;
      case Block::Kind::kTable: WriteTable(block.table); return;
      case Block::Kind::kTimeline: WriteTimeline(block.timeline); return;
      case Block::Kind::kPie: WritePie(block.pie); return;
    }
  }

  [[nodiscard]] std::string Take() { return std::move(out_); }

 private:
  void Line(std::string_view text) {
    out_ += text;
    out_ += "\n\n";
  }

  void WriteList(const std::vector<std::string>& items) {
    for (const std::string& item : items) out_ += "- " + Escape(item) + "\n";
    out_ += '\n';
  }

  // Cells come escaped.
  void Row(const std::vector<std::string>& cells) {
    out_ += '|';
    for (const std::string& cell : cells) out_ += " " + cell + " |";
    out_ += '\n';
  }

  void Head(const std::vector<std::string>& heads, std::string_view rule) {
    Row(heads);
    Row(std::vector<std::string>(heads.size(), std::string(rule)));
  }

  void WriteTable(const TableBlock& table) {
    std::vector<std::string> cells;
    for (const std::string& head : table.heads) cells.push_back(Escape(head));
    Head(cells, "---");
    for (const std::vector<Cell>& row : table.rows) {
      cells.clear();
      for (const Cell& cell : row) cells.push_back(Escape(cell.text));
      Row(cells);
    }
    out_ += '\n';
  }

  void WriteTimeline(const TimelineBlock& chart) {
    Heading(3, chart.caption);
    std::vector<std::string> cells = {" "};
    for (const std::string& month : chart.months) cells.push_back(Escape(month));
    Head(cells, ":-:");
    for (const ChartRow& row : chart.rows) {
      std::array<Reach, kMonthsOfYear> months{};
      for (const ChartSpan& span : row.spans) {
        for (int month = span.first; month <= span.last; ++month) {
          Reach& shown = months[static_cast<std::size_t>(month)];
          shown = std::max(shown, span.reach);
        }
      }
      cells = {Escape(row.name)};
      for (const Reach reach : months) cells.emplace_back(SymbolOf(reach));
      Row(cells);
    }
    out_ += '\n';
    for (const auto& [reach, text] : chart.legend) {
      out_ += fmt::format("- {} {}\n", SymbolOf(reach), Escape(text));
    }
    out_ += '\n';
  }

  void WritePie(const PieBlock& pie) {
    Heading(3, pie.caption);
    for (const ChartSlice& slice : pie.slices) {
      out_ += fmt::format("- {}: {}\n", Escape(slice.name), slice.count);
    }
    out_ += '\n';
  }

  std::string out_;
};

}  // namespace

std::string TrendMarkdown(const Page& page) {
  MarkdownWriter writer;
  writer.Heading(1, page.title);
  Block subtitle;
  subtitle.kind = Block::Kind::kParagraph;
  subtitle.text = page.subtitle;
  writer.Write(subtitle);
  for (const Section& section : page.sections) {
    writer.Heading(2, section.title);
    for (const Block& block : section.blocks) writer.Write(block);
  }
  std::string text = writer.Take();
  text.pop_back();  // one line break at the end, not two
  return text;
}

}  // namespace noroshi
