#include "incident/stage.h"

#include <algorithm>

namespace noroshi {
namespace {

struct TacticRow {
  std::string_view id;
  IntrusionStage stage{};
  std::string_view en, ja;
};

constexpr TacticRow kTactics[] = {
    {"reconnaissance", IntrusionStage::kDelivery, "reconnaissance", "偵察"},
    {"resource-development", IntrusionStage::kDelivery, "resource development", "リソース開発"},
    {"initial-access", IntrusionStage::kDelivery, "initial access", "初期アクセス"},
    {"execution", IntrusionStage::kImplant, "execution", "実行"},
    {"persistence", IntrusionStage::kImplant, "persistence", "永続化"},
    {"privilege-escalation", IntrusionStage::kImplant, "privilege escalation", "権限昇格"},
    {"defense-evasion", IntrusionStage::kImplant, "defense evasion", "防御回避"},
    {"stealth", IntrusionStage::kImplant, "stealth", "ステルス"},
    {"defense-impairment", IntrusionStage::kImplant, "impairing defenses", "防御機能の妨害"},
    {"credential-access", IntrusionStage::kObjectives, "credential access", "認証情報アクセス"},
    {"discovery", IntrusionStage::kObjectives, "discovery", "探索"},
    {"lateral-movement", IntrusionStage::kObjectives, "lateral movement", "水平展開"},
    {"collection", IntrusionStage::kObjectives, "collection", "収集"},
    {"command-and-control", IntrusionStage::kImplant, "command and control",
     "コマンド&コントロール(C2)"},
    {"exfiltration", IntrusionStage::kObjectives, "exfiltration", "持ち出し"},
    {"impact", IntrusionStage::kObjectives, "impact", "影響"},
};

const TacticRow* Find(std::string_view tactic) {
  const auto* row = std::ranges::find(kTactics, tactic, &TacticRow::id);
  return row == std::end(kTactics) ? nullptr : row;
}

}  // namespace

std::array<bool, kStageCount> StagesOf(const RuleFacts& rule) {
  std::array<bool, kStageCount> stages{};
  for (std::size_t i = 0; i < kStageCount; ++i) {
    const char digit = static_cast<char>('1' + i);
    stages[i] = rule.idea.find(std::string("D") + digit + '-') != std::string::npos;
  }
  if (std::ranges::find(stages, true) != stages.end()) return stages;
  for (const std::string& tactic : rule.tactics) {
    if (const TacticRow* row = Find(tactic)) stages[static_cast<std::size_t>(row->stage)] = true;
  }
  return stages;
}

bool HasIdea(const RuleFacts& rule, std::string_view idea) {
  const std::size_t at = rule.idea.find(idea);
  if (at == std::string::npos) return false;
  const std::size_t end = at + idea.size();
  return end == rule.idea.size() || rule.idea[end] < '0' || rule.idea[end] > '9';
}

TwoLanguages TacticWords(std::string_view tactic) {
  const TacticRow* row = Find(tactic);
  if (row == nullptr) return {std::string(tactic), std::string(tactic)};
  return {std::string(row->ja), std::string(row->en)};
}

TwoLanguages StageWords(IntrusionStage stage) {
  switch (stage) {
    case IntrusionStage::kDelivery: return {"配送・攻撃", "delivery"};
    case IntrusionStage::kImplant: return {"RAT・遠隔操作", "implant and control"};
    case IntrusionStage::kObjectives: return {"侵入拡大・目的実行", "movement and objectives"};
  }
  return {};
}

}  // namespace noroshi
