// report_samples FOLDER: writes the made-up reports as HTML and JSON, for the browser test and for
// looking at the page.
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "report/render.h"
#include "report/testing/sample_report.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: report_samples FOLDER\n");
    return 2;
  }
  const std::pair<const char*, noroshi::ReportDocument> samples[] = {
      {"big", noroshi::BigSampleReport()},
      {"empty", noroshi::EmptySampleReport()},
      {"hostile", noroshi::HostileSampleReport()},
  };
  for (const auto& [name, document] : samples) {
    const std::string path = std::string(arguments[1]) + "/" + name;
    std::ofstream html(path + ".html", std::ios::binary);
    html << noroshi::RenderHtml(document);
    std::ofstream json(path + ".json", std::ios::binary);
    json << noroshi::ToJson(document) << '\n';
    if (!html.flush() || !json.flush()) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      return 1;
    }
  }
  return 0;
}
