#include "cli/text/program_json.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "report/json_members.h"

namespace noroshi {
namespace {

using LineWriter = rapidjson::Writer<rapidjson::StringBuffer>;
using Json = JsonMembers<LineWriter>;

void WriteHeader(const pe::PeHeader& header, Json& json) {
  json.Member("machine", header.machine);
  json.Flag("is_64", header.is_64);
  json.Flag("is_dll", header.is_dll());
  json.Member("time", header.time);
  json.Member("characteristics", header.characteristics);
  json.Member("linker", fmt::format("{}.{}", header.linker_major, header.linker_minor));
  json.Member("entry_point", header.entry_point);
  json.Member("image_base", header.image_base);
  json.Member("section_alignment", header.section_alignment);
  json.Member("file_alignment", header.file_alignment);
  json.Member("image_size", header.image_size);
  json.Member("headers_size", header.headers_size);
  json.Member("checksum", header.checksum);
  json.Member("subsystem", header.subsystem);
  json.Member("dll_characteristics", header.dll_characteristics);
}

void WriteTables(const pe::PeImage& image, Json& json) {
  json.Objects("sections", image.sections, [&](const pe::PeSection& section) {
    json.Member("name", section.name);
    json.Member("virtual_size", section.virtual_size);
    json.Member("virtual_address", section.virtual_address);
    json.Member("raw_size", section.raw_size);
    json.Member("raw_offset", section.raw_offset);
    json.Member("characteristics", section.characteristics);
  });
  json.Objects("imports", image.imports, [&](const pe::PeImport& import) {
    json.Member("dll", import.dll);
    json.Flag("delayed", import.delayed);
    json.Objects("functions", import.functions, [&](const pe::PeImportedFunction& function) {
      if (function.name.empty()) {
        json.Member("ordinal", function.ordinal);
      } else {
        json.Member("name", function.name);
      }
    });
  });
  if (image.exports.has_value()) {
    json.Member("export_name", image.exports->dll_name);
    json.Objects("exports", image.exports->entries, [&](const pe::PeExport& entry) {
      json.Member("name", entry.name);
      json.Member("ordinal", entry.ordinal);
      json.Member("address", entry.address);
      if (!entry.forwarder.empty()) json.Member("forwarder", entry.forwarder);
    });
  }
  json.Objects("resources", image.resources, [&](const pe::PeResource& resource) {
    json.Member("type", resource.type);
    json.Member("name", resource.name);
    json.Member("language", resource.language);
    json.Member("size", resource.size);
  });
}

void WriteDetails(const pe::PeImage& image, Json& json) {
  if (image.version.has_value()) {
    json.Objects("version", image.version->strings, [&](const auto& entry) {
      json.Member("key", entry.first);
      json.Member("value", entry.second);
    });
  }
  json.Objects("debug", image.debug, [&](const pe::PeDebugEntry& entry) {
    json.Member("type", entry.type);
    json.Member("pdb", entry.pdb);
  });
  json.Objects("rich", image.rich, [&](const pe::RichEntry& entry) {
    json.Member("product", entry.product);
    json.Member("build", entry.build);
    json.Member("count", entry.count);
  });
  json.Array("tls_callbacks", image.tls_callbacks,
             [&](std::uint32_t address) { json.Number(address); });
  if (image.clr.has_value()) json.Member("clr", image.clr->metadata_version);
  json.Member("overlay_offset", image.overlay_offset);
  json.Member("overlay_size", image.overlay_size);
  json.Array("oddities", image.oddities,
             [&](pe::PeOddity oddity) { json.Text(PeOddityName(oddity)); });
}

void WriteName(std::string_view key, const authenticode::CertificateName& name, Json& json) {
  json.Object(key, [&] {
    json.Member("common_name", name.common_name);
    json.Member("organisation", name.organisation);
    json.Member("country", name.country);
  });
}

void WriteSigner(const authenticode::Signer& signer, Json& json) {
  WriteName("subject", signer.subject, json);
  WriteName("issuer", signer.issuer, json);
  json.Member("serial", signer.serial);
  json.Member("digest_algorithm", signer.digest_algorithm);
  if (signer.signed_at.has_value()) {
    json.Member("signed_at", static_cast<std::uint64_t>(*signer.signed_at));
  }
  json.Member("digest", CheckName(signer.digest));
  json.Member("key", CheckName(signer.key));
  json.Member("chain", ChainName(signer.chain));
  json.Member("chain_reason", signer.chain_reason);
}

void WriteSignature(const authenticode::Signature& signature, Json& json) {
  json.Flag("present", signature.present);
  json.Flag("intact", signature.intact());
  json.Member("damage", signature.damage);
  json.Objects("signers", signature.signers,
               [&](const authenticode::Signer& signer) { WriteSigner(signer, json); });
  json.Member("slack_offset", signature.slack.offset);
  json.Member("slack_bytes", signature.slack.bytes);
  json.Member("slack_not_zero", signature.slack.nonzero);
  json.Member("behind_table", signature.behind_table);
}

}  // namespace

void AppendProgramJson(const std::string& shown, const pe::PeImage& image,
                       const authenticode::Signature& signature, std::string& out) {
  rapidjson::StringBuffer buffer;
  LineWriter writer(buffer);
  Json json(writer);
  json.Object([&] {
    json.Member("path", shown);
    json.Member("size", image.file_size);
    WriteHeader(image.header, json);
    WriteTables(image, json);
    WriteDetails(image, json);
    json.Object("signature", [&] { WriteSignature(signature, json); });
  });
  out.append(buffer.GetString(), buffer.GetSize());
  out += '\n';
}

}  // namespace noroshi
