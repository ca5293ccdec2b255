#include "evidence/text/text_source.h"

#include <algorithm>

namespace noroshi {
namespace {

std::string_view TextIn(const std::vector<std::uint8_t>& bytes, std::size_t from) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()) + from, bytes.size() - from};
}

// Records may reach into the one behind them, and so beyond the place where the next unit begins.
std::size_t EndOfRecords(const Unit& unit) noexcept {
  std::size_t end = 0;
  for (const UnitRecord& place : unit.records) {
    end = std::max<std::size_t>(end, std::size_t{place.begin} + place.size);
  }
  return end;
}

std::uint64_t CountLines(std::string_view text) noexcept {
  return static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
}

}  // namespace

bool TextSource::NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) {
  unit.source = this;
  unit.index = index_;
  unit.records.clear();
  unit.header = cutter_->Header();
  unit.bytes.swap(carry_);
  std::size_t wanted = std::max(kTextUnitBytes, unit.bytes.size() + kTextUnitBytes / 4);
  std::size_t cut = 0;
  while (true) {
    Fill(unit.bytes, wanted, damage);
    unit.offset = offset_;
    cut = CutRecords(unit, account);
    if (!unit.records.empty() || at_end_) break;
    unit.bytes.erase(unit.bytes.begin(), unit.bytes.begin() + static_cast<std::ptrdiff_t>(cut));
    offset_ += cut;
    if (unit.bytes.size() >= kMaxTextRecordBytes) SkipLongRecord(unit.bytes, damage, account);
    wanted = std::max(kTextUnitBytes, 2 * unit.bytes.size());
  }
  carry_.assign(unit.bytes.begin() + static_cast<std::ptrdiff_t>(cut), unit.bytes.end());
  offset_ += cut;
  const std::size_t size = std::max(cut, EndOfRecords(unit));
  unit.bytes.resize(size);
  unit.bytes.resize(size + kUnitPaddingBytes);
  if (unit.records.empty()) return false;
  ++index_;
  return true;
}

void TextSource::Fill(std::vector<std::uint8_t>& bytes, std::size_t size, DamageSink& damage) {
  if (at_end_ || bytes.size() >= size) return;
  const std::size_t had = bytes.size();
  bytes.resize(size);
  auto got = ReadFull(*stream_, std::span(bytes).subspan(had));
  const std::size_t now = had + (got.ok() ? *got : 0);
  // A short read is the end or a break: the next call says which.
  if (got.ok() && now < size) got = stream_->Read(std::span(bytes).subspan(now));
  bytes.resize(now);
  read_ += now - had;
  at_end_ = now < size;
  if (got.ok()) return;
  Damage broken;
  broken.kind = got.error().code == ErrorCode::kTruncated ? DamageKind::kFileTruncated
                                                          : DamageKind::kUnreadable;
  broken.offset = offset_ + bytes.size();
  broken.detail = got.error().ToString();
  damage.OnDamage(broken);
}

std::size_t TextSource::CutRecords(Unit& unit, ByteAccount& account) {
  const auto at = at_end_ ? RecordCutter::At::kEnd : RecordCutter::At::kMiddle;
  std::size_t done = 0;
  while (done < unit.bytes.size()) {
    const std::string_view rest = TextIn(unit.bytes, done);
    const Cut cut = cutter_->Next(rest, at);
    if (cut.kind == Cut::Kind::kMore) break;
    std::uint64_t lines_before = 0;
    if (cut.kind == Cut::Kind::kRecord) {
      lines_before = CountLines(rest.substr(0, cut.begin));
      unit.records.push_back({static_cast<std::uint32_t>(done + cut.begin),
                              static_cast<std::uint32_t>(cut.end - cut.begin),
                              line_ + lines_before});
      // Less than nothing where a record has lines of others in it: the sum is what counts.
      account.used += cut.next - (cut.end - cut.begin);
    } else {
      account.used += cut.next;
    }
    line_ += lines_before + CountLines(rest.substr(cut.begin, cut.next - cut.begin));
    done += cut.next;
  }
  return done;
}

void TextSource::SkipLongRecord(std::vector<std::uint8_t>& bytes, DamageSink& damage,
                                ByteAccount& account) {
  Damage lost;
  lost.kind = DamageKind::kRecordSize;
  lost.offset = offset_;
  lost.lost_records = 1;
  lost.detail = "a record without end from line " + std::to_string(line_);
  std::size_t end = std::string_view::npos;
  while (true) {
    end = cutter_->Resume(TextIn(bytes, 0));
    const std::size_t skipped = std::min(end, bytes.size());
    line_ += CountLines(TextIn(bytes, 0).substr(0, skipped));
    lost.lost_bytes += skipped;
    offset_ += skipped;
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(skipped));
    if (end != std::string_view::npos || at_end_) break;
    Fill(bytes, kTextUnitBytes, damage);
  }
  account.damaged += lost.lost_bytes;
  damage.OnDamage(lost);
}

}  // namespace noroshi
