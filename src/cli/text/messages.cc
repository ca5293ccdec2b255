#include "cli/text/messages.h"

#include <array>
#include <iterator>

namespace noroshi {
namespace {

struct Row {
  std::string_view english, japanese;
};

constexpr std::array<Row, kMsgCount> kRows = {{
    {"{} finding{s} on {} host{s}; gravest: {} ({})",
     "検知結果 {}件、ホスト {}台。最も高いレベル: {}({}件)"},
    {"No findings in {} record{s}.", "{}件のレコードに検知結果はありません。"},
    {"No records were read: there is nothing to judge.",
     "レコードを1件も読み取れなかったため、判断できません。"},
    {"Interrupted: what follows covers only what had been read.",
     "中断されました。以下は読み取り済みの範囲の結果です。"},
    {"Incidents", "インシデント"},
    {"{} to {}, {} host{s}, {} finding{s}", "{}〜{}、ホスト {}台、検知結果 {}件"},
    {"first: {}", "最初のホスト: {}"},
    {"... and {} more in incidents.json", "ほか{}件はincidents.jsonを参照"},
    {"LEVEL", "レベル"},
    {"FINDINGS", "検知結果"},
    {"RULES", "ルール"},
    {"HOSTS", "ホスト"},
    {"Rules to look at first", "最初に確認するルール"},
    {"RULE", "ルール"},
    {"Hosts to look at first", "最初に確認するホスト"},
    {"HOST", "ホスト"},
    {"Evidence", "証跡"},
    {"{} file{s}, {} record{s}, {} read in {}", "{}ファイル、{}レコード({})を{}で読み取り"},
    {"files of other formats, left out: {}", "対象外の形式のファイル {}個"},
    {"examined as programs, documents or memory: {} file{s}, {} member{s} of archives; {} "
     "program{s}, {} finding{s}",
     "プログラム・文書・メモリとして検査: "
     "{}ファイル、アーカイブ内{}件（プログラム{}件、検知{}件）"},
    {"files that could not be read ({})", "読み取れなかったファイル {}個"},
    {"lost: {} record{s}, {} in {} file{s}", "破損による損失: レコード {}件、{}(ファイル {}個)"},
    {"nothing was lost", "損失なし"},
    {"{} value{s} too hard for a rule's regular expression: see losses in run.json",
     "正規表現の処理上限に達した値 {}件(run.jsonのlossesを参照)"},
    {"{} finding{s} hidden by allow-lists: see suppressed.jsonl",
     "除外設定により非表示とした検知結果 {}件(suppressed.jsonlを参照)"},
    {"expired entries of the allow-list: {}, see suppressed in run.json",
     "期限切れの除外設定 {}件(run.jsonのsuppressedを参照)"},
    {"Rules", "ルール"},
    {"{} evaluated", "{}件を評価"},
    {"{} not used", "{}件は未使用"},
    {"Written", "出力"},
    {"critical", "緊急"},
    {"high", "高"},
    {"medium", "中"},
    {"low", "低"},
    {"informational", "情報"},
    {"(no name)", "(名前なし)"},
}};

}  // namespace

std::string_view Text(Msg message, Language language) noexcept {
  const Row& row = kRows[static_cast<std::size_t>(message)];
  return language == Language::kJapanese ? row.japanese : row.english;
}

std::string Fill(std::string_view text, std::initializer_list<std::string> parts) {
  std::string filled;
  const std::string* part = parts.begin();
  while (!text.empty()) {
    if (text.starts_with("{}") && part != parts.end()) {
      filled += *part++;
      text.remove_prefix(2);
    } else if (text.starts_with("{s}")) {
      if (part == parts.begin() || *std::prev(part) != "1") filled += 's';
      text.remove_prefix(3);
    } else {
      filled += text.front();
      text.remove_prefix(1);
    }
  }
  return filled;
}

}  // namespace noroshi
