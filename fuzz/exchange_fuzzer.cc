// Any bytes as findings.jsonl: every format is written, and none holds what could lead a viewer
// astray.
#include <rapidjson/document.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exchange/finding_line.h"
#include "exchange/format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const noroshi::ExchangeContext context{"0", {}, "18", {}};
  for (const noroshi::ExchangeRow& row : noroshi::ExchangeFormats()) {
    const auto format = row.make(context);
    std::string out;
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      if (const auto finding = noroshi::ReadFindingLine(text.substr(start, end - start))) {
        format->Add(*finding, out);
      }
      start = end + 1;
    }
    format->Finish(out);
    for (const char* bad : {"\x1b", "\xE2\x80\xAE"}) {
      if (out.find(bad) != std::string::npos) std::abort();
    }
    if (!row.file.ends_with(".json") && !row.file.ends_with(".sarif")) continue;
    rapidjson::Document parsed;
    parsed.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(
        out.data(), out.size());
    if (parsed.HasParseError()) std::abort();
  }
  return 0;
}
