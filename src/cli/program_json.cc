#include "cli/program_json.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "report/json_text.h"

namespace noroshi {
namespace {

using rapidjson::StringBuffer;
using rapidjson::Writer;

// A RapidJSON writer that takes our kinds of values.
class Json {
 public:
  explicit Json(StringBuffer& buffer) : writer_(buffer) {}

  void Key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }
  void Text(std::string_view name, std::string_view value) {
    Key(name);
    Text(value);
  }
  void Text(std::string_view value) {
    const std::string_view valid = ValidUtf8(value, scratch_);
    writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  void Number(std::string_view name, std::uint64_t value) {
    Key(name);
    writer_.Uint64(value);
  }
  void Bool(std::string_view name, bool value) {
    Key(name);
    writer_.Bool(value);
  }
  // An array of objects, one for each row.
  template <class Rows, class Member>
  void Objects(std::string_view name, const Rows& rows, const Member& member) {
    Key(name);
    writer_.StartArray();
    for (const auto& row : rows) {
      writer_.StartObject();
      member(row);
      writer_.EndObject();
    }
    writer_.EndArray();
  }
  Writer<StringBuffer>& writer() { return writer_; }

 private:
  Writer<StringBuffer> writer_;
  std::string scratch_;
};

void WriteHeader(const pe::PeHeader& header, Json& json) {
  json.Number("machine", header.machine);
  json.Bool("is_64", header.is_64);
  json.Bool("is_dll", header.is_dll());
  json.Number("time", header.time);
  json.Number("characteristics", header.characteristics);
  json.Text("linker", fmt::format("{}.{}", header.linker_major, header.linker_minor));
  json.Number("entry_point", header.entry_point);
  json.Number("image_base", header.image_base);
  json.Number("section_alignment", header.section_alignment);
  json.Number("file_alignment", header.file_alignment);
  json.Number("image_size", header.image_size);
  json.Number("headers_size", header.headers_size);
  json.Number("checksum", header.checksum);
  json.Number("subsystem", header.subsystem);
  json.Number("dll_characteristics", header.dll_characteristics);
}

void WriteTables(const pe::PeImage& image, Json& json) {
  json.Objects("sections", image.sections, [&](const pe::PeSection& section) {
    json.Text("name", section.name);
    json.Number("virtual_size", section.virtual_size);
    json.Number("virtual_address", section.virtual_address);
    json.Number("raw_size", section.raw_size);
    json.Number("raw_offset", section.raw_offset);
    json.Number("characteristics", section.characteristics);
  });
  json.Objects("imports", image.imports, [&](const pe::PeImport& import) {
    json.Text("dll", import.dll);
    json.Bool("delayed", import.delayed);
    json.Objects("functions", import.functions, [&](const pe::PeImportedFunction& function) {
      if (function.name.empty()) {
        json.Number("ordinal", function.ordinal);
      } else {
        json.Text("name", function.name);
      }
    });
  });
  if (image.exports.has_value()) {
    json.Text("export_name", image.exports->dll_name);
    json.Objects("exports", image.exports->entries, [&](const pe::PeExport& entry) {
      json.Text("name", entry.name);
      json.Number("ordinal", entry.ordinal);
      json.Number("address", entry.address);
      if (!entry.forwarder.empty()) json.Text("forwarder", entry.forwarder);
    });
  }
  json.Objects("resources", image.resources, [&](const pe::PeResource& resource) {
    json.Text("type", resource.type);
    json.Text("name", resource.name);
    json.Number("language", resource.language);
    json.Number("size", resource.size);
  });
}

void WriteDetails(const pe::PeImage& image, Json& json) {
  if (image.version.has_value()) {
    json.Objects("version", image.version->strings, [&](const auto& entry) {
      json.Text("key", entry.first);
      json.Text("value", entry.second);
    });
  }
  json.Objects("debug", image.debug, [&](const pe::PeDebugEntry& entry) {
    json.Number("type", entry.type);
    json.Text("pdb", entry.pdb);
  });
  json.Objects("rich", image.rich, [&](const pe::RichEntry& entry) {
    json.Number("product", entry.product);
    json.Number("build", entry.build);
    json.Number("count", entry.count);
  });
  json.Key("tls_callbacks");
  json.writer().StartArray();
  for (const std::uint32_t address : image.tls_callbacks) json.writer().Uint(address);
  json.writer().EndArray();
  if (image.clr.has_value()) json.Text("clr", image.clr->metadata_version);
  json.Number("overlay_offset", image.overlay_offset);
  json.Number("overlay_size", image.overlay_size);
  json.Key("oddities");
  json.writer().StartArray();
  for (const pe::PeOddity oddity : image.oddities) json.Text(PeOddityName(oddity));
  json.writer().EndArray();
}

void WriteName(std::string_view key, const authenticode::CertificateName& name, Json& json) {
  json.Key(key);
  json.writer().StartObject();
  json.Text("common_name", name.common_name);
  json.Text("organisation", name.organisation);
  json.Text("country", name.country);
  json.writer().EndObject();
}

void WriteSigner(const authenticode::Signer& signer, Json& json) {
  WriteName("subject", signer.subject, json);
  WriteName("issuer", signer.issuer, json);
  json.Text("serial", signer.serial);
  json.Text("digest_algorithm", signer.digest_algorithm);
  if (signer.signed_at.has_value()) {
    json.Number("signed_at", static_cast<std::uint64_t>(*signer.signed_at));
  }
  json.Text("digest", CheckName(signer.digest));
  json.Text("key", CheckName(signer.key));
  json.Text("chain", ChainName(signer.chain));
  json.Text("chain_reason", signer.chain_reason);
}

void WriteSignature(const authenticode::Signature& signature, Json& json) {
  json.Key("signature");
  json.writer().StartObject();
  json.Bool("present", signature.present);
  json.Bool("intact", signature.intact());
  json.Text("damage", signature.damage);
  json.Objects("signers", signature.signers,
               [&](const authenticode::Signer& signer) { WriteSigner(signer, json); });
  json.Number("slack_offset", signature.slack.offset);
  json.Number("slack_bytes", signature.slack.bytes);
  json.Number("slack_not_zero", signature.slack.nonzero);
  json.Number("behind_table", signature.behind_table);
  json.writer().EndObject();
}

}  // namespace

void AppendProgramJson(const std::string& shown, const pe::PeImage& image,
                       const authenticode::Signature& signature, std::string& out) {
  StringBuffer buffer;
  Json json(buffer);
  json.writer().StartObject();
  json.Text("path", shown);
  json.Number("size", image.file_size);
  WriteHeader(image.header, json);
  WriteTables(image, json);
  WriteDetails(image, json);
  WriteSignature(signature, json);
  json.writer().EndObject();
  out.append(buffer.GetString(), buffer.GetSize());
  out += '\n';
}

}  // namespace noroshi
