#include "event/shape.h"

#include <algorithm>
#include <mutex>

#include "base/hash.h"

namespace noroshi {
namespace {

std::uint64_t HashFields(std::span<const ShapeField> fields) noexcept {
  std::uint64_t hash = fields.size();
  for (const ShapeField& field : fields) {
    hash = HashMix(hash, static_cast<std::uint64_t>(field.field) << 8 |
                             static_cast<std::uint64_t>(field.section));
  }
  return hash;
}

}  // namespace

const Shape* ShapeTable::Intern(std::span<const ShapeField> fields) {
  const std::uint64_t hash = HashFields(fields);
  const auto find = [&]() -> const Shape* {
    const auto [first, last] = by_hash_.equal_range(hash);
    for (auto it = first; it != last; ++it) {
      if (std::ranges::equal(it->second->fields(), fields)) return it->second;
    }
    return nullptr;
  };
  {
    const std::shared_lock lock(mutex_);
    if (const Shape* known = find()) return known;
  }
  const std::unique_lock lock(mutex_);
  if (const Shape* known = find()) return known;
  const auto id = static_cast<ShapeId>(shapes_.size());
  shapes_.push_back(
      std::make_unique<const Shape>(id, std::vector<ShapeField>(fields.begin(), fields.end())));
  by_hash_.emplace(hash, shapes_.back().get());
  field_count_ += fields.size();
  return shapes_.back().get();
}

std::size_t ShapeTable::size() const {
  const std::shared_lock lock(mutex_);
  return shapes_.size();
}

std::size_t ShapeTable::field_count() const {
  const std::shared_lock lock(mutex_);
  return field_count_;
}

bool EventContext::Full() const {
  const auto full = [](const SymbolTable& names) {
    return names.size() > kMaxContextNames || names.text_bytes() > kMaxContextNameBytes;
  };
  return full(fields) || full(channels) || full(hosts) || shapes.size() > kMaxContextShapes ||
         shapes.field_count() > kMaxContextShapeFields;
}

}  // namespace noroshi
