// Any bytes as an observation file: no line may crash the reader, each is used or told, and the
// report of what was used is valid JSON and harmless.
#include <rapidjson/document.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "trend/render/render.h"
#include "trend/trend_builder.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

std::size_t LinesWithText(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    count += text.substr(0, end).find_first_not_of(" \t\r") != std::string_view::npos ? 1 : 0;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  noroshi::ObservationSet set;
  noroshi::AddObservations(text, "fuzz", set);
  Require(set.observations.size() + set.rejected_count == LinesWithText(text));

  const int year = noroshi::LatestFiscalYear(set).value_or(2020);
  const noroshi::TrendDocument document = noroshi::BuildTrend(set, {year, year - 1}, {});
  rapidjson::Document parsed;
  const std::string json = noroshi::TrendJson(document);
  parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  Require(!parsed.HasParseError());
  const std::string pages = noroshi::PagesJson(document);
  Require(pages.find_first_of("<>&\x1b") == std::string::npos);
  for (const auto language :
       {noroshi::ReportLanguage::kEnglish, noroshi::ReportLanguage::kJapanese}) {
    const std::string page = noroshi::TrendMarkdown(noroshi::ComposePage(document, language));
    Require(page.find('\x1b') == std::string::npos);
    Require(page.find("\xE2\x80\xAE") == std::string::npos);
  }
  return 0;
}
