// Any bytes as incidents, as a model and as the files of a benchmark: each is read or refused, and
// what is answered is valid JSON without a name that was not asked for.
#include <rapidjson/document.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "attribution/attribution.h"
#include "attribution/benchmark.h"
#include "attribution/incident_reader.h"
#include "knowledge/builder.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

noroshi::Knowledge TwoSets() {
  noroshi::KnowledgeBuilder builder;
  const auto add = [&](noroshi::ObjectKind kind, const char* id) {
    noroshi::Entity entity;
    entity.kind = kind;
    entity.id = entity.name = id;
    builder.AddEntity(entity);
  };
  add(noroshi::ObjectKind::kIntrusionSet, "G1");
  add(noroshi::ObjectKind::kIntrusionSet, "G2");
  add(noroshi::ObjectKind::kTechnique, "T1190");
  add(noroshi::ObjectKind::kTechnique, "T1566");
  add(noroshi::ObjectKind::kSoftware, "S1");
  const auto uses = [&](const char* from, const char* to) {
    builder.AddRelation(noroshi::RelationKind::kUses, from, to, noroshi::Mark::kPrimary, {"A"});
  };
  uses("G1", "T1190");
  uses("G1", "S1");
  uses("G2", "T1566");
  return builder.Build();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const noroshi::Knowledge knowledge = TwoSets();
  static const noroshi::Attributor attributor(knowledge, noroshi::ShippedModel());

  const auto read = noroshi::ReadIncidentsJson(text);
  for (std::size_t i = 0; read.ok() && i < read->incidents.size() && i < 20; ++i) {
    const noroshi::Attribution answer = attributor.Answer(read->incidents[i]);
    Require(answer.ranked.size() <= 2);
    Require(answer.abstained || !answer.ranked.empty());
    for (const noroshi::Resemblance& set : answer.ranked) {
      Require(set.confidence >= 0 && set.confidence <= 1);
    }
  }
  (void)noroshi::AttributionModel::Read(text);
  const noroshi::BenchmarkTexts texts{std::string(text), std::string(text), std::string(text)};
  (void)noroshi::RunBenchmark(knowledge, noroshi::ShippedModel(), texts,
                              noroshi::BenchmarkOutput::kPredictions, [](std::string_view line) {
                                rapidjson::Document parsed;
                                parsed.Parse(line.data(), line.size());
                                Require(!parsed.HasParseError());
                              });
  return 0;
}
