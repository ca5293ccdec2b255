#include "cli/text/attribution_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "attribution/words.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

using Words = AttributionWords;

std::string_view Say(const Words& words, Language language) {
  return language == Language::kJapanese ? words.japanese : words.english;
}

// On a screen; the JSON has all.
constexpr std::size_t kItemsShown = 6, kSetsUnfolded = 2;

constexpr Words kNearest{"nearest intrusion sets", "近い攻撃グループ"};
constexpr Words kNear{"nearest, but not named: {0}", "最も近いが断定しない攻撃グループ: {0}"};
constexpr Words kSet{"intrusion set", "攻撃グループ"};
constexpr Words kConfidence{"confidence", "確度"};
constexpr Words kWeight{"weight", "重み"};
constexpr Words kKind{"kind", "種類"};
constexpr Words kUsers{"sets", "使用数"};
constexpr Words kReports{"reports", "出典"};
constexpr Words kItem{"what", "内容"};
constexpr Words kFor{"for {0}", "{0}を支持する根拠"};
constexpr Words kAgainst{"against {0}", "{0}に反する点"};
constexpr Words kMissing{"not seen, would speak for {0}", "{0}で知られるが未確認"};
constexpr Words kNext{"to tell {0} from {1}, look for", "{0}と{1}を見分けるために次に確認する点"};
constexpr Words kPointsTo{"points to", "示す先"};
constexpr Words kBlind{"blind", "確認不可"};
constexpr Words kUnknown{"not known to the knowledge, not counted: {0}",
                         "知識にないため対象外: {0}"};
constexpr Words kSeen{"seen: {0} techniques, {1} software", "確認: 技術{0}件、ソフトウェア{1}件"};
constexpr Words kMore{"and {0} more", "ほか{0}件"};

template <class... Args>
std::string Fill(const Words& words, Language language, const Args&... args) {
  return fmt::format(fmt::runtime(Say(words, language)), args...);
}

std::string NameOf(const Resemblance& set) { return SafeText(set.id + " " + set.name); }

std::string Joined(const std::vector<std::string>& parts, std::size_t most, Language language) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, parts.size()); ++i) {
    text += (i == 0 ? "" : ", ") + SafeText(parts[i]);
  }
  if (parts.size() > most) text += ", " + Fill(kMore, language, parts.size() - most);
  return text;
}

class Page {
 public:
  Page(const Attribution& attribution, Language language, const Terminal& terminal)
      : answer_(attribution), language_(language), terminal_(terminal) {}

  std::string Write() {
    Head();
    if (!answer_.ranked.empty()) {
      Sets();
      const std::size_t unfolded = std::min(kSetsUnfolded, answer_.ranked.size());
      for (std::size_t i = 0; i < unfolded; ++i) Unfold(answer_.ranked[i]);
      Next();
    }
    if (!answer_.not_known.empty()) {
      Line("\n" + Fill(kUnknown, language_, Joined(answer_.not_known, kItemsShown, language_)));
    }
    Line("\n" + Styled(terminal_, Style::kDim, Say(kResemblanceIsNoProof, language_)));
    return std::move(out_);
  }

 private:
  void Line(std::string_view text) { (out_ += text) += '\n'; }
  void Title(std::string_view text) { Line("\n" + Styled(terminal_, Style::kBold, text)); }

  void Head() {
    std::string name = SafeText(answer_.incident);
    if (!answer_.title.empty()) name += (name.empty() ? "" : "  ") + SafeText(answer_.title);
    if (!name.empty()) Line(Styled(terminal_, Style::kBold, name));
    const std::string first = answer_.ranked.empty() ? "" : NameOf(answer_.ranked[0]);
    const AttributionSentence verdict = VerdictOf(answer_);
    Line(SafeText(language_ == Language::kJapanese ? verdict.japanese : verdict.english));
    Line(Fill(kSeen, language_, answer_.techniques, answer_.software));
    if (answer_.abstained && !first.empty()) Line(Fill(kNear, language_, first));
  }

  void Sets() {
    using Align = Table::Align;
    Title(Say(kNearest, language_));
    Table table({{std::string(Say(kSet, language_)), Align::kLeft, true},
                 {std::string(Say(kConfidence, language_)), Align::kRight, false},
                 {std::string(Say(kWeight, language_)), Align::kRight, false}});
    for (const Resemblance& set : answer_.ranked) {
      table.AddRow({{NameOf(set), Style::kPlain},
                    {std::to_string(ConfidencePercent(set.confidence)), Style::kPlain},
                    {fmt::format("{:+.1f}", set.evidence.weight), Style::kPlain}});
    }
    out_ += table.Render(terminal_);
  }

  void Unfold(const Resemblance& set) {
    const std::string name = NameOf(set);
    Items(Fill(kFor, language_, name), set.evidence.for_set);
    Items(Fill(kAgainst, language_, name), set.evidence.against);
    Items(Fill(kMissing, language_, name), set.evidence.missing);
  }

