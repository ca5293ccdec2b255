// The JSON writer that all formats share, and times as they write them. rapidjson escapes what JSON
// demands; texts are plain already (plain_text.h).
//
// Not the JsonMembers of report/: that one writes for pages and escapes what HTML would read, which
// other programs' formats do not want.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

namespace noroshi {

// One owner. Memory: what has been written since the last MoveTo.
class JsonOut {
 public:
  JsonOut& Object() { return writer_.StartObject(), *this; }
  JsonOut& Array() { return writer_.StartArray(), *this; }
  JsonOut& EndObject() { return writer_.EndObject(), *this; }
  JsonOut& EndArray() { return writer_.EndArray(), *this; }
  // Calls chain in the order of the text. Whether they make sense is rapidjson's assertion, in
  // debug builds only.
  JsonOut& Key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    return *this;
  }
  JsonOut& Text(std::string_view text) {
    writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    return *this;
  }
  JsonOut& Number(std::uint64_t number) { return writer_.Uint64(number), *this; }
  JsonOut& Bool(bool value) { return writer_.Bool(value), *this; }
  // A member with a text.
  JsonOut& Member(std::string_view name, std::string_view text) { return Key(name).Text(text); }
  JsonOut& Member(std::string_view name, std::uint64_t number) { return Key(name).Number(number); }

  [[nodiscard]] std::string_view text() const { return {buffer_.GetString(), buffer_.GetSize()}; }
  // Appends what was written and begins anew.
  void MoveTo(std::string& out) {
    out += text();
    buffer_.Clear();
    writer_.Reset(buffer_);
  }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

// "2020-10-05T02:11:09.123Z", as STIX has it.
[[nodiscard]] inline std::string Milliseconds(Timestamp time) {
  std::string text = ToIso8601(time);
  const std::size_t point = text.find('.');
  return point == std::string::npos ? text : text.substr(0, point + 4) + "Z";
}

// Seconds since 1970; 0 for what is earlier.
[[nodiscard]] inline std::uint64_t UnixSeconds(Timestamp time) {
  return time.ticks < kUnixEpochTicks ? 0 : (time.ticks - kUnixEpochTicks) / kTicksPerSecond;
}

}  // namespace noroshi
