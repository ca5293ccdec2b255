#include "simulate/evtx/windows_event.h"

namespace noroshi {
namespace {

constexpr std::string_view kEventNamespace =
    "http://schemas.microsoft.com/win/2004/08/events/event";

// Value slots of the outer template; the same for every provider (E-13.2).
enum Slot : std::uint16_t {
  kLevel = 0,
  kOpcode = 1,
  kTask = 2,
  kEventId = 3,
  kQualifiers = 4,
  kKeywords = 5,
  kTimeCreated = 6,
  kActivityId = 7,
  kProcessId = 8,
  kThreadId = 9,
  kRecordId = 10,
  kVersion = 11,
  kUserId = 12,
  kRelatedActivityId = 13,
  kProviderName = 14,
  kProviderGuid = 15,
  kChannel = 16,
};
constexpr std::uint16_t kPayloadOfEighteen = 17;
constexpr std::uint16_t kPayloadOfTwenty = 19;

std::vector<XmlAttribute> ProviderAttributes(const WindowsEvent& event, bool constant) {
  std::vector<XmlAttribute> out;
  if (constant) {
    out.push_back({"Name", {XmlPiece::Text(event.provider)}});
    if (!event.provider_guid.empty()) {
      out.push_back({"Guid", {XmlPiece::Text(event.provider_guid)}});
    }
  } else {
    out.push_back({"Name", {XmlPiece::OptionalHole(kProviderName, EvtxType::kString)}});
    out.push_back({"Guid", {XmlPiece::OptionalHole(kProviderGuid, EvtxType::kGuid)}});
  }
  if (!event.event_source_name.empty()) {
    out.push_back({"EventSourceName", {XmlPiece::Text(event.event_source_name)}});
  }
  return out;
}

void AddSystem(const WindowsEvent& event, bool constant, XmlSketch& sketch) {
  using P = XmlPiece;
  sketch.Open("System");
  sketch.Open("Provider", ProviderAttributes(event, constant)).Close();
  sketch.Open("EventID", {{"Qualifiers", {P::OptionalHole(kQualifiers, EvtxType::kUInt16)}}},
              kEventId);
  sketch.Add(P::OptionalHole(kEventId, EvtxType::kUInt16)).Close();
  sketch.Leaf("Version", P::OptionalHole(kVersion, EvtxType::kUInt8), kVersion);
  sketch.Leaf("Level", P::OptionalHole(kLevel, EvtxType::kUInt8), kLevel);
  sketch.Leaf("Task", P::OptionalHole(kTask, EvtxType::kUInt16), kTask);
  sketch.Leaf("Opcode", P::OptionalHole(kOpcode, EvtxType::kUInt8), kOpcode);
  sketch.Leaf("Keywords", P::OptionalHole(kKeywords, EvtxType::kHexInt64), kKeywords);
  sketch.Open("TimeCreated",
              {{"SystemTime", {P::OptionalHole(kTimeCreated, EvtxType::kFileTime)}}});
  sketch.Close();
  sketch.Leaf("EventRecordID", P::OptionalHole(kRecordId, EvtxType::kUInt64), kRecordId);
  sketch.Open("Correlation",
              {{"ActivityID", {P::OptionalHole(kActivityId, EvtxType::kGuid)}},
               {"RelatedActivityID", {P::OptionalHole(kRelatedActivityId, EvtxType::kGuid)}}});
  sketch.Close();
  sketch.Open("Execution", {{"ProcessID", {P::OptionalHole(kProcessId, EvtxType::kUInt32)}},
                            {"ThreadID", {P::OptionalHole(kThreadId, EvtxType::kUInt32)}}});
  sketch.Close();
  sketch.Leaf("Channel",
              constant ? P::Text(event.channel) : P::OptionalHole(kChannel, EvtxType::kString));
  sketch.Leaf("Computer", P::Text(event.computer));
  sketch.Open("Security", {{"UserID", {P::OptionalHole(kUserId, EvtxType::kSid)}}}).Close();
  sketch.Close();
}

EvtxValue GuidOrNull(const std::string& text) {
  return text.empty() ? EvtxValue{} : EvtxValue::Guid(text);
}

std::vector<EvtxValue> SystemValues(const WindowsEvent& event, std::uint64_t record_id) {
  const auto whole = &EvtxValue::Whole;
  return {
      whole(EvtxType::kUInt8, event.level),
      whole(EvtxType::kUInt8, event.opcode),
      whole(EvtxType::kUInt16, event.task),
      whole(EvtxType::kUInt16, event.event_id),
      event.has_qualifiers ? whole(EvtxType::kUInt16, event.qualifiers) : EvtxValue{},
      whole(EvtxType::kHexInt64, event.keywords),
      EvtxValue::FileTime(event.time),
      GuidOrNull(event.activity_id),
      whole(EvtxType::kUInt32, event.process_id),
      whole(EvtxType::kUInt32, event.thread_id),
      whole(EvtxType::kUInt64, record_id),
      whole(EvtxType::kUInt8, event.version),
      event.user_sid.empty() ? EvtxValue{} : EvtxValue::Sid(event.user_sid),
      EvtxValue{},  // no related activity
  };
}

// A text that differs wherever the sketches of two events differ.
std::string PayloadKey(const WindowsEvent& event) {
  std::string key = event.user_data + '\n' + event.user_data_namespace;
  for (const EventField& field : event.fields) {
    key += '\n' + field.name + ':' + std::to_string(static_cast<int>(field.value.type));
  }
  return key;
}

}  // namespace

RecordFactory::SketchPtr RecordFactory::SystemSketch(const WindowsEvent& event) {
  const bool constant = layout_ == SystemLayout::kTwentyValues;
  std::string key = event.computer + '\n' + event.event_source_name;
  if (constant) key += '\n' + event.provider + '\n' + event.provider_guid + '\n' + event.channel;
  SketchPtr& sketch = systems_[key];
  if (!sketch) {
    auto made = std::make_shared<XmlSketch>();
    made->Open("Event", {{"xmlns", {XmlPiece::Text(kEventNamespace)}}});
    AddSystem(event, constant, *made);
    made->Add(XmlPiece::OptionalHole(constant ? kPayloadOfTwenty : kPayloadOfEighteen,
                                     EvtxType::kBinXml));
    made->Close();
    sketch = std::move(made);
  }
  return sketch;
}

RecordFactory::SketchPtr RecordFactory::PayloadSketch(const WindowsEvent& event) {
  SketchPtr& sketch = payloads_[PayloadKey(event)];
  if (sketch) return sketch;
  auto made = std::make_shared<XmlSketch>();
  const bool user_data = !event.user_data.empty();
  made->Open(user_data ? "UserData" : "EventData");
  if (user_data) {
    made->Open(event.user_data, {{"xmlns", {XmlPiece::Text(event.user_data_namespace)}}});
  }
  for (std::uint16_t i = 0; i < event.fields.size(); ++i) {
    const EventField& field = event.fields[i];
    if (user_data) {
      made->Leaf(field.name, XmlPiece::Hole(i, field.value.type));
      continue;
    }
    std::vector<XmlAttribute> attributes;
    if (!field.name.empty()) attributes.push_back({"Name", {XmlPiece::Text(field.name)}});
    made->Open("Data", std::move(attributes));
    made->Add(XmlPiece::Hole(i, field.value.type)).Close();
  }
  if (user_data) made->Close();
  made->Close();
  sketch = std::move(made);
  return sketch;
}

EvtxRecord RecordFactory::Make(const WindowsEvent& event, std::uint64_t record_id) {
  XmlFragment payload;
  payload.sketch = PayloadSketch(event);
  for (const EventField& field : event.fields) payload.values.push_back(field.value);

  XmlFragment root;
  root.sketch = SystemSketch(event);
  root.values = SystemValues(event, record_id);
  if (layout_ == SystemLayout::kEighteenValues) {
    root.values.push_back(EvtxValue::Text(event.provider));
    root.values.push_back(GuidOrNull(event.provider_guid));
    root.values.push_back(EvtxValue::Text(event.channel));
  } else {
    root.values.resize(kPayloadOfTwenty);
  }
  root.values.push_back(EvtxValue::Document(std::move(payload)));

  EvtxRecord record;
  record.written = event.time;
  record.fragments.push_back(std::move(root));
  return record;
}

}  // namespace noroshi
