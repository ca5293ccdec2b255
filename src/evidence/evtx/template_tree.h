// The tree of a template, or of an outer template with the inner one it holds, with slots where
// values will stand. What plans are compiled from.
#pragma once

#include "evidence/evtx/fragment.h"
#include "evidence/evtx/tree.h"

namespace noroshi::evtx {

// Builds the tree. `inner` is the template in the outer one's embedded document; null when that is
// empty or when there is none. `embedded` becomes the value that holds the document (exists() is
// false when there is none). False when the templates have a form that only the general walker can
// read: an instance inside a definition, or more than one embedded document.
//
// Names point into the fragments.
[[nodiscard]] bool BuildTemplateTree(const Fragment& outer, const Fragment* inner, Tree& tree,
                                     SlotRef& embedded);

// The embedded document's slot of an outer template; exists() is false when there is none, or more.
[[nodiscard]] SlotRef EmbeddedSlot(const Fragment& outer) noexcept;

}  // namespace noroshi::evtx
