// trend_samples FOLDER: writes trend reports as HTML and JSON, for the browser test and for looking
// at the page. Reads examples/ below the working folder.
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "trend/render/render.h"
#include "trend/testing/sample_trend.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: trend_samples FOLDER\n");
    return 2;
  }
  const std::pair<const char*, noroshi::TrendDocument> samples[] = {
      {"trend", noroshi::ExampleTrend()},
      {"trend-full", noroshi::FullTrend()},
      {"trend-hostile", noroshi::HostileTrend()},
      {"trend-empty", noroshi::BuildTrend({}, {2020, std::nullopt}, {})},
  };
  for (const auto& [name, document] : samples) {
    const std::string path = std::string(arguments[1]) + "/" + name;
    std::ofstream html(path + ".html", std::ios::binary);
    html << noroshi::TrendHtml(document);
    std::ofstream json(path + ".json", std::ios::binary);
    json << noroshi::TrendJson(document);
    if (!html.flush() || !json.flush()) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return 1;
    }
  }
  return 0;
}
