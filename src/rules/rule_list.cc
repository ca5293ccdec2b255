#include "rules/rule_list.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

#include "rules/packed/pack_writer.h"
#include "rules/packed/rule_fields.h"

namespace noroshi {

template <class Io>
void Fields(Io& io, Is<RuleHead> auto& head) {
  auto& [id, name, path, document, source, status, level, content_hash] = head;
  io(id, name, path, document, source, status, level, content_hash);
}

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
  out(items_.size());
  for (const Item& item : items_) out(item.head);
  for (const Item& item : items_) out(item.packed);
}

bool RuleList::Load(PackReader& in, CacheImage image) {
  *this = RuleList();
  std::size_t count = 0;
  in(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    in(items_.emplace_back().head);
  }
  for (Item& item : items_) in(item.packed);
  if (in.ok()) {
    images_.push_back(std::move(image));
  } else {
    items_.clear();
  }
  return in.ok();
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
