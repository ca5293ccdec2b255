// EsePage: one page of an ESE database: its head, and its nodes by number.
//
// Format: as ese_checksum.h says. A page is taken as it is: every place in it is checked against
// its size, and what does not fit is no node.
#pragma once

#include <cstdint>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::ese {

using PageNumber = std::uint32_t;  // from 1; the file begins with two pages of header
inline constexpr std::uint32_t kHeaderPages = 2;

// A node: a key, of which the first part may be shared with the page's others, and what it leads
// to. Borrows from the page.
struct EseNode {
  Bytes shared_key, own_key;
  Bytes data;
  std::uint32_t place = 0;  // of the node in its page, in bytes
  bool is_deleted = false;

  [[nodiscard]] std::vector<std::uint8_t> Key() const;
};

class EsePage {
 public:
  // REQUIRES: `bytes` is a whole page. Owns it.
  EsePage(PageNumber number, std::vector<std::uint8_t> bytes);

  [[nodiscard]] PageNumber number() const noexcept { return number_; }
  [[nodiscard]] PageNumber next() const noexcept { return next_; }
  [[nodiscard]] std::uint32_t object() const noexcept { return object_; }
  [[nodiscard]] bool is_root() const noexcept { return (flags_ & 1) != 0; }
  [[nodiscard]] bool is_leaf() const noexcept { return (flags_ & 2) != 0; }
  [[nodiscard]] bool is_empty() const noexcept { return (flags_ & 8) != 0; }
  // Of free space, which holds no records.
  [[nodiscard]] bool is_space_tree() const noexcept { return (flags_ & 0x20) != 0; }
  // Since Exchange 2000 columns with tags have a form of their own, the only one that is read.
  [[nodiscard]] bool has_new_records() const noexcept { return (flags_ & 0x800) != 0; }
  // Up to 8 KiB, nodes and columns are laid out in another way.
  [[nodiscard]] bool is_small() const noexcept { return bytes_.size() <= 8192; }

  [[nodiscard]] std::uint32_t node_count() const noexcept { return node_count_; }
  // False when it reaches beyond the page.
  [[nodiscard]] bool Node(std::uint32_t index, EseNode& node) const noexcept;

 private:
  // The bytes of a tag; 0 is the one whose data are the shared key.
  struct TagBytes {
    Bytes bytes;
    std::uint32_t place = 0;
    std::uint32_t flags = 0;
  };
  [[nodiscard]] bool Tag(std::uint32_t index, TagBytes& tag) const noexcept;
  [[nodiscard]] std::size_t head_bytes() const noexcept { return is_small() ? 40 : 80; }

  PageNumber number_;
  std::vector<std::uint8_t> bytes_;
  PageNumber next_ = 0;
  std::uint32_t object_ = 0, flags_ = 0;
  std::uint32_t first_tag_ = 1, node_count_ = 0;
  Bytes shared_key_;
};

}  // namespace noroshi::ese
