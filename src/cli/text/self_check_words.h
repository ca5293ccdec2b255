// The words of a self-check in both languages, for its table and its checklist.
//
// Literals: safe from any thread, nothing is allocated but by Say. {} takes an argument of
// fmt::format, in the same order in both languages. Nothing here needs to be escaped for a
// terminal, Markdown or HTML: no text holds a character that means something there.
//
// "Not found" is worded so that it never reads as an all-clear.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "cli/session/self_check.h"
#include "cli/text/messages.h"

namespace noroshi {

// One text in both languages.
struct CheckWords {
  std::string_view english, japanese;
};

[[nodiscard]] inline std::string Say(const CheckWords& words, Language language) {
  return std::string(language == Language::kJapanese ? words.japanese : words.english);
}

// By CheckState.
inline constexpr std::array<CheckWords, kCheckStates> kCheckStateWords = {
    {{"found", "検知あり"},
     {"not found", "確認されず"},
     {"log quiet", "ログあり・該当レコードなし"},
     {"blind", "確認不可"},
     {"no rule", "対象ルールなし"}}};
// What each of them means.
inline constexpr std::array<CheckWords, kCheckStates> kCheckMeanings = {
    {{"findings name this technique: look at them",
      "この技術の検知結果があります。内容を確認してください。"},
     {"a rule could have fired, and did not", "検知できる状態でしたが、検知結果はありません。"},
     {"logs are there without a record of the kind: it did not happen, or is not recorded",
      "ログはありますが、対象となるレコードがありません。発生していないか、記録されていません。"},
     {"no log in this evidence shows it", "この証跡には、確認できるログがありません。"},
     {"no rule looks for it: this is no all-clear",
      "対象とするルールがありません。異常がないことを意味しません。"}}};

// Title and lines above the table; heads of its columns; what stands below the checklist.
inline constexpr CheckWords kCheckTitle{"Self-check: techniques of {}", "自己点検: {}の技術"};
inline constexpr CheckWords kCheckSummary{
    "{} techniques: {} found, {} not found, {} quiet, {} blind, {} without a rule; {} hosts",
    "技術{}件: "
    "検知あり{}、確認されず{}、該当レコードなし{}、確認不可{}、対象ルールなし{}(ホスト{}台)"};
inline constexpr CheckWords kCheckCaution{
    "A technique that was found is no proof of this intrusion set: others use it too.",
    "検知された技術は、この攻撃グループの活動を証明するものではありません。ほかの攻撃グループも使用"
    "します。"};
inline constexpr CheckWords kCheckTechnique{"technique", "技術"};
inline constexpr CheckWords kCheckState{"result", "結果"};
inline constexpr CheckWords kCheckFindings{"findings", "検知結果"};
inline constexpr CheckWords kCheckRulesHead{"rules", "ルール"};
inline constexpr CheckWords kCheckHosts{"hosts seen", "確認可能なホスト"};
inline constexpr CheckWords kCheckFired{"rules that fired", "検知したルール"};
inline constexpr CheckWords kCheckToDo{"what to switch on", "有効化する設定"};
inline constexpr CheckWords kCheckMark{"mark", "確実さ"};
inline constexpr CheckWords kCheckSources{"reports", "出典"};
inline constexpr CheckWords kCheckDone{"done", "済"};
inline constexpr CheckWords kCheckMade{"Written {} by noroshi", "作成日時 {}(noroshi)"};
inline constexpr CheckWords kCheckMarks{
    "Marks: R1 the primary text was read; R2 an account of it; U unconfirmed; INF our inference.",
    "確実さ: R1 一次資料を確認、R2 二次資料、U 未確認、INF 推定。"};

}  // namespace noroshi
