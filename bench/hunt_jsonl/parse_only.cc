// simdjson alone over JSON lines, as the hunt uses it: every record is parsed on demand, one line
// at a time, every name and the place of every value is looked at, nothing is unescaped or
// converted. Prints the number of records. Usage: parse_only FILE...
#include <simdjson.h>

#include <cstdio>
#include <string_view>
#include <vector>

namespace {

// Names and scalars of one level; nested objects and arrays are walked by the parser itself.
std::size_t Walk(simdjson::ondemand::parser& parser, const char* line, std::size_t size) {
  simdjson::ondemand::document document;
  if (parser.iterate(line, size, size + simdjson::SIMDJSON_PADDING).get(document)) return 0;
  simdjson::ondemand::object object;
  if (document.get_object().get(object)) return 0;
  std::size_t bytes = 0;
  for (auto field : object) {
    bytes += static_cast<std::size_t>(field.key().value_unsafe().raw()[0] != 0);
    bytes += field.value().value_unsafe().raw_json_token().size();
  }
  return bytes + 1;
}

}  // namespace

int main(int count, char** paths) {
  simdjson::ondemand::parser parser;
  std::size_t records = 0;
  std::vector<char> buffer;
  for (int i = 1; i < count; ++i) {
    std::FILE* const file = std::fopen(paths[i], "rb");
    if (file == nullptr) return 1;
    std::size_t carry = 0;
    constexpr std::size_t kBlock = 1 << 20;
    while (true) {
      buffer.resize(carry + kBlock + simdjson::SIMDJSON_PADDING);
      const std::size_t got = std::fread(buffer.data() + carry, 1, kBlock, file);
      std::string_view text(buffer.data(), carry + got);
      for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
        if (end > 1 && Walk(parser, text.data(), end) > 0) ++records;
        text.remove_prefix(end + 1);
      }
      carry = text.size();
      std::vector<char> rest(text.begin(), text.end());
      std::copy(rest.begin(), rest.end(), buffer.begin());
      if (got == 0) break;
    }
    if (carry > 1 && Walk(parser, buffer.data(), carry) > 0) ++records;
    std::fclose(file);
  }
  std::printf("%zu\n", records);
  return 0;
}
