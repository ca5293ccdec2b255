#include "attribution/testing/small_knowledge.h"

#include <string>

#include "knowledge/builder.h"

namespace noroshi {
namespace {

void AddEntity(KnowledgeBuilder& to, ObjectKind kind, const char* id, const char* name) {
  Entity entity;
  entity.kind = kind;
  entity.id = id;
  entity.name = name;
  to.AddEntity(std::move(entity));
}

}  // namespace

Knowledge SmallKnowledge() {
  KnowledgeBuilder builder;
  for (const char* id : {"T1", "T2", "T3", "T3.001", "T3.002", "T4", "T5", "T6", "T9"}) {
    AddEntity(builder, ObjectKind::kTechnique, id, "technique");
  }
  builder.AddMove("T9", "T1");
  builder.AddMove("T8", "T9");
  AddEntity(builder, ObjectKind::kSoftware, "S1", "Crane");
  AddEntity(builder, ObjectKind::kSoftware, "S2", "Heron");
  AddEntity(builder, ObjectKind::kSoftware, "S3", "Stork");
  AddEntity(builder, ObjectKind::kIntrusionSet, "G1", "Paper Bird");
  AddEntity(builder, ObjectKind::kIntrusionSet, "G2", "Stone Bird");
  AddEntity(builder, ObjectKind::kIntrusionSet, "G3", "Glass Bird");
  AddEntity(builder, ObjectKind::kIntrusionSet, "G4", "Nobody");
  AddEntity(builder, ObjectKind::kCampaign, "C1", "Migration");
  builder.AddAlias("G1", {"Origami", Mark::kPrimary, ""});
  for (const char* report : {"A", "B", "C", "D", "E"}) builder.AddReport({report}, 2020);
  const auto uses = [&](const char* from, const char* to, std::vector<std::string> reports) {
    builder.AddRelation(RelationKind::kUses, from, to, Mark::kPrimary, reports);
  };
  uses("G1", "T1", {"A", "B"});
  uses("G1", "T2", {"A"});
  uses("G1", "T3.001", {"B"});
  uses("G1", "S1", {"A"});
  uses("G2", "T1", {"C"});
  uses("G2", "T4", {"C", "D"});
  uses("G2", "S2", {"C"});
  uses("G3", "T1", {"E"});
  uses("G3", "T5", {"E"});
  uses("C1", "T6", {});
  uses("C1", "S3", {});
  uses("S1", "T2", {"A"});
  uses("S1", "T6", {"A"});
  builder.AddRelation(RelationKind::kAttributedTo, "C1", "G1", Mark::kPrimary, {});
  return builder.Build();
}

}  // namespace noroshi
