#include "knowledge/stix_objects.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf.h"
#include "knowledge/stix_import.h"

namespace noroshi {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

// Cut to the limit; the table's own signs become spaces (table_writer.h).
std::string Clean(std::string_view text, std::size_t limit) {
  std::string clean(Utf8Prefix(text, limit));
  std::replace_if(
      clean.begin(), clean.end(),
      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F' || c == '|'; }, ' ');
  return clean;
}

error_code ReadText(ondemand::value value, std::string& text, std::size_t limit = kMostNameBytes) {
  std::string_view found;
  const error_code error = value.get_string().get(found);
  if (error == simdjson::SUCCESS) text = Clean(found, limit);
  return error;
}

error_code ReadTexts(ondemand::value value, std::vector<std::string>& texts) {
  ondemand::array items;
  error_code error = value.get_array().get(items);
  if (error != simdjson::SUCCESS) return error;
  for (auto item : items) {
    std::string_view found;
    error = item.get_string().get(found);
    if (error != simdjson::SUCCESS) return error;
    if (texts.size() < kMostListItems) texts.push_back(Clean(found, kMostNameBytes));
  }
  return simdjson::SUCCESS;
}

error_code ReadFlag(ondemand::value value, bool& flag) {
  bool found = false;
  const error_code error = value.get_bool().get(found);
  flag = flag || found;
  return error;
}

error_code ReadReference(ondemand::object object, StixReference& reference) {
  for (auto field : object) {
    std::string_view key;
    error_code error = field.unescaped_key().get(key);
    if (error != simdjson::SUCCESS) return error;
    ondemand::value value;
    error = field.value().get(value);
    if (error != simdjson::SUCCESS) return error;
    if (key == "source_name") error = ReadText(value, reference.source_name);
    if (key == "external_id") error = ReadText(value, reference.external_id);
    if (key == "url") error = ReadText(value, reference.url);
    if (key == "description") error = ReadText(value, reference.description, 2 * kMostNameBytes);
    if (error != simdjson::SUCCESS) return error;
  }
  return simdjson::SUCCESS;
}

error_code ReadReferences(ondemand::value value, std::vector<StixReference>& references) {
  ondemand::array items;
  error_code error = value.get_array().get(items);
  if (error != simdjson::SUCCESS) return error;
  for (auto item : items) {
    ondemand::object object;
    error = item.get_object().get(object);
    if (error != simdjson::SUCCESS) return error;
    StixReference reference;
    error = ReadReference(object, reference);
    if (error != simdjson::SUCCESS) return error;
    if (references.size() < kMostListItems) references.push_back(std::move(reference));
  }
  return simdjson::SUCCESS;
}

error_code ReadPhases(ondemand::value value, std::vector<std::string>& phases) {
  ondemand::array items;
  error_code error = value.get_array().get(items);
  if (error != simdjson::SUCCESS) return error;
  for (auto item : items) {
    ondemand::object object;
    error = item.get_object().get(object);
    if (error != simdjson::SUCCESS) return error;
    std::string_view chain, phase;
    if (object["kill_chain_name"].get_string().get(chain) != simdjson::SUCCESS) continue;
    const std::string name(chain);
    if (object["phase_name"].get_string().get(phase) != simdjson::SUCCESS) continue;
    if (name == "mitre-attack" && phases.size() < kMostListItems) {
      phases.push_back(Clean(phase, kMostNameBytes));
    }
  }
  return simdjson::SUCCESS;
}

// The fields that are one text each.
struct TextField {
  std::string_view key;
  std::string StixObject::*member;
};
constexpr std::array kTexts = {
    TextField{"type", &StixObject::type},
    TextField{"id", &StixObject::id},
    TextField{"name", &StixObject::name},
    TextField{"modified", &StixObject::modified},
    TextField{"first_seen", &StixObject::first_seen},
    TextField{"last_seen", &StixObject::last_seen},
    TextField{"x_mitre_shortname", &StixObject::shortname},
    TextField{"relationship_type", &StixObject::relationship_type},
    TextField{"source_ref", &StixObject::source_ref},
    TextField{"target_ref", &StixObject::target_ref},
};

error_code ReadField(std::string_view key, ondemand::value value, StixObject& object) {
  for (const TextField& text : kTexts) {
    if (text.key == key) return ReadText(value, object.*text.member);
  }
  if (key == "aliases" || key == "x_mitre_aliases") return ReadTexts(value, object.aliases);
  if (key == "kill_chain_phases") return ReadPhases(value, object.phases);
  if (key == "external_references") return ReadReferences(value, object.references);
  if (key == "revoked" || key == "x_mitre_deprecated") return ReadFlag(value, object.withdrawn);
  return simdjson::SUCCESS;
}

error_code ReadObject(ondemand::object json, StixObject& object) {
  for (auto field : json) {
    std::string_view key;
    error_code error = field.unescaped_key().get(key);
    if (error != simdjson::SUCCESS) return error;
    ondemand::value value;
    error = field.value().get(value);
    if (error != simdjson::SUCCESS) return error;
    error = ReadField(key, value, object);
    if (error != simdjson::SUCCESS) return error;
  }
  return simdjson::SUCCESS;
}

Error Bad(error_code error) {
  return {ErrorCode::kInvalid, 0, "STIX bundle", simdjson::error_message(error)};
}

// A field of the wrong type spoils its object; broken JSON spoils what follows.
bool SpoilsOnlyObject(error_code error) {
  return error == simdjson::INCORRECT_TYPE || error == simdjson::NO_SUCH_FIELD;
}

}  // namespace

Status ReadStixObjects(std::string& bundle, const std::function<Status(StixObject&)>& take) {
  bundle.reserve(bundle.size() + simdjson::SIMDJSON_PADDING);
  ondemand::parser parser;
  ondemand::document document;
  error_code error = parser.iterate(bundle.data(), bundle.size(), bundle.capacity()).get(document);
  if (error != simdjson::SUCCESS) return Bad(error);
  ondemand::array objects;
  error = document["objects"].get_array().get(objects);
  if (error != simdjson::SUCCESS) return Bad(error);
  for (auto item : objects) {
    StixObject object;
    ondemand::object json;
    error = item.get_object().get(json);
    if (error == simdjson::SUCCESS) error = ReadObject(json, object);
    if (error != simdjson::SUCCESS && !SpoilsOnlyObject(error)) return Bad(error);
    object.readable = error == simdjson::SUCCESS;
    NOROSHI_TRY(const Done done, take(object));
    (void)done;
  }
  return Ok();
}

}  // namespace noroshi
