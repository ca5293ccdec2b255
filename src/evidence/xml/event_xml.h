// Windows events as XML text: Event Viewer's "Save as XML" (<Events><Event>...), wevtutil's and
// Get-WinEvent's (one <Event> after another). Read as a stream, event by event, in any encoding
// that text evidence may have (UTF-16 is usual); the XML declaration is not believed.
#pragma once

#include <memory>
#include <string_view>

#include "evidence/text/record_cutter.h"
#include "evidence/xml/event_parser.h"

namespace noroshi::xml {

struct EventXml {
  static constexpr std::string_view kName = "xml";
  // By an <Event> with a <System> at its front, anywhere in what was sniffed; the text before it is
  // some markup.
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  class Parser final : public RecordParser {
   public:
    explicit Parser(PathTable& paths) : events_(paths) {}
    Parsed Parse(std::string_view text, FlatRecord& record) override {
      record.Clear();
      return events_.Read(text, record);
    }

   private:
    EventParser events_;
  };
};

// Cuts at events. What stands between them and is no frame (declaration, <Events>, comment, blank)
// is a record that cannot be read. An event whose end is missing ends where the next one begins.
class EventCutter final : public RecordCutter {
 public:
  Cut Next(std::string_view text, At at) override;
  std::size_t Resume(std::string_view text) override;

 private:
  // How far the event at the front has been searched without its end: a long one is not searched
  // again from its start with every block that arrives.
  std::size_t searched_ = 0;
};

}  // namespace noroshi::xml
