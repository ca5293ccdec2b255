// JSON members of a trend report: those of report/json_members.h, and texts in two languages.
//
// For the renderers of this folder; one per document, not safe from several threads.
#pragma once

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "report/json_members.h"
#include "trend/observation.h"
#include "trend/words.h"

namespace noroshi {

// Null is "not stated" in trend.json.
template <class Writer>
class TrendMembers : public JsonMembers<Writer> {
 public:
  using JsonMembers<Writer>::JsonMembers;
  using JsonMembers<Writer>::Member;

  void Member(std::string_view name, const Words& words) {
    this->Object(name, [&] {
      Member("en", words.english);
      Member("ja", words.japanese);
    });
  }
};

}  // namespace noroshi
