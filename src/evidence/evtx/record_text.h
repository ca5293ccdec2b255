// RecordText: one record as a line of JSON or an XML document, from its tree. The slow way to text;
// text_program.h is the fast one.
#pragma once

#include "event/event.h"
#include "evidence/evtx/json_writer.h"
#include "evidence/evtx/record.h"
#include "evidence/evtx/text_buffer.h"
#include "evidence/evtx/tree.h"
#include "evidence/evtx/xml_writer.h"
#include "evidence/source.h"

namespace noroshi::evtx {

class RecordText {
 public:
  // Appends the record and a line end. A tree without a root gives an event of the header's id and
  // time only (E-3.7); of several roots the first is the event and the others follow it (E-3.6).
  void Append(const Tree& tree, const RecordSpan& record, EventMark marks, DumpFormat format,
              TextBuffer& out);

  // The end of a line: what marks the record carries (E-8.2), and the line end. `out` must hold the
  // event as text; JSON without its last bracket.
  static void AppendEnd(EventMark marks, DumpFormat format, TextBuffer& out);

 private:
  void AppendJson(const Tree& tree, TextBuffer& out);
  void AppendXml(const Tree& tree, TextBuffer& out);

  JsonWriter json_;
  XmlWriter xml_;
};

}  // namespace noroshi::evtx
