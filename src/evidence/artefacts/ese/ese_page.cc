#include "evidence/artefacts/ese/ese_page.h"

#include <algorithm>

namespace noroshi::ese {
namespace {

constexpr std::size_t kTagBytes = 4;
constexpr std::uint32_t kIsDeleted = 2, kHasSharedKey = 4;
constexpr std::uint16_t kKeySizeMask = 0x1FFF;

}  // namespace

std::vector<std::uint8_t> EseNode::Key() const {
  std::vector<std::uint8_t> key(shared_key.begin(), shared_key.end());
  key.insert(key.end(), own_key.begin(), own_key.end());
  return key;
}

EsePage::EsePage(PageNumber number, std::vector<std::uint8_t> bytes)
    : number_(number), bytes_(std::move(bytes)) {
  next_ = LoadOrZero<std::uint32_t>(bytes_, 20);
  object_ = LoadOrZero<std::uint32_t>(bytes_, 24);
  flags_ = LoadOrZero<std::uint32_t>(bytes_, 36);
  // Newer engines count reserved tags in the upper bits.
  const auto tags = LoadOrZero<std::uint16_t>(bytes_, 34);
  first_tag_ = std::max<std::uint32_t>(1, tags >> 12);
  const std::size_t room = (bytes_.size() - std::min(bytes_.size(), head_bytes())) / kTagBytes;
  const auto count = std::min<std::uint32_t>(tags & 0xFFF, static_cast<std::uint32_t>(room));
  node_count_ = count > first_tag_ ? count - first_tag_ : 0;
  TagBytes shared;
  if (!is_root() && Tag(0, shared)) shared_key_ = shared.bytes;
}

bool EsePage::Tag(std::uint32_t index, TagBytes& tag) const noexcept {
  const std::size_t from_end = (std::size_t{index} + 1) * kTagBytes;
  if (from_end > bytes_.size()) return false;
  const auto size = LoadOrZero<std::uint16_t>(bytes_, bytes_.size() - from_end);
  const auto place = LoadOrZero<std::uint16_t>(bytes_, bytes_.size() - from_end + 2);
  const std::uint16_t mask = is_small() ? 0x1FFF : 0x7FFF;
  const std::size_t begin = head_bytes() + (place & mask);
  const std::size_t length = size & mask;
  if (begin > bytes_.size() || length > bytes_.size() - begin) return false;
  tag.bytes = Bytes(bytes_).subspan(begin, length);
  tag.place = static_cast<std::uint32_t>(begin);
  tag.flags = is_small() ? place >> 13 : LoadOrZero<std::uint16_t>(tag.bytes, 0) >> 13;
  return true;
}

bool EsePage::Node(std::uint32_t index, EseNode& node) const noexcept {
  TagBytes tag;
  if (index >= node_count_ || !Tag(index + first_tag_, tag)) return false;
  ByteReader in(tag.bytes);
  std::uint16_t shared = 0, own = 0;
  if ((tag.flags & kHasSharedKey) != 0 && !in.TryRead(shared)) return false;
  if (!in.TryRead(own) || !in.TryTake(own & kKeySizeMask, node.own_key)) return false;
  node.shared_key = shared_key_.first(std::min<std::size_t>(shared & kKeySizeMask,  //
                                                            shared_key_.size()));
  node.data = tag.bytes.subspan(in.position());
  node.place = tag.place;
  node.is_deleted = (tag.flags & kIsDeleted) != 0;
  return true;
}

}  // namespace noroshi::ese
