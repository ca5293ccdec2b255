#include "base/result.h"

namespace noroshi {

std::string_view ErrorCodeName(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kTruncated: return "truncated";
    case ErrorCode::kBadMagic: return "bad_magic";
    case ErrorCode::kBadChecksum: return "bad_checksum";
    case ErrorCode::kLimit: return "limit";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kInvalid: return "invalid";
    case ErrorCode::kNotFound: return "not_found";
    case ErrorCode::kIo: return "io";
    case ErrorCode::kCancelled: return "cancelled";
  }
  return "unknown";
}

std::string Error::ToString() const {
  std::string text(subject);
  if (offset != 0) text += " at " + std::to_string(offset);
  text += ": ";
  text += ErrorCodeName(code);
  if (!detail.empty()) text += " (" + detail + ")";
  return text;
}

}  // namespace noroshi
