// Damage: bytes that could not be used, or not be trusted, with reason and extent. Damage is data,
// not an error: a reader reports it and goes on at the next safe place, and the loss ledger shows
// all of it. That is how evidence with one bad byte still gives all its other records, and how a
// report can say what it did not see.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi {

// What was wrong. The names in run.json are the enumerators in lower case with '_'; they are part
// of the output's contract and do not change. In the order of the format: file, chunk, record, then
// what stands inside a record.
enum class DamageKind : std::uint8_t {
  // The first bytes are not those of the format.
  kFileSignature,
  // The file ends before its own header says it does, or in the middle of something.
  kFileTruncated,
  // A slot of 64 KiB in which no chunk begins, or bytes that lie between two chunks.
  kChunkSignature,
  // The checksum over a chunk's records is wrong: they are read, and marked as suspect.
  kChunkChecksum,
  // Likewise over the header of a chunk, or of the file.
  kChunkHeaderChecksum,
  // The header's offsets point outside the chunk.
  kChunkBounds,
  // What should be a record does not begin as one: the rest of the chunk is carved.
  kRecordSignature,
  // Too small, or larger than what is left to hold it.
  kRecordSize,
  // A record states its size at both ends, and the two differ.
  kRecordSizeCopy,
  // The chunk header promises records that are not there.
  kRecordGap,
  // Where a name should be, there is no room for one.
  kNameBounds,
  // The name is there, and its stored hash is another one's.
  kNameHash,
  // The record's template lies outside the chunk.
  kTemplateBounds,
  // At the template's place is one with another id: it was overwritten.
  kTemplateId,
  // The definition or its values could not be read as such.
  kTemplateStructure,
  // A BinXML token that the format does not have, or that is out of place.
  kTokenUnknown,
  kTokenOrder,
  // A value reaches beyond its record.
  kValueBounds,
  // A value of a size that its type cannot have; likewise below for type, text and time.
  kValueSize,
  kValueType,
  kValueText,
  kValueTime,
  // The template asks for a value that the record does not bring.
  kSubstitutionIndex,
  // Deeper than the limit: a document in a document, or elements without end.
  kNesting,
  // More work or memory than a record, a chunk, a file or a window is granted; detail says which.
  kBudget,
  // A record without content, or with more than one.
  kNoRoot,
  kMultipleRoots,
  // Not a loss: a record that was carved back.
  kRecovered,
  // The operating system refused; detail has its reason.
  kUnreadable,
  // No reader takes the file. An empty one is told apart, because nobody misses it.
  kUnknownFormat,
  kEmptyFile,
  // A record of text that does not follow its format's grammar.
  kRecordSyntax,
  kUnknownShape,    // not a loss: records whose log source nobody knows; --mapping can tell
  kContainer,       // an archive or packed file is damaged or cut: what it held behind is lost
  kContainerLimit,  // it holds more than we unpack; detail says which limit
  kEncrypted,       // no password given opens it
  kMemberName,      // not a loss: a member's name is no ordinary one
  kTextEncoding,    // not a loss: characters that had to be replaced
  kRegexLimit,  // not damage: a value too hard for a rule's expression, which may have missed it
  // Not a loss of the record: it was read, and some of its values are not there.
  kRecordPartial,
  // Not a loss of the record: an export gave its message alone, and nobody knows its form. Rules
  // that read fields cannot see what it says.
  kMessageOnly,
  kNotScanned,  // a program, document or image of memory, or a part of it, was not looked at
};
// A literal; it lives forever.
[[nodiscard]] std::string_view DamageKindName(DamageKind kind) noexcept;
inline constexpr std::size_t kDamageKindCount = 42;

// Kinds that mean a loss even where nobody can say how many bytes or records it was.
[[nodiscard]] bool IsLossOfUnknownSize(DamageKind kind) noexcept;

struct Damage {
  DamageKind kind{};
  // Where it begins, in bytes from the start of the file.
  std::uint64_t offset = 0;
  // Bytes that nothing could be made of. 0 is a mark only: the data were used, with a doubt.
  std::uint64_t lost_bytes = 0;
  // Records that are known to have been there and could not be read.
  std::uint64_t lost_records = 0;
  // 0 when it concerns no single record.
  std::uint64_t record_id = 0;
  // Often empty. What a person needs besides: which limit, the system's message. Text of evidence
  // may stand in it, so it is escaped on output.
  std::string detail;
};

// Receives damage while evidence is read. One per reading thread; not thread-safe.
class DamageSink {
 public:
  virtual ~DamageSink() = default;
  // Called as soon as the damage is known, in the order of the unit's bytes. `damage` is the
  // caller's: copy what is to be kept.
  virtual void OnDamage(const Damage& damage) = 0;
};

}  // namespace noroshi
