// The resource tree, and the version resource in it.
//
// The tree has three levels: type, name, language. It is walked with a list of what is still to be
// read, so neither depth nor circles in a hostile file cost stack or time without bound.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>

#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_reader.h"
#include "evidence/pe/pe_text.h"
#include "evidence/pe/pe_version.h"

namespace noroshi::pe {
namespace {

constexpr std::size_t kFolderBytes = 16, kEntryBytes = 8, kDataBytes = 16;
constexpr std::uint32_t kTop = 0x80000000;  // of a name: text; of a target: another folder
constexpr std::string_view kVersionType = "16";
constexpr std::size_t kLevels = 3;

struct Folder {
  std::uint32_t offset = 0;  // from the start of the tree
  std::size_t level = 0;
  std::string type, name;
};

class TreeReader {
 public:
  TreeReader(PeView& view, PeImage& image, std::uint64_t root)
      : view_(view), image_(image), root_(root) {}

  void Read() {
    waiting_.push_back({});
    std::size_t folders = 0;
    while (!waiting_.empty()) {
      const Folder folder = std::move(waiting_.front());
      waiting_.pop_front();
      if (++folders > kMaxResourceFolders) return image_.Note(PeOddity::kBadResource);
      ReadFolder(folder);
    }
  }

 private:
  void ReadFolder(const Folder& folder) {
    std::array<std::uint8_t, kFolderBytes> bytes;
    if (!view_.Read(root_ + folder.offset, bytes)) return image_.Note(PeOddity::kBadResource);
    const std::size_t count =
        std::size_t{LoadOrZero<std::uint16_t>(bytes, 12)} + LoadOrZero<std::uint16_t>(bytes, 14);
    for (std::size_t i = 0; i < count; ++i) {
      std::array<std::uint8_t, kEntryBytes> entry;
      if (!view_.Read(root_ + folder.offset + kFolderBytes + i * kEntryBytes, entry)) {
        return image_.Note(PeOddity::kBadResource);
      }
      if (!Follow(folder, LoadOrZero<std::uint32_t>(entry, 0),
                  LoadOrZero<std::uint32_t>(entry, 4))) {
        return image_.Note(PeOddity::kBadResource);
      }
    }
  }

  // False where a limit is reached.
  bool Follow(const Folder& folder, std::uint32_t name, std::uint32_t target) {
    Folder next{target & ~kTop, folder.level + 1, folder.type, folder.name};
    if (folder.level == 0) next.type = NameOf(name);
    if (folder.level == 1) next.name = NameOf(name);
    if ((target & kTop) == 0) return AddLeaf(next, name);
    if (next.level >= kLevels || waiting_.size() >= kMaxResourceFolders) return false;
    waiting_.push_back(std::move(next));
    return true;
  }

  std::string NameOf(std::uint32_t name) {
    if ((name & kTop) == 0) return fmt::format("{}", name);
    std::uint16_t length = 0;
    const std::uint64_t at = root_ + (name & ~kTop);
    if (!view_.Load(at, length) || length > kMaxNameBytes) return "";
    std::vector<std::uint8_t> text(std::size_t{length} * 2);
    return view_.Read(at + 2, text) ? Utf16Text(text) : "";
  }

  bool AddLeaf(const Folder& folder, std::uint32_t language) {
    if (image_.resources.size() >= kMaxResources) return false;
    std::array<std::uint8_t, kDataBytes> bytes;
    if (!view_.Read(root_ + folder.offset, bytes)) return false;
    PeResource& leaf = image_.resources.emplace_back();
    leaf.type = folder.type;
    leaf.name = folder.name;
    leaf.language = language;
    leaf.size = LoadOrZero<std::uint32_t>(bytes, 4);
    const auto offset = view_.OffsetOf(LoadOrZero<std::uint32_t>(bytes, 0));
    leaf.offset = offset.value_or(0);
    if (!offset.has_value()) image_.Note(PeOddity::kBadResource);
    return true;
  }

  PeView& view_;
  PeImage& image_;
  std::uint64_t root_;
  std::deque<Folder> waiting_;
};

void ReadVersion(PeView& view, PeImage& image) {
  for (const PeResource& leaf : image.resources) {
    if (leaf.type != kVersionType || leaf.offset == 0 || leaf.size > kMaxVersionBytes) continue;
    std::vector<std::uint8_t> bytes(leaf.size);
    if (!view.Read(leaf.offset, bytes)) continue;
    auto version = ParseVersion(bytes);
    if (!version.has_value()) continue;
    if (!image.version.has_value()) {
      image.version = *std::move(version);
    } else if (image.version->strings.size() < kMaxVersionStrings) {  // one more language
      std::move(version->strings.begin(), version->strings.end(),
                std::back_inserter(image.version->strings));
    }
  }
}

}  // namespace

void ReadResources(PeView& view, PeImage& image) {
  const std::uint32_t address = image.header.directory(Directory::kResource).address;
  if (address == 0) return;
  const auto root = view.OffsetOf(address);
  if (!root.has_value()) return image.Note(PeOddity::kBadResource);
  TreeReader(view, image, *root).Read();
  ReadVersion(view, image);
}

}  // namespace noroshi::pe
