// Any text from evidence must leave the report's JSON valid, harmless in HTML, and be read back as
// it was (apart from bytes that are not UTF-8).
#include <rapidjson/document.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "report/json_text.h"
#include "report/render.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  noroshi::ReportDocument document;
  document.run.inputs = {text};
  document.records_by_channel = {{text, 1}};
  const std::string json = noroshi::ToJson(document);
  Require(json.find_first_of("<>&") == std::string::npos);
  Require(json.find("\xE2\x80\xA8") == std::string::npos);
  Require(json.find("\xE2\x80\xA9") == std::string::npos);

  rapidjson::Document parsed;
  parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  Require(!parsed.HasParseError());
  const auto& input = parsed["run"]["inputs"][0];
  std::string scratch;
  Require(std::string_view(input.GetString(), input.GetStringLength()) ==
          noroshi::ValidUtf8(text, scratch));
  return 0;
}
