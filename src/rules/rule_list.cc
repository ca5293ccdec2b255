#include "rules/rule_list.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

#include "rules/packed/pack_writer.h"
#include "rules/packed/rule_fields.h"

namespace noroshi {

namespace {

// A head as it lies in a file: the texts are sizes of what follows in the list of all texts, the
// enums bytes. A hundred thousand of them are taken apart in every start with as many rules.
struct SavedHead {
  std::uint64_t content_hash = 0;
  std::uint32_t id = 0, name = 0, path = 0;
  // Of the packed rule, in the list of all of them.
  std::uint32_t packed = 0;
  std::uint32_t document = 0;
  std::uint8_t source = 0, status = 0, level = 0;
  std::uint8_t zero = 0;  // no bytes without a value
};

SavedHead Saved(const RuleHead& head, std::size_t packed) {
  const auto size = [](std::string_view text) { return static_cast<std::uint32_t>(text.size()); };
  return {.content_hash = head.content_hash,
          .id = size(head.id),
          .name = size(head.name),
          .path = size(head.path),
          .packed = static_cast<std::uint32_t>(packed),
          .document = head.document,
          .source = static_cast<std::uint8_t>(head.source),
          .status = static_cast<std::uint8_t>(head.status),
          .level = static_cast<std::uint8_t>(head.level)};
}

// The next `size` bytes of a text. False where they are not there.
bool Take(std::string_view& from, std::uint32_t size, std::string_view& out) {
  if (size > from.size()) return false;
  out = from.substr(0, size);
  from.remove_prefix(size);
  return true;
}

template <class T>
bool Take(std::uint8_t saved, T& out) {
  out = static_cast<T>(saved);
  return saved <= static_cast<std::uint8_t>(LastOf(T{}));
}

bool TakeHead(const SavedHead& saved, std::string_view& texts, RuleHead& head) {
  head.document = saved.document;
  head.content_hash = saved.content_hash;
  return Take(texts, saved.id, head.id) && Take(texts, saved.name, head.name) &&
         Take(texts, saved.path, head.path) && Take(saved.source, head.source) &&
         Take(saved.status, head.status) && Take(saved.level, head.level);
}

}  // namespace

RuleList::RuleList(std::initializer_list<Rule> rules) {
  for (const Rule& rule : rules) push_back(rule);
}

RuleList::RuleList(const RuleList& other) {
  for (std::size_t i = 0; i < other.size(); ++i) push_back(other.Unpack(i));
}

RuleList& RuleList::operator=(const RuleList& other) {
  if (this != &other) *this = RuleList(other);
  return *this;
}

// A pass over all rules gives back what lies behind it; every so many rules, for it costs some
// microseconds.
constexpr std::size_t kPassedPerRelease = 1024;

const Rule& RuleList::operator[](std::size_t index) const {
  const Item& item = items_[index];
  if (const Rule* known = item.rule.get()) return *known;
  return item.rule.Keep(std::make_unique<const Rule>(UnpackApart(item)));
}

const ShownRule& RuleList::Shown(std::size_t index) const {
  const Item& item = items_[index];
  if (const ShownRule* known = item.shown.get()) return *known;
  return item.shown.Keep(std::make_unique<const ShownRule>(UnpackApart(item)));
}

Rule RuleList::Unpack(std::size_t index, PackExtent extent) const {
  if ((index + 1) % kPassedPerRelease == 0) {
    for (const CacheImage& image : images_) image.ReleasePages();
  }
  return UnpackFrom(items_[index].packed, items_[index].head, extent);
}

Rule RuleList::UnpackApart(const Item& item) const {
  const auto holds = [&](const CacheImage& image) {
    const std::less_equal<> not_behind;
    return not_behind(image.content.data(), item.packed.data()) &&
           not_behind(item.packed.data() + item.packed.size(),
                      image.content.data() + image.content.size());
  };
  std::string room;
  const auto image = std::ranges::find_if(images_, holds);
  const std::string_view packed =
      image == images_.end() ? item.packed : image->ReadApart(item.packed, room);
  return UnpackFrom(packed, item.head, PackExtent::kAll);
}

// Packed forms are made by Pack, or come from a file whose checksum is right. What is wrong all the
// same reads as a rule that can match nothing.
Rule RuleList::UnpackFrom(std::string_view packed, const RuleHead& head, PackExtent extent) {
  Rule rule;
  PackReader reader(packed, extent);
  Fields(reader, rule);
  if (!reader.ok() || !IsWellFormed(rule)) rule = {};
  rule.id = head.id;
  rule.name = head.name;
  rule.path = head.path;
  rule.document = head.document;
  rule.source = head.source;
  rule.status = head.status;
  rule.level = head.level;
  rule.content_hash = head.content_hash;
  return rule;
}

RuleList::Item RuleList::Pack(const Rule& rule) {
  if (texts_.empty()) texts_.emplace_back();
  Arena& texts = texts_.back();
  Item item{.head = {.id = texts.Copy(rule.id),
                     .name = texts.Copy(rule.name),
                     .path = texts.Copy(rule.path),
                     .document = rule.document,
                     .source = rule.source,
                     .status = rule.status,
                     .level = rule.level,
                     .content_hash = rule.content_hash},
            .packed = {}};
  scratch_.clear();
  PackWriter writer(scratch_);
  Fields(writer, rule);
  item.packed = texts.Copy(scratch_);
  return item;
}

void RuleList::push_back(const Rule& rule) { items_.push_back(Pack(rule)); }

void RuleList::Append(RuleList more) {
  items_.insert(items_.end(), std::make_move_iterator(more.items_.begin()),
                std::make_move_iterator(more.items_.end()));
  // In front, so that the arena that is being filled stays the last.
  texts_.insert(texts_.begin(), std::make_move_iterator(more.texts_.begin()),
                std::make_move_iterator(more.texts_.end()));
  images_.insert(images_.end(), std::make_move_iterator(more.images_.begin()),
                 std::make_move_iterator(more.images_.end()));
}

void RuleList::Save(PackWriter& out) const {
  std::vector<SavedHead> heads;
  std::string texts;
  for (const Item& item : items_) {
    heads.push_back(Saved(item.head, item.packed.size()));
    for (const std::string_view text : {item.head.id, item.head.name, item.head.path})
      texts += text;
  }
  out.Flat(FlatArray<SavedHead>(std::move(heads)));
  out(texts);
  out.Joined(items_, [](const Item& item) { return item.packed; });
}

bool RuleList::Load(PackReader& in, CacheImage image) {
  *this = RuleList();
  FlatArray<SavedHead> heads;
  std::string_view texts, packed;
  in.Flat(heads);
  in(texts, packed);
  if (!in.ok()) return false;
  std::vector<Item> items(heads.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool whole =
        TakeHead(heads[i], texts, items[i].head) && Take(packed, heads[i].packed, items[i].packed);
    if (!whole) return false;
  }
  if (!texts.empty() || !packed.empty()) return false;
  items_ = std::move(items);
  images_.push_back(std::move(image));
  return true;
}

void RuleList::Replace(std::size_t index, const Rule& rule) { items_[index] = Pack(rule); }

void RuleList::SetPath(std::size_t index, std::string_view path) {
  Item& item = items_[index];
  if (texts_.empty()) texts_.emplace_back();
  item.head.path = texts_.back().Copy(path);
  item.Forget();
}

void RuleList::SetLevel(std::size_t index, Level level) {
  Item& item = items_[index];
  item.head.level = level;
  item.Forget();
}

void RuleList::KeepOnly(const std::vector<bool>& keep) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (!keep[i]) continue;
    if (kept != i) items_[kept] = std::move(items_[i]);
    ++kept;
  }
  items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(kept), items_.end());
}

void RuleList::Sort() {
  const auto by_place = [](const Item& a, const Item& b) {
    return std::tie(a.head.path, a.head.document) < std::tie(b.head.path, b.head.document);
  };
  if (std::ranges::is_sorted(items_, by_place)) return;
  std::ranges::stable_sort(items_, by_place);
}

}  // namespace noroshi
