// The YAML that nearly all rules are written in, read several times faster than by libyaml: block
// mappings and sequences, plain and quoted scalars, block scalars. Whatever else there is (flow
// collections, anchors, tags, tabs between tokens, CRLF, escapes beyond the usual, anything that is
// an error or looks like one) is left to libyaml, which is the truth: where this reader takes a
// text, the tree is libyaml's to the last column (plain_yaml_test.cc).
//
// No recursion. Cost is linear in the text; a scalar of one line is a view into it.
#pragma once

#include "base/arena.h"
#include "rules/yaml/document_splitter.h"
#include "rules/yaml/yaml_reader.h"

namespace noroshi {

// Fills `document` with the one document of the slice. False, and `document` is anything, where
// the slice is not plain or holds no document.
[[nodiscard]] bool ReadPlainYaml(const YamlSlice& slice, Arena& arena, YamlDocument& document);

}  // namespace noroshi
