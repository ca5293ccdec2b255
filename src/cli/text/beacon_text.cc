#include "cli/text/beacon_text.h"

#include <fmt/format.h>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

std::string Percent(double share) { return fmt::format("{:.0f}%", share * 100); }

}  // namespace

std::string BeaconsTable(const std::vector<Beacon>& beacons, Language language,
                         const Terminal& terminal) {
  const bool japanese = language == Language::kJapanese;
  if (beacons.empty()) {
    return japanese ? "定期的な通信は見つかりませんでした。\n" : "No regular series were found.\n";
  }
  using enum Table::Align;
  Table table({{japanese ? "スコア" : "SCORE", kRight},
               {japanese ? "送信元" : "SOURCE"},
               {japanese ? "通信先" : "DESTINATION"},
               {japanese ? "間隔" : "EVERY", kRight},
               {japanese ? "ゆらぎ" : "JITTER", kRight},
               {japanese ? "回数" : "CONTACTS", kRight},
               {japanese ? "日数" : "DAYS", kRight},
               {japanese ? "夜間" : "NIGHT", kRight},
               {japanese ? "送信元の数" : "SOURCES", kRight},
               {japanese ? "ログ" : "LOG", kLeft, true}});
  for (const Beacon& beacon : beacons) {
    std::string destination = SafeText(beacon.destination);
    if (beacon.via_proxy) destination += japanese ? "(プロキシ経由)" : " (proxy)";
    table.AddRow({{fmt::format("{:.0f}", beacon.score)},
                  {SafeText(beacon.source)},
                  {std::move(destination)},
                  {IntervalText(beacon.series.interval_seconds)},
                  {"±" + Percent(beacon.series.jitter)},
                  {GroupedNumber(beacon.contacts)},
                  {fmt::format("{:.1f}", beacon.series.days)},
                  {Percent(beacon.series.night_share)},
                  {GroupedNumber(beacon.sources)},
                  {SafeText(beacon.channel)}});
  }
  return table.Render(terminal);
}

std::string BeaconsJson(const std::vector<Beacon>& beacons) {
  std::string out;
  for (const Beacon& beacon : beacons) {
    const SeriesFeatures& series = beacon.series;
    out += fmt::format("{{\"score\":{:.1f}", beacon.score);
    AppendJsonMember(",\"source\":", beacon.source, out);
    AppendJsonMember(",\"destination\":", beacon.destination, out);
    AppendJsonMember(",\"address\":", beacon.address, out);
    AppendJsonMember(",\"channel\":", beacon.channel, out);
    AppendJsonMember(",\"program\":", beacon.program, out);
    out += fmt::format(
        ",\"via_proxy\":{},\"internal\":{},\"sources\":{},\"contacts\":{},\"series_contacts\":{},"
        "\"bytes\":{},\"interval_seconds\":{:.1f},\"jitter\":{:.3f},\"in_band\":{:.3f},"
        "\"coverage\":{:.3f},"
        "\"regularity\":{:.3f},\"size_regularity\":{:.3f},\"round_the_clock\":{:.3f},"
        "\"night_share\":{:.3f},\"weekend_share\":{:.3f},\"days\":{:.2f}",
        beacon.via_proxy, beacon.internal, beacon.sources, beacon.contacts, series.contacts,
        beacon.bytes, series.interval_seconds, series.jitter, series.in_band, series.coverage,
        series.regularity, series.size_regularity, series.round_the_clock, series.night_share,
        series.weekend_share, series.days);
    AppendJsonMember(",\"first\":", ToIso8601(beacon.first), out);
    AppendJsonMember(",\"last\":", ToIso8601(beacon.last), out);
    out += "}\n";
  }
  return out;
}

}  // namespace noroshi
