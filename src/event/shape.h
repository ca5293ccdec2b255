// Shape: which payload fields an event has, in which order. Events that came from the same
// template (EVTX) or key set (JSON) share one Shape, so everything that depends on field names
// only is worked out once per shape, not per event: the matcher binds rules to a shape.
//
// Interned by content, so the same template in a thousand files is one Shape, and two events of one
// kind are told by comparing two pointers.
//
// Immutable after it is made; lives as long as its ShapeTable; safe from any thread. A run over a
// large estate sees some thousands of shapes.
#pragma once

#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "event/field_table.h"

namespace noroshi {

// Where a payload field stood. Sigma treats them alike; renderers do not.
enum class PayloadSection : std::uint8_t { kEventData, kUserData, kOther };

struct ShapeField {
  // The name; a repeated name makes a multi-valued field.
  FieldId field = kNoSymbol;
  PayloadSection section = PayloadSection::kEventData;

  friend bool operator==(const ShapeField&, const ShapeField&) = default;
};

// Strong, so that a shape's number is never taken for a field's or a channel's.
enum class ShapeId : std::uint32_t {};

class Shape {
 public:
  Shape(ShapeId id, std::vector<ShapeField> fields) : id_(id), fields_(std::move(fields)) {}

  // Dense, from 0, in the order of first sight: good as an index, never to be shown or sorted by.
  [[nodiscard]] ShapeId id() const noexcept { return id_; }
  // Payload fields; values of field i are at Event::values[kSystemFieldCount + i].
  [[nodiscard]] std::span<const ShapeField> fields() const noexcept { return fields_; }
  // Number of values an event of this shape has, System fields included.
  [[nodiscard]] std::size_t value_count() const noexcept {
    return kSystemFieldCount + fields_.size();
  }

 private:
  ShapeId id_;
  std::vector<ShapeField> fields_;
};

// Interns shapes by content. Thread-safe. Returned pointers live as long as the table.
class ShapeTable {
 public:
  // The shape with exactly these fields in this order. Cost: a hash over the fields and a shared
  // lock; readers call it once a template, not once an event.
  [[nodiscard]] const Shape* Intern(std::span<const ShapeField> fields);
  [[nodiscard]] std::size_t size() const;
  // Fields of all shapes together.
  [[nodiscard]] std::size_t field_count() const;

 private:
  mutable std::shared_mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<const Shape>> shapes_;
  std::unordered_multimap<std::uint64_t, const Shape*> by_hash_;
  std::size_t field_count_ = 0;
};

// Names of one kind and shapes that a context holds before it is full: some ten times what the
// largest estates show. Evidence can make up names without end, and memory must not follow.
inline constexpr std::size_t kMaxContextNames = 32'768;
inline constexpr std::size_t kMaxContextNameBytes = 4 << 20;
inline constexpr std::size_t kMaxContextShapes = 16'384;
inline constexpr std::size_t kMaxContextShapeFields = 1 << 20;

// The names that readers and the matcher share. Thread-safe through its members.
struct EventContext {
  // True when somebody made names or shapes up. Nothing stops working: whoever owns the context
  // begins a new one between two units of evidence, with everything that holds symbols of it. Cost:
  // a lock for each table; ask once a unit, not once an event.
  [[nodiscard]] bool Full() const;

  FieldTable fields;
  // Channels and providers, as spelled in the evidence. Both are few and looked up the same way.
  SymbolTable channels;
  SymbolTable hosts;  // computers, likewise
  ShapeTable shapes;
};

}  // namespace noroshi
