#include "evidence/lines/pulse_vc0.h"

#include <algorithm>
#include <charconv>

#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

constexpr std::size_t kHeaderBytes = 8192;
constexpr char kRecordMark = '\x05';
constexpr std::string_view kMagic("\x05\0\0\0\x01\0\0\0", 8);

// Records lie between marks; what lies before the first is the header, zero bytes are unused room.
class Vc0Cutter final : public RecordCutter {
 public:
  Cut Next(std::string_view text, At at) override {
    if (!past_header_) {
      if (text.size() < kHeaderBytes && at == At::kMiddle) return {};
      past_header_ = true;
      return Nothing(std::min(kHeaderBytes, text.size()));
    }
    if (text.empty()) return {};
    if (text[0] != kRecordMark) return Nothing(std::min(text.find(kRecordMark), text.size()));
    const std::size_t end = text.find(kRecordMark, 1);
    if (end == std::string_view::npos && at == At::kMiddle) return {};
    const std::string_view body = text.substr(1, std::min(end, text.size()) - 1);
    const std::size_t size = std::min(body.find('\0'), body.size());
    const std::size_t next = std::min(end, text.size());
    if (size == 0) return Nothing(next);
    return {.kind = Cut::Kind::kRecord, .begin = 1, .end = 1 + size, .next = next};
  }

  std::size_t Resume(std::string_view text) override { return text.find(kRecordMark, 1); }

 private:
  static Cut Nothing(std::size_t next) {
    return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = next};
  }

  bool past_header_ = false;
};

// By column; the rest is "more". Column 3 has been the same in every sample.
constexpr std::string_view kColumns[] = {"",     "_host",          "message_id",   "",
                                         "vsys", "client_address", "session_user", "message"};

}  // namespace

bool PulseVc0::Detect(std::string_view start) { return start.starts_with(kMagic); }

std::unique_ptr<RecordCutter> PulseVc0::NewCutter() { return std::make_unique<Vc0Cutter>(); }

Parsed PulseVc0::Parser::Parse(std::string_view text, FlatRecord& record) {
  adder_.Begin(record);
  SplitBy(text, '\t', cells_);
  std::uint64_t seconds = 0;
  const std::string_view first = cells_[0].substr(0, cells_[0].find('.'));
  const auto read = std::from_chars(first.data(), first.data() + first.size(), seconds, 16);
  if (first.empty() || read.ptr != first.data() + first.size() || cells_.size() < 3) {
    return Parsed::kBad;
  }
  adder_.Add("_log", "ivanti:connect_secure");
  adder_.AddMade("_time_epoch", std::to_string(seconds));
  for (std::size_t i = 1; i < cells_.size(); ++i) {
    const std::string_view name = i < std::size(kColumns) ? kColumns[i] : "more";
    if (!name.empty()) adder_.Add(name, cells_[i]);
  }
  return Parsed::kRecord;
}

}  // namespace noroshi::lines
