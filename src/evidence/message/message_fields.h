// MessageFields: adds what a message tells to a record, under "EventData.", for readers of exports
// that have nothing else. One per decoder; not thread-safe.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "evidence/flat/flat_record.h"

namespace noroshi::message {

// What such an export says of an event.
struct ExportedEvent {
  std::string_view provider, event_id, message;
};

class MessageFields {
 public:
  // `paths` is the decoder's and outlives this.
  explicit MessageFields(PathTable& paths)
      : paths_(paths), event_data_(paths.Find(kRootPath, "EventData")) {}

  // Texts are copied into `made`. Sysmon's messages are lines of "Image: C:\x.exe" and need no
  // table. False when the message has values, lines with a colon, and none could be told.
  [[nodiscard]] bool Add(const ExportedEvent& event, FlatRecord& record, Arena& made);

 private:
  [[nodiscard]] bool AddNamedLines(std::string_view message, FlatRecord& record, Arena& made);

  PathTable& paths_;
  PathId event_data_;
};

}  // namespace noroshi::message
