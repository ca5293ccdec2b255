#include <fmt/format.h>

#include "cli/terminal/safe_text.h"
#include "cli/text/self_check_text.h"
#include "cli/text/self_check_words.h"

namespace noroshi {
namespace {

// No script, no request: the policy forbids both. Prints on A4.
constexpr std::string_view kHead = R"(<!doctype html>
<html lang="{0}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{1}</title>
<style>
body {{ font: 15px/1.5 "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, system-ui, sans-serif; margin: 24px auto; max-width: 1100px; padding: 0 16px; color: #1d2730; }}
h1 {{ font-size: 1.4rem; }}
h2 {{ font-size: 1.1rem; margin: 28px 0 4px; }}
p.note {{ color: #55636e; margin: 4px 0 10px; }}
.box {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: 5px 8px; border-bottom: 1px solid #d9dfe3; overflow-wrap: anywhere; }}
th {{ font-weight: 600; font-size: 0.85rem; color: #55636e; white-space: nowrap; }}
td.number {{ text-align: right; white-space: nowrap; }}
td.tick {{ width: 2em; }}
.tick span {{ display: inline-block; width: 14px; height: 14px; border: 1px solid #55636e; }}
.found {{ border-left: 5px solid #c8452f; padding-left: 10px; }}
.not_found {{ border-left: 5px solid #97b9d0; padding-left: 10px; }}
.quiet, .no_rule {{ border-left: 5px solid #cfd7dc; padding-left: 10px; }}
.blind {{ border-left: 5px solid #dc9226; padding-left: 10px; }}
small {{ color: #55636e; }}
ul {{ margin: 0; padding-left: 1.1em; }}
tr {{ break-inside: avoid; }}
@media (max-width: 640px) {{ body {{ font-size: 14px; }} th, td {{ padding: 4px; }} }}
@media print {{ body {{ margin: 0; font-size: 11px; }} @page {{ size: A4; margin: 14mm; }} }}
</style>
</head>
<body>
)";

class Checklist {
 public:
  Checklist(const SelfCheck& check, Language language) : check_(check), language_(language) {}

  std::string Write(Timestamp now) {
    const std::string title = Filled(kCheckTitle, HtmlText(check_.name));
    out_ = fmt::format(fmt::runtime(kHead), language_ == Language::kJapanese ? "ja" : "en", title);
    out_ += "<h1>" + title + "</h1>\n<p>" +
            Filled(kCheckSummary, check_.rows.size(), check_.counts[0], check_.counts[1],
                   check_.counts[2], check_.counts[3], check_.counts[4], check_.hosts) +
            "</p>\n<p class=\"note\">" + Words(kCheckCaution) + "</p>\n";
    for (std::size_t state = 0; state < kCheckStates; ++state) {
      if (check_.counts[state] != 0) Section(static_cast<CheckState>(state));
    }
    out_ += "<p class=\"note\">" + Words(kCheckMarks) + "</p>\n<p class=\"note\">" +
            Filled(kCheckMade, ToIso8601(now).substr(0, 16) + "Z") + "</p>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string Words(const CheckWords& words) const {
    return HtmlText(Say(words, language_));
  }
  template <class... Args>
  [[nodiscard]] std::string Filled(const CheckWords& words, const Args&... args) const {
    return fmt::format(fmt::runtime(Say(words, language_)), args...);
  }

  void Section(CheckState state) {
    const auto index = static_cast<std::size_t>(state);
    out_ += fmt::format("<section class=\"{}\">\n<h2>{} ({})</h2>\n<p class=\"note\">{}</p>\n",
                        CheckStateName(state), Words(kCheckStateWords[index]), check_.counts[index],
                        Words(kCheckMeanings[index]));
    out_ += "<div class=\"box\"><table>\n<tr><th>" + Words(kCheckDone) + "</th><th>" +
            Words(kCheckTechnique) + "</th><th>" + Words(kCheckFindings) + "</th><th>" +
            Words(kCheckHosts) + "</th><th>" +
            Words(state == CheckState::kFound ? kCheckFired : kCheckToDo) + "</th><th>" +
            Words(kCheckSources) + "</th></tr>\n";
    for (const CheckRow& row : check_.rows) {
      if (row.state == state) Row(row);
    }
    out_ += "</table></div>\n</section>\n";
  }

  void Row(const CheckRow& row) {
    out_ += "<tr><td class=\"tick\"><span></span></td><td><b>" + HtmlText(row.id) + "</b> " +
            HtmlText(row.name) + "</td><td class=\"number\">" +
            (row.findings == 0 ? std::string() : std::to_string(row.findings)) + "</td>";
    out_ += fmt::format("<td class=\"number\">{}/{}</td><td>",
                        row.hosts[static_cast<std::size_t>(Sight::kSeen)], check_.hosts);
    List(row);
    out_ += "</td><td><small>" + HtmlText(MarkName(row.mark));
    for (const std::string& report : row.reports) out_ += "<br>" + HtmlText(report);
    out_ += "</small></td></tr>\n";
  }

  // What fired, or what to switch on.
  void List(const CheckRow& row) {
    const auto& fired = language_ == Language::kJapanese ? row.fired_ja : row.fired;
    if (fired.empty() && row.advice.empty()) return;
    out_ += "<ul>";
    for (const std::string& title : fired) out_ += "<li>" + HtmlText(title) + "</li>";
    for (const Advice& advice : row.advice) {
      out_ += "<li>" +
              HtmlText(language_ == Language::kJapanese ? advice.japanese : advice.english) +
              "</li>";
    }
    out_ += "</ul>";
  }

  const SelfCheck& check_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string HtmlText(std::string_view text) {
  std::string out;
  for (const char c : SafeText(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string SelfCheckHtml(const SelfCheck& check, Language language, Timestamp now) {
  return Checklist(check, language).Write(now);
}

}  // namespace noroshi
