// What every section of the page needs: the document, the language, and look-ups.
//
// Borrowed for the time of ComposePage; not safe to share while it is being made.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "trend/page/page.h"
#include "trend/page/phrases.h"
#include "trend/trend_builder.h"

namespace noroshi {

// Holds references into the document and indexes of it: made once per page, linear in its size.
// Everything it gives back is plain text, not escaped.
class SectionContext {
 public:
  SectionContext(const TrendDocument& document, ReportLanguage language);

  [[nodiscard]] const TrendDocument& document() const noexcept { return document_; }
  [[nodiscard]] const TrendYear& year() const noexcept { return document_.year; }
  [[nodiscard]] ReportLanguage language() const noexcept { return language_; }

  // The one of the two that the page is in.
  [[nodiscard]] std::string Say(std::string_view english, std::string_view japanese) const;
  // 「2020年度」, "fiscal 2020".
  [[nodiscard]] std::string YearText(int fiscal_year) const;

  // An observation of either year. REQUIRES: the id stands in the document.
  [[nodiscard]] const Observation& Find(const std::string& id) const { return *by_id_.at(id); }
  // What the source says, with its note, confidence and the number of the source: "... [1]".
  [[nodiscard]] std::string Statement(const Observation& observation) const;
  // The sets an observation names, with their doubt.
  [[nodiscard]] Cell Sets(const Observation& observation) const;
  // Names in the page's language, or a grey "not stated".
  [[nodiscard]] Cell Sectors(const StatedList& sectors) const;
  [[nodiscard]] Cell Names(const StatedList& names) const;
  // `list`, or "not stated" when it is empty.
  [[nodiscard]] StatedList Stated(const std::vector<std::string>& list) const;

 private:
  const TrendDocument& document_;
  ReportLanguage language_;
  std::unordered_map<std::string, const Observation*> by_id_;
  std::map<std::pair<std::string, std::string>, std::size_t> source_numbers_;  // from 1
};

// Blocks, short to write.
[[nodiscard]] Block Paragraph(std::string text);
[[nodiscard]] Block Note(std::string text);
[[nodiscard]] Block Heading(std::string text);
[[nodiscard]] Block List(std::vector<std::string> items);
[[nodiscard]] Block Table(TableBlock table);

// The sections, in the order of the page; each in a file of its own.
[[nodiscard]] Section IntroductionSection(const SectionContext& context);
[[nodiscard]] Section TimelineSection(const SectionContext& context);
[[nodiscard]] Section OverviewSection(const SectionContext& context);
[[nodiscard]] Section NoveltiesSection(const SectionContext& context);
[[nodiscard]] Section GroupsSection(const SectionContext& context);
[[nodiscard]] Section TechniquesSection(const SectionContext& context);
[[nodiscard]] Section DetectionSection(const SectionContext& context);
[[nodiscard]] Section IndicatorsSection(const SectionContext& context);
[[nodiscard]] Section ChangesSection(const SectionContext& context);
[[nodiscard]] Section SourcesSection(const SectionContext& context);

}  // namespace noroshi