  void Items(const std::string& title, const std::vector<EvidenceItem>& items) {
    if (items.empty()) return;
    using Align = Table::Align;
    Title(title);
    Table table({{std::string(Say(kWeight, language_)), Align::kRight, false},
                 {std::string(Say(kKind, language_)), Align::kLeft, false},
                 {std::string(Say(kItem, language_)), Align::kLeft, false},
                 {std::string(Say(kUsers, language_)), Align::kRight, false},
                 {std::string(Say(kReports, language_)), Align::kLeft, true}});
    for (std::size_t i = 0; i < std::min(kItemsShown, items.size()); ++i) {
      const EvidenceItem& item = items[i];
      const AttributionSentence what = EvidenceText(item);
      table.AddRow({{fmt::format("{:+.1f}", item.weight), Style::kPlain},
                    {std::string(Say(EvidenceKindWords(item.kind), language_)), Style::kPlain},
                    {SafeText(language_ == Language::kJapanese ? what.japanese : what.english),
                     Style::kPlain},
                    {item.users == 0 ? "" : std::to_string(item.users), Style::kPlain},
                    {Joined(item.reports, item.reports.size(), language_), Style::kDim}});
    }
    out_ += table.Render(terminal_);
    if (items.size() > kItemsShown) {
      Line("  " + Fill(kMore, language_, items.size() - kItemsShown));
    }
  }

  void Next() {
    if (answer_.next.empty() || answer_.ranked.size() < 2) return;
    using Align = Table::Align;
    const std::string first = NameOf(answer_.ranked[0]), rival = NameOf(answer_.ranked[1]);
    Title(Fill(kNext, language_, first, rival));
    Table table({{std::string(Say(kItem, language_)), Align::kLeft, true},
                 {std::string(Say(kPointsTo, language_)), Align::kLeft, false},
                 {"", Align::kLeft, false}});
    for (const LookFor& look : answer_.next) {
      table.AddRow({{SafeText(look.id + " " + look.name), Style::kPlain},
                    {look.for_first ? first : rival, Style::kPlain},
                    {look.blind ? std::string(Say(kBlind, language_)) : "", Style::kDim}});
    }
    out_ += table.Render(terminal_);
  }

  const Attribution& answer_;
  Language language_;
  const Terminal& terminal_;
  std::string out_;
};

void AppendItems(std::string_view quoted_name_and_colon, const std::vector<EvidenceItem>& items,
                 std::string& out) {
  AppendObjects(quoted_name_and_colon, items, out, [&](const EvidenceItem& item) {
    AppendJsonMember("\"kind\":", EvidenceKindName(item.kind), out);
    AppendJsonMember(",\"id\":", item.id, out);
    AppendJsonMember(",\"name\":", item.name, out);
    out += fmt::format(",\"weight\":{:.3f},\"sets\":{}", item.weight, item.users);
    AppendList(",\"reports\":", item.reports, out);
  });
}

void AppendSet(const Resemblance& set, std::string& out) {
  AppendJsonMember("{\"id\":", set.id, out);
  AppendJsonMember(",\"name\":", set.name, out);
  out +=
      fmt::format(",\"confidence\":{:.3f},\"weight\":{:.3f}", set.confidence, set.evidence.weight);
  AppendItems(",\"for\":", set.evidence.for_set, out);
  AppendItems(",\"against\":", set.evidence.against, out);
  AppendItems(",\"missing\":", set.evidence.missing, out);
  out += '}';
}

void AppendLook(const LookFor& look, const Attribution& answer, std::string& out) {
  AppendJsonMember("{\"id\":", look.id, out);
  AppendJsonMember(",\"name\":", look.name, out);
  AppendJsonMember(",\"points_to\":", answer.ranked[look.for_first ? 0 : 1].id, out);
  out += look.blind ? ",\"blind\":true}" : ",\"blind\":false}";
}

void AppendAims(const std::vector<AimTally>& aims, std::string& out) {
  AppendObjects(",\"aims\":", aims, out, [&](const AimTally& tally) {
    AppendJsonMember("\"set\":", tally.set, out);
    out += fmt::format(",\"rules\":{},\"fired\":{},\"expected\":{:.3f},\"weight\":{:.3f}",
                       tally.rules, tally.fired, tally.expected, tally.weight);
  });
}

}  // namespace

std::string AttributionText(const Attribution& attribution, Language language,
                            const Terminal& terminal) {
  return Page(attribution, language, terminal).Write();
}

std::string AttributionJson(const Attribution& a) {
  std::string out;
  AppendJsonMember("{\"incident\":", a.incident, out);
  AppendJsonMember(",\"title\":", a.title, out);
  out += a.abstained ? ",\"abstained\":true" : ",\"abstained\":false";
  AppendJsonMember(",\"reason\":", AbstentionName(a.reason), out);
  out += fmt::format(",\"coherent\":{:.3f},\"techniques\":{},\"software\":{}", a.coherent,
                     a.techniques, a.software);
  AppendEach(",\"ranked\":", a.ranked, out, [&](const Resemblance& set) { AppendSet(set, out); });
  AppendEach(",\"next\":", a.next, out, [&](const LookFor& look) { AppendLook(look, a, out); });
  if (!a.aims.empty()) AppendAims(a.aims, out);
  AppendList(",\"not_known\":", a.not_known, out);
  return out + "}\n";
}

}  // namespace noroshi
