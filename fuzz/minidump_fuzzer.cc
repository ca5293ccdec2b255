// Any bytes as a memory dump, as raw memory, as a compound file, as a part of a document: nothing
// crashes or hangs, nothing outside the bytes is read, and what is found lies inside them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "decoders/request_forms.h"
#include "evidence/minidump/minidump_limits.h"
#include "evidence/minidump/minidump_reader.h"
#include "evidence/span_bytes.h"
#include "scan/document/document_facts.h"
#include "scan/document/lures.h"
#include "scan/document/ole_document.h"
#include "scan/document/ooxml_parts.h"
#include "scan/document/rtf_document.h"
#include "scan/memory/memory_scan.h"

namespace {

using namespace noroshi;

void Check(bool holds) {
  if (!holds) std::abort();
}

void ReadDump(const SpanBytes& file) {
  const auto dump = minidump::ReadMinidump(file);
  if (!dump.ok()) return;
  Check(dump->damage.size() <= minidump::kMaxDamageKept);
  for (const minidump::DumpRange& range : dump->ranges) {
    Check(range.offset + range.size <= file.size());
  }
  std::vector<scan::ScanFinding> findings;
  ScanMemory("x.dmp", scan::ProcessMemory(*dump, file), findings);
  for (const scan::ScanFinding& finding : findings) Check(finding.offset <= file.size());
}

void ReadDocuments(Bytes bytes) {
  std::vector<scan::ScanFinding> findings;
  scan::DocumentFacts facts;
  scan::ReadOleDocument(bytes, facts);
  scan::ReadRtfDocument(bytes, facts);
  for (const std::string_view name : {"word/document.xml", "word/_rels/document.xml.rels",
                                      "xl/workbook.xml", "xl/externalLinks/externalLink1.xml"}) {
    scan::ReadOoxmlPart(name, bytes, facts);
  }
  scan::CheckDocument("x", facts, findings);
  if (const auto mark = scan::ReadZoneMark("x:Zone.Identifier", bytes)) {
    scan::CheckZoneMark("x", *mark, findings);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes bytes(data, size);
  const SpanBytes file(bytes);
  ReadDump(file);
  std::vector<scan::ScanFinding> findings;
  if (size != 0) ScanMemory("x.bin", scan::ProcessMemory(file), findings);
  for (const scan::ScanFinding& finding : findings) {
    Check(finding.offset + finding.bytes <= size);
  }
  ReadDocuments(bytes);
  return 0;
}
