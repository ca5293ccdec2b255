// ArtefactFormats: the formats of host artefacts, one row each, told by what a file begins with.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "evidence/rereadable_bytes.h"
#include "evidence/source.h"

namespace noroshi::artefacts {

// An artefact to be read: all its bytes can be read again, in any order.
struct ArtefactInput {
  std::shared_ptr<const RereadableBytes> bytes;
  std::uint64_t size = 0;
  // Of a file in a folder, beside which others may lie that belong to it; "" for members of
  // archives and for streams.
  std::string path;
};

// What a format may look at to know its files.
struct ArtefactStart {
  Bytes bytes;            // kSniffBytes, or all there is
  std::string_view name;  // as it was found; only for the one format without any form of its own
};

// A row. `detect` is offered any file and looks at the start only; `open` takes what it knew and
// cannot fail: damage is the source's to report.
struct ArtefactFormat {
  std::string_view name;  // what Source::format() says
  bool (*detect)(const ArtefactStart& start);
  std::unique_ptr<Source> (*open)(ArtefactInput input, const ReadOptions& options);
};

// In the order in which they are asked.
[[nodiscard]] std::span<const ArtefactFormat> ArtefactFormats() noexcept;

// The first format that knows the start; null when none does.
[[nodiscard]] const ArtefactFormat* DetectArtefact(const ArtefactStart& start) noexcept;
[[nodiscard]] bool IsArtefactFormat(std::string_view name) noexcept;

}  // namespace noroshi::artefacts
