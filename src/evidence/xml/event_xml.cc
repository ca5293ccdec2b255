#include "evidence/xml/event_xml.h"

#include <algorithm>

namespace noroshi::xml {
namespace {

constexpr std::string_view kOpen = "<Event", kClose = "</Event>", kFrame = "<Events",
                           kSpace = " \t\r\n";
constexpr std::size_t kTagBytes = 512;  // of an <Event ...> tag, and of what follows it

// "<Event>" and "<Event xmlns=...>", not "<Events>" or "<EventData>".
bool IsEventTag(std::string_view text) noexcept {
  if (!text.starts_with(kOpen) || text.size() == kOpen.size()) return false;
  const char next = text[kOpen.size()];
  return next == '>' || next == '/' || kSpace.find(next) != std::string_view::npos;
}

// An event of Windows begins here, and no element of that name inside one: System comes first.
bool BeginsEvent(std::string_view text) noexcept {
  if (!IsEventTag(text)) return false;
  const std::string_view near = text.substr(0, kTagBytes);
  const std::size_t end = near.find('>');
  if (end == std::string_view::npos) return false;
  const std::size_t next = near.find_first_not_of(kSpace, end + 1);
  return next != std::string_view::npos && near.substr(next).starts_with("<System");
}

std::size_t FindEvent(std::string_view text, std::size_t from) noexcept {
  for (std::size_t at = text.find(kOpen, from); at != std::string_view::npos;
       at = text.find(kOpen, at + 1)) {
    if (BeginsEvent(text.substr(at))) return at;
  }
  return std::string_view::npos;
}

Cut Nothing(std::size_t size) noexcept {
  return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = size};
}
Cut Record(std::size_t size) noexcept {
  return {.kind = Cut::Kind::kRecord, .begin = 0, .end = size, .next = size};
}

// The line that evtx_dump puts before each record, "Record 4711"; 0 when there is none, npos when
// it has no end here.
std::size_t TitleBytes(std::string_view text) noexcept {
  constexpr std::string_view kTitle = "Record ";
  if (!text.starts_with(kTitle)) return 0;
  const std::size_t end = text.find_first_not_of("0123456789\r", kTitle.size());
  if (end == std::string_view::npos) return end;
  return text[end] == '\n' && end > kTitle.size() ? end + 1 : 0;
}

// The frame's tag at the front; 0 when there is none, npos when it has no end here.
std::size_t FrameBytes(std::string_view text) noexcept {
  if (const std::size_t title = TitleBytes(text); title != 0) return title;
  const bool frame = text.starts_with("<?") || text.starts_with("<!--") ||
                     text.starts_with(kFrame) || text.starts_with("</Events");
  if (!frame) return 0;
  const Markup markup = ReadMarkup(text);
  return markup.kind == Markup::Kind::kCut ? std::string_view::npos : markup.size;
}

}  // namespace

bool EventXml::Detect(std::string_view start) {
  const std::size_t begin = start.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return false;
  const bool titled = TitleBytes(start.substr(begin)) != 0;
  if (start[begin] != '<' && !titled) return false;
  return FindEvent(start, begin) != std::string_view::npos;
}

std::unique_ptr<RecordCutter> EventXml::NewCutter() { return std::make_unique<EventCutter>(); }

Cut EventCutter::Next(std::string_view text, At at) {
  const std::size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
  if (begin > 0) return Nothing(begin);
  if (text.empty()) return {};
  const bool whole = at == At::kEnd;
  if (!BeginsEvent(text)) {
    const std::size_t frame = FrameBytes(text);
    if (frame != 0 && frame != std::string_view::npos) return Nothing(frame);
    if (!whole && (frame != 0 || text.size() < kTagBytes)) return {};
    const std::size_t next = std::min(FindEvent(text, 1), text.size());
    // The start of an event may be cut at the end of what is there.
    if (next == text.size() && !whole) return {};
    return Record(next);
  }
  // What was cut at the end of the last block is looked at again.
  const std::size_t back = std::max(searched_, kOpen.size() + kTagBytes) - kTagBytes;
  const std::size_t end = text.find(kClose, back);
  const std::size_t stop = std::min(end, text.size());
  const std::size_t next = FindEvent(text.substr(0, stop), back);
  searched_ = 0;
  if (next != std::string_view::npos) return Record(next);
  if (end != std::string_view::npos) return Record(end + kClose.size());
  if (whole) return Record(text.size());
  searched_ = text.size();
  return {};
}

std::size_t EventCutter::Resume(std::string_view text) {
  searched_ = 0;
  return FindEvent(text, 0);
}

}  // namespace noroshi::xml
