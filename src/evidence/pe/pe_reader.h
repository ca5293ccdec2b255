// ReadPe: a PE file as a PeImage. Reads headers and tables only, so the cost follows what the
// tables hold and not the size of the file (some 50 us for an ordinary DLL).
//
// Formats: Microsoft's "PE Format"; the Rich header as in the public descriptions of it. Nothing a
// file claims is followed without a bound (pe_limits.h), no recursion follows its trees.
#pragma once

#include "evidence/pe/pe_image.h"
#include "evidence/pe/pe_view.h"

namespace noroshi::pe {

// Whether the bytes begin like a PE file: "MZ" and a header where it says. Looks at `start`, the
// first bytes of a file; a header that lies behind them counts.
[[nodiscard]] bool LooksLikePe(Bytes start) noexcept;

// kBadMagic for what is no PE file, kTruncated where the headers end early (nothing useful could be
// read), kIo when the system refused. All else is in the image, odd or not.
Result<PeImage> ReadPe(PeView& view);

// The steps of ReadPe, each in a file of its own. They fill what they find and note what is odd.
// Header, sections, overlay, oddities.
Status ReadHeaders(PeView& view, PeImage& image);
// Imports, delayed ones too.
void ReadImports(PeView& view, PeImage& image);
void ReadExports(PeView& view, PeImage& image);
// Resources, and of them the version.
void ReadResources(PeView& view, PeImage& image);
// Debug, tls_callbacks, rich, clr.
void ReadDebug(PeView& view, PeImage& image);
// Where the certificates lie; what they are worth is authenticode's business.
void ReadCertificateTable(PeView& view, PeImage& image);

}  // namespace noroshi::pe
