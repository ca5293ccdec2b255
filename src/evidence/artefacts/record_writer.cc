#include "evidence/artefacts/record_writer.h"

#include <cstring>

#include "base/number_text.h"
#include "base/utf.h"
#include "evidence/artefacts/mended_text.h"
#include "evidence/flat/flat_record.h"

namespace noroshi::artefacts {
namespace {

template <class T>
void Append(const T& head, std::vector<std::uint8_t>& out) {
  const std::size_t at = out.size();
  out.resize(at + sizeof head);
  std::memcpy(out.data() + at, &head, sizeof head);
}

void AppendText(std::string_view text, std::vector<std::uint8_t>& out) {
  out.insert(out.end(), text.begin(), text.end());
}

constexpr auto kText = static_cast<std::uint8_t>(FlatType::kText);
constexpr auto kNumber = static_cast<std::uint8_t>(FlatType::kNumber);

}  // namespace

RecordWriter::RecordWriter(Unit& unit) : unit_(unit) {
  unit_.bytes.clear();
  unit_.records.clear();
  unit_.header.reset();
}

void RecordWriter::Begin(std::string_view channel, std::uint64_t offset) {
  begin_ = unit_.bytes.size();
  Append(RecordHead{offset, 0}, unit_.bytes);
  Put(kText, kChannelName, channel);
}

void RecordWriter::When(Timestamp time, std::string_view meaning) {
  if (time.ticks == 0) return;
  Time(kTimeName, time);
  Put(kText, kTimeMeaningName, meaning);
}

void RecordWriter::WhenLocal(std::string_view iso, std::string_view meaning) {
  Put(kText, kLocalTimeName, iso);
  Put(kText, kTimeMeaningName, meaning);
}

void RecordWriter::Text(std::string_view name, std::string_view text) {
  Put(kText, name, MendedText(text, scratch_));
}

void RecordWriter::Wide(std::string_view name, Bytes utf16le) {
  scratch_.clear();
  AppendUtf16(utf16le.first(Utf16BytesBeforeNul(utf16le)), scratch_);
  Put(kText, name, scratch_);
}

void RecordWriter::Number(std::string_view name, std::uint64_t number) {
  char digits[kMaxDecimalDigits];
  const char* const end = WriteDecimal(number, digits);
  Put(kNumber, name, {digits, static_cast<std::size_t>(end - digits)});
}

void RecordWriter::Time(std::string_view name, Timestamp time) {
  if (time.ticks == 0) return;
  char text[kIso8601Bytes];
  Put(kText, name, {text, WriteIso8601(time, text)});
}

void RecordWriter::End() {
  unit_.records.push_back({static_cast<std::uint32_t>(begin_),
                           static_cast<std::uint32_t>(unit_.bytes.size() - begin_), line_});
  line_ = 0;
}

void RecordWriter::Put(std::uint8_t type, std::string_view name, std::string_view value) {
  const std::string_view kept = Utf8Prefix(value, kMaxFieldBytes);
  if (kept.size() != value.size()) {
    const RecordHead partial{LoadUnchecked<RecordHead>(unit_.bytes.data() + begin_).offset, 1};
    std::memcpy(unit_.bytes.data() + begin_, &partial, sizeof partial);
  }
  Append(FieldHead{static_cast<std::uint32_t>(kept.size()), static_cast<std::uint16_t>(name.size()),
                   type, 0},
         unit_.bytes);
  AppendText(name, unit_.bytes);
  AppendText(kept, unit_.bytes);
}

}  // namespace noroshi::artefacts
