#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "report/render.h"
#include "report/testing/sample_report.h"

namespace noroshi {
namespace {

// Where `text` occurs in `html`, in any case.
std::size_t Count(std::string html, std::string_view text) {
  for (char& c : html) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::size_t count = 0;
  for (std::size_t at = html.find(text); at != std::string::npos; at = html.find(text, at + 1)) {
    ++count;
  }
  return count;
}

// The page without its script, style and comments: only there could an element load something.
std::string Markup(std::string html) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"<!--", "-->"},
                                    {"<script", "</script>"},
                                    {"<style", "</style>"}}) {
    for (std::size_t at = html.find(open); at != std::string::npos; at = html.find(open)) {
      const std::size_t end = html.find(close, at);
      html.erase(at, end == std::string::npos ? end : end + close.size() - at);
    }
  }
  return html;
}

TEST(RenderHtml, HoldsTheDocumentOnceAndWhole) {
  const ReportDocument document = HostileSampleReport();
  const std::string html = RenderHtml(document);
  EXPECT_EQ(Count(html, "{{document}}"), 0u);
  EXPECT_NE(html.find(ToJson(document)), std::string::npos);
  EXPECT_EQ(html.rfind("<!doctype html>", 0), 0u);
}

TEST(RenderHtml, EvidenceEndsNoElement) {
  for (const ReportDocument& document : {HostileSampleReport(), EmptySampleReport()}) {
    const std::string html = RenderHtml(document);
    EXPECT_EQ(Count(html, "<script"), 2u);  // the data and the program
    EXPECT_EQ(Count(html, "</script"), 2u);
    EXPECT_EQ(Count(html, "<style"), 1u);
    EXPECT_EQ(Count(html, "<!--"), 1u);  // the licences
    EXPECT_EQ(Count(html, "<img src=x"), 0u);
  }
}

TEST(RenderHtml, LoadsNothing) {
  const std::string html = RenderHtml(EmptySampleReport());
  const std::string markup = Markup(html);
  for (const std::string_view loader :
       {"src=", "href=", "http:", "https:", "<link", "<img", "<iframe", "<object", "<base"}) {
    EXPECT_EQ(Count(markup, loader), 0u) << loader;
  }
  const std::size_t style = html.find("<style>");
  const std::string css = html.substr(style, html.find("</style>") - style);
  EXPECT_EQ(Count(css, "@import"), 0u);
  EXPECT_EQ(Count(css, "url("), 0u);
}

TEST(RenderHtml, ForbidsEverythingButItsOwnScriptAndStyle) {
  const std::string markup = Markup(RenderHtml(EmptySampleReport()));
  EXPECT_NE(markup.find("content=\"default-src 'none'; script-src 'sha256-"), std::string::npos);
  EXPECT_NE(markup.find("style-src 'sha256-"), std::string::npos);
  EXPECT_EQ(markup.find("unsafe"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
