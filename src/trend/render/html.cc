#include <span>
#include <string_view>

#include "base/embedded_file.h"
#include "trend/render/render.h"

namespace noroshi {

std::span<const EmbeddedFile> TrendAssets();  // generated: cmake/NoroshiWeb.cmake

std::string TrendHtml(const TrendDocument& document) {
  constexpr std::string_view kDocumentMark = "{{document}}";  // stands in web/src/report.html once
  const std::string_view page = TrendAssets().front().content;
  const std::size_t mark = page.find(kDocumentMark);
  std::string html(page.substr(0, mark));
  html += PagesJson(document);
  html += page.substr(mark + kDocumentMark.size());
  return html;
}

}  // namespace noroshi
