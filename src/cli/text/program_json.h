// One program as a JSON object on a line: what its headers, tables and signature say.
#pragma once

#include <string>

#include "evidence/authenticode/signature.h"
#include "evidence/pe/pe_image.h"

namespace noroshi {

// Appends the object and a line end. Text that is no UTF-8 is mended; nothing is left out.
void AppendProgramJson(const std::string& shown, const pe::PeImage& image,
                       const authenticode::Signature& signature, std::string& out);

}  // namespace noroshi
