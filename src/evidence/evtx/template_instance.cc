#include "evidence/evtx/template_instance.h"

#include <algorithm>

namespace noroshi::evtx {
namespace {

constexpr std::size_t kTemplateIdAt = 2;
constexpr std::size_t kDefinitionOffsetAt = 6;
constexpr std::size_t kDefinitionSizeAt = 20;

// Where the value table begins: behind the instance header and an inline definition.
bool FindValueTable(Bytes chunk, std::size_t at, std::size_t end, TemplateInstance& instance,
                    std::size_t& table) {
  table = at + kInstanceHeaderBytes;
  if (instance.definition_offset != table) return true;
  if (end - table < kDefinitionHeaderBytes) return false;
  const auto size = LoadUnchecked<std::uint32_t>(chunk.data() + table + kDefinitionSizeAt);
  table += kDefinitionHeaderBytes;
  if (end - table < size) return false;
  table += size;
  return true;
}

// The end of the last value, or `end` when the sizes run past it.
std::size_t EndOfValues(Bytes chunk, const TemplateInstance& instance, std::size_t end) noexcept {
  std::size_t sum = instance.values_at;
  for (std::uint32_t i = 0; i < instance.value_count; ++i) {
    sum +=
        LoadUnchecked<std::uint16_t>(chunk.data() + instance.descriptors_at + i * kDescriptorBytes);
  }
  return std::min(sum, end);
}

// All of an instance but its values. False, with the reason, when there is no usable value table.
bool ReadTable(Bytes chunk, std::size_t at, std::size_t end, TemplateInstance& instance,
               DamageKind& why) noexcept {
  why = DamageKind::kTemplateBounds;
  if (at > end || end - at < kInstanceHeaderBytes) return false;
  instance.template_id = LoadUnchecked<std::uint32_t>(chunk.data() + at + kTemplateIdAt);
  instance.definition_offset =
      LoadUnchecked<std::uint32_t>(chunk.data() + at + kDefinitionOffsetAt);
  std::size_t table = 0;
  if (!FindValueTable(chunk, at, end, instance, table) || end - table < sizeof(std::uint32_t)) {
    return false;
  }
  instance.value_count = LoadUnchecked<std::uint32_t>(chunk.data() + table);
  table += sizeof(std::uint32_t);
  why = DamageKind::kValueBounds;
  if (instance.value_count > kMaxValues ||
      (end - table) / kDescriptorBytes < instance.value_count) {
    return false;
  }
  instance.descriptors_at = static_cast<std::uint32_t>(table);
  instance.values_at = static_cast<std::uint32_t>(table + instance.value_count * kDescriptorBytes);
  return true;
}

}  // namespace

bool ReadInstance(Bytes chunk, std::size_t at, std::size_t end, TemplateInstance& instance,
                  Issues& issues) {
  end = std::min(end, chunk.size());
  DamageKind why{};
  if (!ReadTable(chunk, at, end, instance, why)) {
    issues.Add(why);
    return false;
  }
  instance.end = static_cast<std::uint32_t>(EndOfValues(chunk, instance, end));
  return true;
}

bool ReadRegularInstance(Bytes chunk, std::size_t at, std::size_t end, std::uint32_t max_values,
                         TemplateInstance& instance, ValueWindow* windows) noexcept {
  DamageKind why{};
  if (!ReadTable(chunk, at, end, instance, why) || instance.value_count > max_values) return false;
  const std::uint8_t* descriptor = chunk.data() + instance.descriptors_at;
  std::size_t value_at = instance.values_at;
  for (std::uint32_t i = 0; i < instance.value_count; ++i, descriptor += kDescriptorBytes) {
    const auto packed = LoadUnchecked<std::uint32_t>(descriptor);
    const auto size = static_cast<std::uint16_t>(packed);
    windows[i] = {chunk.data() + value_at, size, static_cast<std::uint8_t>(packed >> 16)};
    value_at += size;
  }
  // Windows that run past the end are only found here; nobody has looked at one yet.
  if (value_at > end) return false;
  instance.end = static_cast<std::uint32_t>(value_at);
  return true;
}

void ReadWindows(Bytes chunk, const TemplateInstance& instance, ValueWindow* windows,
                 Issues& issues) {
  const std::uint8_t* descriptor = chunk.data() + instance.descriptors_at;
  std::size_t at = instance.values_at;
  for (std::uint32_t i = 0; i < instance.value_count; ++i, descriptor += kDescriptorBytes) {
    ValueWindow& window = windows[i];
    window.data = chunk.data() + at;
    window.size = LoadUnchecked<std::uint16_t>(descriptor);
    window.type = descriptor[2];
    if (window.size > instance.end - at) {
      issues.Add(DamageKind::kValueBounds);
      window.size = 0;
      at = instance.end;
    }
    at += window.size;
  }
}

}  // namespace noroshi::evtx
