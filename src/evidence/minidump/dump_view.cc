#include "evidence/minidump/dump_view.h"

#include <algorithm>

#include "base/utf.h"
#include "evidence/minidump/minidump_limits.h"

namespace noroshi::minidump {

void DumpView::Note(ErrorCode code, std::uint64_t offset, std::string_view what,
                    std::string detail) {
  dump_.Note(Error{code, offset, what, std::move(detail)});
}

Bytes DumpView::Table(std::uint64_t offset, std::uint64_t size, std::string_view what) {
  const std::uint64_t there = offset >= file_.size() ? 0 : file_.size() - offset;
  std::uint64_t wanted = size;
  if (wanted > there) {
    Note(ErrorCode::kTruncated, offset, what);
    wanted = there;
  }
  if (wanted > kMaxTableBytes) {
    Note(ErrorCode::kLimit, offset, what, "read as far as its first 32 MiB");
    wanted = kMaxTableBytes;
  }
  table_.resize(static_cast<std::size_t>(wanted));
  const Result<std::size_t> got = file_.ReadAgain(offset, table_);
  if (!got.ok()) dump_.Note(got.error());
  table_.resize(got.ok() ? *got : 0);
  return table_;
}

bool DumpView::Read(std::uint64_t offset, std::span<std::uint8_t> out) {
  if (offset > file_.size() || out.size() > file_.size() - offset) return false;
  const Result<std::size_t> got = file_.ReadAgain(offset, out);
  if (!got.ok()) dump_.Note(got.error());
  return got.ok() && *got == out.size();
}

bool DumpView::TakeText(std::size_t size, std::uint64_t offset, std::string_view what) {
  if (size > kMaxAllTextBytes - text_bytes_) {
    Note(ErrorCode::kLimit, offset, what, "all texts of the dump together are too long");
    return false;
  }
  text_bytes_ += size;
  return true;
}

std::string DumpView::Text(std::uint64_t offset, std::string_view what) {
  if (offset == 0) return {};
  std::uint8_t head[4];
  if (!Read(offset, head)) {
    Note(ErrorCode::kTruncated, offset, what);
    return {};
  }
  std::uint32_t size = LoadUnchecked<std::uint32_t>(head) & ~std::uint32_t{1};
  if (size > kMaxTextBytes) {
    Note(ErrorCode::kLimit, offset, what, "too long a text");
    return {};
  }
  if (!TakeText(size, offset, what)) return {};
  std::vector<std::uint8_t> units(size);
  if (!Read(offset + sizeof head, units)) {
    Note(ErrorCode::kTruncated, offset, what);
    return {};
  }
  std::string text;
  AppendUtf16(units, text);
  return text;
}

Rows RowsOf(Bytes table, std::size_t head_bytes, std::size_t row_bytes, std::uint64_t count,
            std::uint64_t offset, std::string_view what, DumpView& view) {
  Rows rows;
  if (table.size() < head_bytes || row_bytes == 0) {
    if (count != 0) view.Note(ErrorCode::kTruncated, offset, what);
    return rows;
  }
  rows.bytes = table.subspan(head_bytes);
  rows.row_bytes = row_bytes;
  const std::uint64_t fit = rows.bytes.size() / row_bytes;
  if (count > fit) {
    view.Note(ErrorCode::kTruncated, offset, what,
              std::to_string(count) + " rows stated, " + std::to_string(fit) + " there");
  } else if (count > kMaxRows) {
    view.Note(ErrorCode::kLimit, offset, what, "read as far as its first 262,144 rows");
  }
  rows.count = static_cast<std::size_t>(std::min({count, fit, kMaxRows}));
  return rows;
}

}  // namespace noroshi::minidump
