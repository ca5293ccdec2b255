// WindowsEvent: an event as a Windows provider hands it to the event log service, and the factory
// that makes EVTX records of it in the shape Windows gives them: an outer template with the System
// part and, nested in it, the provider's own template with EventData or UserData.
//
// The factory remembers templates, so records of one kind share them. One owner; cheap after the
// first event of a kind.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "simulate/evtx/chunk_writer.h"

namespace noroshi {

// One payload value, in the order in which the provider's manifest lists it.
struct EventField {
  // Empty: an unnamed Data element, as classic providers write.
  std::string name;
  EvtxValue value;
};

// The System members by the names of the event schema, then the payload. A plain value.
struct WindowsEvent {
  std::string provider;
  std::string provider_guid;      // empty: none
  std::string event_source_name;  // of classic providers with a manifest; empty: none
  std::string channel;
  std::string computer;
  std::uint16_t event_id = 0;
  std::uint16_t qualifiers = 0;
  bool has_qualifiers = false;
  std::uint8_t version = 0;
  std::uint8_t level = 4;
  std::uint16_t task = 0;
  std::uint8_t opcode = 0;
  std::uint64_t keywords = 0x8000000000000000;
  Timestamp time;
  std::string activity_id;  // GUID; empty: none
  std::uint32_t process_id = 4;
  std::uint32_t thread_id = 8;
  std::string user_sid;  // empty: none
  std::vector<EventField> fields;
  // Empty: the fields are EventData. Else UserData with an element of this name around them.
  std::string user_data;
  std::string user_data_namespace;
};

// The two outer templates that Windows uses (E-13.2): provider and channel as values, or as
// constant text.
enum class SystemLayout : std::uint8_t { kEighteenValues, kTwentyValues };

class RecordFactory {
 public:
  explicit RecordFactory(SystemLayout layout = SystemLayout::kEighteenValues) : layout_(layout) {}

  // `record_id` is the id the record will get; it also stands in its System part.
  [[nodiscard]] EvtxRecord Make(const WindowsEvent& event, std::uint64_t record_id);

 private:
  using SketchPtr = std::shared_ptr<const XmlSketch>;
  // The sketches of a kind of event, made when it first comes up and shared from then on. The key
  // is what stands in the template itself and not in its values: names and types of the fields,
  // the computer, and in one layout provider and channel.
  [[nodiscard]] SketchPtr SystemSketch(const WindowsEvent& event);
  [[nodiscard]] SketchPtr PayloadSketch(const WindowsEvent& event);

  // Fixed for the life of a factory: one log is written in one layout.
  SystemLayout layout_;
  std::map<std::string, SketchPtr> systems_;
  std::map<std::string, SketchPtr> payloads_;
};

}  // namespace noroshi
