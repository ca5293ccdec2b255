#include "evidence/testing/read_evidence.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "event/value_text.h"
#include "evidence/evtx/evtx_decoder.h"
#include "evidence/evtx/evtx_source.h"

namespace noroshi::testing {
namespace {

class DamageList : public DamageSink {
 public:
  explicit DamageList(std::vector<Damage>& list) : list_(list) {}
  void OnDamage(const Damage& damage) override { list_.push_back(damage); }

 private:
  std::vector<Damage>& list_;
};

void AddField(const std::string& name, const Value& value, ReadEvent& out) {
  std::string scratch;
  if (value.missing()) return;
  for (const Value& item : value.items()) {
    out.fields[name].emplace_back(TextOf(item, scratch));
  }
}

ReadEvent Keep(const Event& event, const EventContext& context) {
  ReadEvent out;
  out.record_id = event.record_id;
  out.offset = event.offset;
  out.time = event.time.ticks;
  out.written = event.written.ticks;
  out.event_id = event.event_id;
  out.marks = event.marks;
  out.channel = context.channels.Text(event.channel);
  out.provider = context.channels.Text(event.provider);
  for (std::size_t i = 0; i < kSystemFieldCount; ++i) {
    AddField("System/" + std::string(kSystemFieldNames[i]), event.values[i], out);
  }
  for (std::size_t i = 0; i < event.Payload().size(); ++i) {
    const std::string_view name = context.fields.Text(event.shape->fields()[i].field);
    AddField(std::string(name), event.Payload()[i], out);
  }
  return out;
}

// Bytes that a fuzzer makes may turn out to be another format.
bool IsEvtx(const Source& source) { return source.format() == evtx::kFormatName; }

}  // namespace

TempFile::TempFile(const std::vector<std::uint8_t>& bytes) {
  path_ = (std::filesystem::temp_directory_path() / "noroshi-test-XXXXXX").string();
  descriptor_ = ::mkstemp(path_.data());
  std::size_t done = 0;
  while (descriptor_ >= 0 && done < bytes.size()) {
    const ssize_t wrote = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (wrote <= 0) std::abort();
    done += static_cast<std::size_t>(wrote);
  }
}

TempFile::~TempFile() {
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

void TempFile::Write(std::size_t at, std::uint8_t byte) const {
  if (::pwrite(descriptor_, &byte, 1, static_cast<off_t>(at)) != 1) std::abort();
}

void TempFile::Truncate(std::size_t size) const {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) std::abort();
}

std::size_t ReadResult::CountOf(DamageKind kind) const {
  return static_cast<std::size_t>(std::ranges::count(damage, kind, &Damage::kind));
}

bool ReadResult::AccountAddsUp() const {
  return account.used + account.damaged + account.padding == size;
}

ReadResult ReadEvtx(const std::string& path, const ReadSettings& settings) {
  ReadResult result;
  DamageList sink(result.damage);
  auto source = OpenSource(path, settings.options);
  if (!source || !IsEvtx(**source)) return result;
  result.opened = true;
  result.size = (*source)->size_bytes();
  EventContext context;
  evtx::EvtxDecoder decoder(settings.options, context, settings.path);
  Unit unit;
  EventBatch batch;
  while ((*source)->NextUnit(unit, sink, result.account)) {
    decoder.Decode(unit, nullptr, batch, sink, result.account);
    result.record_count += batch.record_count;
    for (const Event& event : batch.events) result.events.push_back(Keep(event, context));
  }
  return result;
}

ReadResult ReadEvtx(const std::vector<std::uint8_t>& bytes, const ReadSettings& settings) {
  const TempFile file(bytes);
  return ReadEvtx(file.path(), settings);
}

std::string DumpEvtx(const std::string& path, DumpFormat format, const ReadSettings& settings) {
  std::string out;
  std::vector<Damage> damage;
  DamageList sink(damage);
  ByteAccount account;
  auto source = OpenSource(path, settings.options);
  if (!source || !IsEvtx(**source)) return out;
  EventContext context;
  evtx::EvtxDecoder decoder(settings.options, context, settings.path);
  Unit unit;
  while ((*source)->NextUnit(unit, sink, account)) {
    decoder.Dump(unit, format, out, sink, account);
  }
  return out;
}

namespace {

void ReadPart(EvidencePart& part, const ReadOptions& options, WalkedPart& walked) {
  DamageList sink(walked.damage);
  EventContext context;
  const auto decoder = NewDecoder(part.source->format(), options, context);
  Unit unit;
  EventBatch batch;
  while (part.source->NextUnit(unit, sink, walked.account)) {
    unit.source = part.source.get();
    decoder->Decode(unit, nullptr, batch, sink, walked.account);
    for (const Event& event : batch.events) walked.events.push_back(Keep(event, context));
  }
}

}  // namespace

std::vector<WalkedPart> WalkEvidence(const std::string& path, const ReadOptions& options) {
  std::vector<WalkedPart> parts;
  const auto walk = OpenEvidence(path, options);
  if (!walk.ok()) return parts;
  while (std::optional<EvidencePart> part = (*walk)->Next()) {
    if (part->kind != EvidencePart::Kind::kSourceEnd) {
      parts.push_back({part->kind, part->ordinal, part->name, {}, {}, {}, {}});
    }
    WalkedPart& walked = parts.back();
    walked.damage.insert(walked.damage.end(), part->damage.begin(), part->damage.end());
    walked.account += part->account;
    walked.encoding = part->encoding;
    if (part->source != nullptr) ReadPart(*part, options, walked);
  }
  return parts;
}

std::vector<WalkedPart> WalkEvidence(const std::vector<std::uint8_t>& bytes,
                                     const ReadOptions& options) {
  const TempFile file(bytes);
  return WalkEvidence(file.path(), options);
}

std::vector<std::string> CorpusFiles(const std::string& below) {
  const char* const set = std::getenv("NOROSHI_CORPUS");
  const std::filesystem::path root = set != nullptr ? set : "../shared/corpus";
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / below, error)) {
    if (entry.path().extension() == ".evtx") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> SampledCorpusFiles() {
  const char* const stride = std::getenv("NOROSHI_CORPUS_STRIDE");
  const std::size_t step = stride != nullptr ? std::max(1, std::atoi(stride)) : 1;
  const std::vector<std::string> all = CorpusFiles();
  std::vector<std::string> files;
  for (std::size_t i = 0; i < all.size(); i += step) files.push_back(all[i]);
  return files;
}

}  // namespace noroshi::testing
