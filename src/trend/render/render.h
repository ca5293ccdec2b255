// The renderers of a trend report. All are pure: same document, same bytes; safe from any thread.
//
// Whatever the observation files and rules hold is inert in the results: no markup, no terminal
// sequence, no reordered text.
#pragma once

#include <string>
#include <string_view>

#include "trend/page/page.h"
#include "trend/trend_document.h"

namespace noroshi {

// trend.json, as schema/trend.schema.json says; two spaces a level, a line break at the end.
[[nodiscard]] std::string TrendJson(const TrendDocument& document);

// trend.md, in the page's language: CommonMark with GitHub's tables.
[[nodiscard]] std::string TrendMarkdown(const Page& page);

// trend.html: one self-contained file with the page in both languages and a switch between them.
// It loads nothing, and its content security policy forbids it to.
[[nodiscard]] std::string TrendHtml(const TrendDocument& document);

// The pages as JSON in one line, for the script inside trend.html.
[[nodiscard]] std::string PagesJson(const TrendDocument& document);

}  // namespace noroshi
