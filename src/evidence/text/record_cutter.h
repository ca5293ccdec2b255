// RecordCutter: finds where the next record of a text begins and ends. One small class per way of
// cutting (lines, JSON elements, ...); the TextSource brings the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace noroshi {

// What lies at the front of a text.
struct Cut {
  enum class Kind : std::uint8_t {
    // The bytes [begin, end) are one record.
    kRecord,
    // Blank space, punctuation between records: up to `next`.
    kNothing,
    // No end in sight: needs more bytes, or there are none.
    kMore,
  } kind = Kind::kMore;
  // kRecord: where it lies in the text given. It may go on behind `next`, where records are made of
  // lines that stand between those of others.
  std::size_t begin = 0, end = 0;
  // Where to go on.
  std::size_t next = 0;
};

// Keeps no bytes; may keep state between calls (which record of a file comes next). Not
// thread-safe: it is the source's.
class RecordCutter {
 public:
  virtual ~RecordCutter() = default;

  // Looks at the front of `text`, which begins where the last cut said. At the end of the evidence
  // what is left is a record, whole or not.
  enum class At : std::uint8_t { kMiddle, kEnd };
  [[nodiscard]] virtual Cut Next(std::string_view text, At at) = 0;

  // The directive lines that hold for the next record, a line each; null in formats without.
  [[nodiscard]] virtual std::shared_ptr<const std::string> Header() { return nullptr; }

  // Where it is safe to go on after a record that is too long to be kept: the first byte behind it
  // in `text`, or npos to go on searching.
  [[nodiscard]] virtual std::size_t Resume(std::string_view text) { return text.find('\n'); }
};

// Whole lines; \n or \r\n behind each, neither belongs to the record. Empty lines are no records.
// The last line needs no line end.
class LineCutter final : public RecordCutter {
 public:
  Cut Next(std::string_view text, At at) override;
};

}  // namespace noroshi
