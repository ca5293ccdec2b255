#include "evidence/pe/pe_reader.h"

namespace noroshi::pe {

Result<PeImage> ReadPe(PeView& view) {
  PeImage image;
  image.file_size = view.size();
  NOROSHI_TRY([[maybe_unused]] const Done done, ReadHeaders(view, image));
  view.SetSections(image.sections, image.header);
  ReadImports(view, image);
  ReadExports(view, image);
  ReadResources(view, image);
  ReadDebug(view, image);
  ReadCertificateTable(view, image);
  if (view.error().has_value()) return *view.error();
  return image;
}

}  // namespace noroshi::pe
