// A thin layer over rapidjson's writers: members by name, texts made valid UTF-8.
//
// The caller opens and closes nothing by hand: Object and Array take a function that fills them.
// Names and texts may hold any bytes. One per document; not safe from several threads.
#pragma once

#include <rapidjson/rapidjson.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/json_text.h"

namespace noroshi {

// `Writer` is a rapidjson writer, which is borrowed. Allocates only where a text has to be mended.
template <class Writer>
class JsonMembers {
 public:
  explicit JsonMembers(Writer& writer) : writer_(writer) {}

  // A text, as a value or as the name of the next member. Bytes that are not UTF-8 become U+FFFD.
  void Text(std::string_view text) {
    std::string scratch;
    const std::string_view valid = ValidUtf8(text, scratch);
    writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  void Number(std::uint64_t number) { writer_.Uint64(number); }

  // One member of the open object, by the type of its value.
  void Member(std::string_view name, std::string_view text) {
    Text(name);
    Text(text);
  }
  void Member(std::string_view name, const std::string& text) {
    Member(name, std::string_view(text));
  }
  void Member(std::string_view name, const char* text) { Member(name, std::string_view(text)); }
  template <std::unsigned_integral Unsigned>
  requires(!std::same_as<Unsigned, bool>) void Member(std::string_view name, Unsigned number) {
    Text(name);
    Number(number);
  }
  void Member(std::string_view name, bool value) = delete;  // Flag: a number would be written
  void Member(std::string_view name, const std::vector<std::string>& texts) {
    Array(name, texts, [this](const std::string& text) { Text(text); });
  }
  // Nothing is null.
  void Member(std::string_view name, const std::optional<std::vector<std::string>>& texts) {
    if (texts) return Member(name, *texts);
    Null(name);
  }
  void Member(std::string_view name, const std::optional<std::string>& text) {
    if (text) return Member(name, *text);
    Null(name);
  }

  void Null(std::string_view name) {
    Text(name);
    writer_.Null();
  }
  void Flag(std::string_view name, const bool value) {
    Text(name);
    writer_.Bool(value);
  }

  // An object whose members `fill` writes: as a value, or as a member.
  template <class Fill>
  void Object(Fill fill) {
    writer_.StartObject();
    fill();
    writer_.EndObject();
  }
  template <class Fill>
  void Object(std::string_view name, Fill fill) {
    Text(name);
    Object(fill);
  }
  // A list; `put` writes one value for each item.
  template <class Items, class Put>
  void Array(std::string_view name, const Items& items, Put put) {
    Text(name);
    writer_.StartArray();
    for (const auto& item : items) put(item);
    writer_.EndArray();
  }
  // A list of objects; `fill` writes the members of each.
  template <class Items, class Fill>
  void Objects(std::string_view name, const Items& items, Fill fill) {
    Array(name, items, [&](const auto& item) { Object([&] { fill(item); }); });
  }

 private:
  Writer& writer_;
};

}  // namespace noroshi
