#include <span>
#include <string_view>

#include "base/embedded_file.h"
#include "report/render.h"

namespace noroshi {

std::span<const EmbeddedFile> ReportAssets();  // generated: cmake/NoroshiWeb.cmake

namespace {

// Where web/src/report.html wants the JSON. Stands in it once.
constexpr std::string_view kDocumentMark = "{{document}}";

}  // namespace

void WriteHtml(const ReportDocument& document, const TextSink& sink) {
  const std::string_view page = ReportAssets().front().content;
  const std::size_t mark = page.find(kDocumentMark);
  sink(page.substr(0, mark));
  WriteJson(document, sink);
  sink(page.substr(mark + kDocumentMark.size()));
}

std::string RenderHtml(const ReportDocument& document) {
  std::string html;
  WriteHtml(document, [&html](std::string_view piece) { html.append(piece); });
  return html;
}

}  // namespace noroshi
