#include "trend/render/hidden_text.h"
#include "trend/render/json_members.h"
#include "trend/render/render.h"

namespace noroshi {
namespace {

using PageJsonWriter = rapidjson::Writer<HtmlSafeStream>;

// Writes pages as web/src/trend/page.ts reads them; there its types mirror this.
class PageWriter {
 public:
  explicit PageWriter(HtmlSafeStream& stream) : writer_(stream), json_(writer_) {}

  void Write(const TrendDocument& document) {
    json_.Object([&] {
      const bool japanese = document.language == ReportLanguage::kJapanese;
      json_.Member("schema_version", std::uint64_t{kTrendSchemaVersion});
      json_.Member("language", japanese ? "ja" : "en");
      json_.Member("generated_at", ToIso8601(document.generated_at));
      json_.Text("ja");
      Whole(ComposePage(document, ReportLanguage::kJapanese));
      json_.Text("en");
      Whole(ComposePage(document, ReportLanguage::kEnglish));
    });
  }

 private:
  void Whole(const Page& page) {
    json_.Object([&] {
      json_.Member("title", page.title);
      json_.Member("subtitle", page.subtitle);
      json_.Member("contents", page.contents);
      json_.Member("language_label", page.language_label);
      json_.Member("footer", page.footer);
      json_.Array("sections", page.sections, [&](const Section& section) { One(section); });
    });
  }

  void One(const Section& section) {
    json_.Object([&] {
      json_.Member("id", section.id);
      json_.Member("title", section.title);
      json_.Array("blocks", section.blocks,
                  [&](const Block& block) { json_.Object([&] { One(block); }); });
    });
  }

  void One(const Block& block) {
    switch (block.kind) {
      case Block::Kind::kParagraph: return Text("paragraph", block.text);
      case Block::Kind::kNote: return Text("note", block.text);
      case Block::Kind::kHeading: return Text("heading", block.text);
      case Block::Kind::kList:
        json_.Member("kind", "list");
        json_.Member("items", block.items);
        return;
      case Block::Kind::kTable: return One(block.table);
      case Block::Kind::kTimeline: return One(block.timeline);
      case Block::Kind::kPie: return One(block.pie);
    }
  }

  void Text(std::string_view kind, const std::string& text) {
    json_.Member("kind", kind);
    json_.Member("text", text);
  }

  void One(const Cell& cell) {
    json_.Object([&] {
      json_.Member("text", cell.text);
      json_.Member("tone", ToneName(cell.tone));
    });
  }

  void One(const TableBlock& table) {
    json_.Member("kind", "table");
    json_.Member("caption", table.caption);
    json_.Member("heads", table.heads);
    json_.Array("shares", table.shares, [&](unsigned share) { json_.Number(share); });
    json_.Array("rows", table.rows, [&](const std::vector<Cell>& row) {
      writer_.StartArray();
      for (const Cell& cell : row) One(cell);
      writer_.EndArray();
    });
  }

  void One(const ChartSpan& span) {
    json_.Object([&] {
      json_.Member("first", static_cast<std::uint64_t>(span.first));
      json_.Member("last", static_cast<std::uint64_t>(span.last));
      json_.Member("lane", std::uint64_t{span.lane});
      json_.Member("reach", ReachName(span.reach));
      json_.Member("label", span.label);
      json_.Member("detail", span.detail);
    });
  }

  void One(const TimelineBlock& chart) {
    json_.Member("kind", "timeline");
    json_.Member("caption", chart.caption);
    json_.Member("months", chart.months);
    json_.Array("legend", chart.legend, [&](const auto& entry) {
      json_.Object([&] {
        json_.Member("reach", ReachName(entry.first));
        json_.Member("text", entry.second);
      });
    });
    json_.Array("rows", chart.rows, [&](const ChartRow& row) {
      json_.Object([&] {
        json_.Member("name", row.name);
        json_.Member("tone", ToneName(row.tone));
        json_.Member("lanes", std::uint64_t{row.lanes});
        json_.Array("spans", row.spans, [&](const ChartSpan& span) { One(span); });
      });
    });
  }

  void One(const PieBlock& pie) {
    json_.Member("kind", "pie");
    json_.Member("caption", pie.caption);
    json_.Array("slices", pie.slices, [&](const ChartSlice& slice) {
      json_.Object([&] {
        json_.Member("name", slice.name);
        json_.Member("tone", ToneName(slice.tone));
        json_.Member("count", slice.count);
      });
    });
  }

  PageJsonWriter writer_;
  TrendMembers<PageJsonWriter> json_;
};

}  // namespace

std::string PagesJson(const TrendDocument& document) {
  std::string text;
  const HtmlSafeStream::Sink sink = [&text](std::string_view piece) { text.append(piece); };
  HtmlSafeStream stream(sink);
  PageWriter(stream).Write(document);
  stream.Flush();
  return EscapeHidden(text);
}

}  // namespace noroshi
