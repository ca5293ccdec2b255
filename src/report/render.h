// The renderers of a ReportDocument. All of them are pure: same document, same bytes.
//
// The Write functions hand the text out in pieces of some tens of KiB, so that a report of 30 MB
// costs no second copy in memory. Thread-safe for a document that nobody changes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "report/report_document.h"

namespace noroshi {

// Takes the next piece of text; the view dies with the call.
using TextSink = std::function<void(std::string_view)>;

// The document as JSON in one line, as schema/report.schema.json says. Valid UTF-8 whatever the
// evidence holds (bad bytes become U+FFFD), and safe inside an HTML script element: '<', '>', '&',
// U+2028 and U+2029 are written as \u escapes.
void WriteJson(const ReportDocument& document, const TextSink& sink);
// The same in one string, for tests and small documents.
[[nodiscard]] std::string ToJson(const ReportDocument& document);

// incidents.json: the incidents as a list, as schema/incidents.schema.json says; one line.
// `answers`: whom each resembles, in the order of the set; none when nobody asked.
void WriteIncidentsJson(const IncidentSet& set, const std::vector<Attribution>& answers,
                        const TextSink& sink);

// One incident of it; `answer` may be null.
[[nodiscard]] std::string IncidentJson(const Incident& incident, const Attribution* answer);

// A file of the document, as an object of `suspect_files`.
[[nodiscard]] std::string SuspectFileJson(const ReportSuspectFile& file);

// One self-contained HTML file: the page of web/ with the JSON above inside. It loads nothing, and
// its content security policy forbids it to.
void WriteHtml(const ReportDocument& document, const TextSink& sink);
[[nodiscard]] std::string RenderHtml(const ReportDocument& document);

}  // namespace noroshi
