#include "event/damage.h"

#include <array>

namespace noroshi {

std::string_view DamageKindName(DamageKind kind) noexcept {
  static constexpr std::array<std::string_view, kDamageKindCount> kNames = {
      "file_signature",
      "file_truncated",
      "chunk_signature",
      "chunk_checksum",
      "chunk_header_checksum",
      "chunk_bounds",
      "record_signature",
      "record_size",
      "record_size_copy",
      "record_gap",
      "name_bounds",
      "name_hash",
      "template_bounds",
      "template_id",
      "template_structure",
      "token_unknown",
      "token_order",
      "value_bounds",
      "value_size",
      "value_type",
      "value_text",
      "value_time",
      "substitution_index",
      "nesting",
      "budget",
      "no_root",
      "multiple_roots",
      "recovered",
      "unreadable",
      "unknown_format",
      "empty_file",
      "record_syntax",
      "unknown_shape",
      "container",
      "container_limit",
      "encrypted",
      "member_name",
      "text_encoding",
      "regex_limit",
      "record_partial",
      "message_only",
      "not_scanned",
  };
  return kNames[static_cast<std::size_t>(kind)];
}

bool IsLossOfUnknownSize(DamageKind kind) noexcept {
  return kind == DamageKind::kContainer || kind == DamageKind::kContainerLimit ||
         kind == DamageKind::kEncrypted || kind == DamageKind::kNotScanned;
}

}  // namespace noroshi
