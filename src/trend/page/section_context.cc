#include "trend/page/section_context.h"

#include <fmt/format.h>

namespace noroshi {

SectionContext::SectionContext(const TrendDocument& document, ReportLanguage language)
    : document_(document), language_(language) {
  const auto add = [this](const TrendYear& year) {
    for (const Observation& one : year.observations) by_id_.emplace(one.id, &one);
  };
  add(document.year);
  if (document.compared) add(*document.compared);
  for (const Words& source : document.sources) {
    source_numbers_.emplace(std::pair(source.english, source.japanese), source_numbers_.size() + 1);
  }
}

std::string SectionContext::Say(std::string_view english, std::string_view japanese) const {
  return std::string(language_ == ReportLanguage::kJapanese ? japanese : english);
}

std::string SectionContext::YearText(int fiscal_year) const {
  return PeriodText(FiscalYear(fiscal_year), language_);
}

std::string SectionContext::Statement(const Observation& observation) const {
  std::string text = observation.statement.In(language_);
  if (text.empty()) text = KindText(observation.kind, language_);
  if (!observation.note.empty()) {
    text +=
        fmt::format(fmt::runtime(Say(" (Note: {})", "(補足: {})")), observation.note.In(language_));
  }
  if (observation.confidence) {
    text +=
        fmt::format(fmt::runtime(Say(" (confidence {})", "(確度 {})")), *observation.confidence);
  }
  const Words& source = observation.source;
  return text + fmt::format(fmt::runtime(Say(" [{}]", "[{}]")),
                            source_numbers_.at(std::pair(source.english, source.japanese)));
}

Cell SectionContext::Sets(const Observation& observation) const {
  std::vector<std::string> names;
  for (const TrendActor& actor : ActorsOf(observation)) {
    if (actor.set.empty() && actor.campaign.empty())
      return {NotStatedText(language_), Tone::kNotStated};
    const bool believed = observation.certainty == Certainty::kBelieved;
    names.push_back(ActorText(actor, language_) +
                    (believed ? Say(" (believed)", "(とみられる)") : ""));
  }
  return {JoinList(names, language_)};
}

Cell SectionContext::Sectors(const StatedList& sectors) const {
  return {SectorsText(sectors, language_), sectors ? Tone::kPlain : Tone::kNotStated};
}

Cell SectionContext::Names(const StatedList& names) const {
  return {NamesText(names, language_), names ? Tone::kPlain : Tone::kNotStated};
}

StatedList SectionContext::Stated(const std::vector<std::string>& list) const {
  return list.empty() ? StatedList() : StatedList(list);
}

Block Paragraph(std::string text) {
  Block block;
  block.kind = Block::Kind::kParagraph;
  block.text = std::move(text);
  return block;
}

Block Note(std::string text) {
  Block block = Paragraph(std::move(text));
  block.kind = Block::Kind::kNote;
  return block;
}

Block Heading(std::string text) {
  Block block = Paragraph(std::move(text));
  block.kind = Block::Kind::kHeading;
  return block;
}

Block List(std::vector<std::string> items) {
  Block block;
  block.kind = Block::Kind::kList;
  block.items = std::move(items);
  return block;
}

Block Table(TableBlock table) {
  Block block;
  block.kind = Block::Kind::kTable;
  block.table = std::move(table);
  return block;
}

}  // namespace noroshi
