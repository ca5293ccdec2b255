#include "json_event.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <cstring>

namespace noroshi::hunt_text {
namespace {

using Json = rapidjson::Value;

std::string_view Text(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

template <class T>
Value Bytes(T number, ValueType type, Arena& arena) {
  const auto place = arena.Allocate<T>(1);
  std::memcpy(place.data(), &number, sizeof number);
  return {place.data(), sizeof number, type};
}

Value ScalarValue(const Json& value, Arena& arena) {
  if (value.IsUint64()) return Bytes(value.GetUint64(), ValueType::kUInt, arena);
  if (value.IsInt64()) return Bytes(value.GetInt64(), ValueType::kInt, arena);
  if (value.IsNumber()) return Bytes(value.GetDouble(), ValueType::kReal, arena);
  if (value.IsBool()) return Bytes<std::uint32_t>(value.GetBool() ? 1 : 0, ValueType::kBool, arena);
  if (value.IsString()) return Value::Utf8(arena.Copy(Text(value)));
  return {nullptr, 0, ValueType::kNull};
}

void AddField(std::string_view name, const Json& value, bool payload, EventBuilder& builder,
              Arena& arena) {
  if (value.IsArray()) {
    for (const Json& item : value.GetArray()) AddField(name, item, payload, builder, arena);
  } else if (payload) {
    builder.AddPayload(name, ScalarValue(value, arena));
  } else {
    builder.Add(name,
                value.IsString() ? std::string(Text(value)) : fmt::format("{}", value.GetUint64()));
  }
}

bool IsSystem(std::string_view name) {
  for (const std::string_view system : kSystemFieldNames) {
    if (system == name) return true;
  }
  return false;
}

}  // namespace

std::string FillEvent(const std::string& json, EventBuilder& builder, Arena& arena) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError()) return rapidjson::GetParseError_En(document.GetParseError());
  if (!document.IsObject()) return "an event must be an object";
  for (const auto& member : document.GetObject()) {
    const std::string_view name = Text(member.name);
    if (name == "payload" && member.value.IsObject()) {
      for (const auto& inner : member.value.GetObject()) {
        AddField(Text(inner.name), inner.value, true, builder, arena);
      }
    } else {
      AddField(name, member.value, !IsSystem(name), builder, arena);
    }
  }
  return {};
}

}  // namespace noroshi::hunt_text
