// Text on its way into the report's JSON: made valid UTF-8, and harmless inside HTML.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace noroshi {

// The same text when it is valid UTF-8, else a copy in `scratch` where each byte that is not part
// of a valid sequence (overlong forms and surrogates included) became U+FFFD.
[[nodiscard]] std::string_view ValidUtf8(std::string_view text, std::string& scratch);

// An output stream for rapidjson::Writer that passes text on in large pieces and writes '<', '>',
// '&', U+2028 and U+2029 as \u escapes. Those characters can only stand inside JSON strings, so it
// may do so without knowing where a string begins. Call Flush at the end.
class HtmlSafeStream {
 public:
  using Ch = char;  // rapidjson's name
  using Sink = std::function<void(std::string_view)>;

  // Borrows the sink. One owner; what was not flushed is lost with the object.
  explicit HtmlSafeStream(const Sink& sink) : sink_(sink) {}
  HtmlSafeStream(const HtmlSafeStream&) = delete;
  HtmlSafeStream& operator=(const HtmlSafeStream&) = delete;

  // Called by rapidjson for every byte; the buffer goes to the sink when it is full.
  void Put(char c);
  void Flush();

 private:
  void PutLastOf(char c, std::string_view escape);

  const Sink& sink_;
  std::string buffer_;
};

}  // namespace noroshi
