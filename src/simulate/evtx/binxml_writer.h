// Writes XML sketches as BinXML tokens at the end of a chunk under construction.
//
// The token bytes and layouts are those of MS-EVEN6 and the libevtx documentation. Element starts
// inside a template definition carry a dependency id; plain ones do not (E-5.1).
//
// Not thread-safe: writer and name table are those of the chunk at hand. Nothing can fail; what
// does not fit a chunk is found out by its writer, which takes the record back.
#pragma once

#include "simulate/evtx/byte_writer.h"
#include "simulate/evtx/name_table.h"
#include "simulate/evtx/xml_fragment.h"

namespace noroshi {

enum class DependencyIds : std::uint8_t { kAbsent, kPresent };

// Writes the sketch's elements, without fragment header or end token. Offsets count from the first
// byte of `out`. REQUIRES: every Open has its Close.
void WriteElements(const XmlSketch& sketch, DependencyIds ids, NameTable& names, ByteWriter& out);

// 0f 01 01 00: begins a fragment, version 1.1, no flags.
void WriteFragmentHeader(ByteWriter& out);
// 00: ends it.
void WriteFragmentEnd(ByteWriter& out);

}  // namespace noroshi
