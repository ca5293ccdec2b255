#include "evidence/artefacts/ese/ese_facts.h"

#include "event/value.h"
#include "event/value_text.h"

namespace noroshi::ese {
namespace {

std::string ScalarText(Bytes bytes, ValueType type) {
  const Value value{bytes.data(), static_cast<std::uint32_t>(bytes.size()), type};
  std::string text(ScalarTextRoom(value), '\0');
  text.resize(static_cast<std::size_t>(WriteScalarText(value, text.data()) - text.data()));
  return text;
}

}  // namespace

std::string GuidText(Bytes guid) {
  return guid.size() == 16 ? ScalarText(guid, ValueType::kGuid) : std::string();
}

std::string SidText(Bytes sid) {
  // Revision, count of parts, six bytes of authority, four for each part.
  if (sid.size() < 8 || sid[0] != 1 || sid[1] > 15) return {};
  const std::size_t size = 8 + std::size_t{sid[1]} * 4;
  return size > sid.size() ? std::string() : ScalarText(sid.first(size), ValueType::kSid);
}

}  // namespace noroshi::ese
