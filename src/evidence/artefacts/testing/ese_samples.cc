#include "evidence/artefacts/testing/ese_samples.h"

namespace noroshi::testing {
namespace {

using Data = std::vector<std::uint8_t>;

EseCell Raw(Data bytes) { return {std::move(bytes)}; }
EseCell Guid(std::uint8_t first) { return Raw(Data(16, first)); }

EseFormRow NameRow(std::uint64_t kind, std::uint64_t number, const Data& name) {
  return {{"IdType", NumberCell(kind, 1)}, {"IdIndex", NumberCell(number, 4)}, {"IdBlob", {name}}};
}

EseFormTable SrumNames() {
  const auto wide = [](std::string_view text) { return WideZ(text); };
  const Data sid = ByteWriter().U8(1).U8(2).U16(0).U32(0x05000000).U32(32).U32(544).bytes();
  return {"SruDbIdMapTable",
          {{"IdType", 1, kEseByte}, {"IdIndex", 2, kEseLong}, {"IdBlob", 256, kEseLongBinary}},
          {NameRow(0, 1, wide("\\Device\\HarddiskVolume3\\Windows\\System32\\svchost.exe")),
           NameRow(0, 2, wide("\\Device\\HarddiskVolume4\\tools\\rclone.exe")),
           NameRow(0, 3, wide("!!7z.exe!2020/10/05:04:45:38!14a4d!")), NameRow(3, 4, sid)}};
}

EseFormRow SrumRow(std::uint64_t program, EseFormRow more) {
  more["AutoIncId"] = NumberCell(program, 4);
  more["TimeStamp"] = DateCell(kEseDay);
  more["AppId"] = NumberCell(program, 4);
  more["UserId"] = NumberCell(4, 4);
  return more;
}

std::vector<EseFormColumn> SrumColumns(std::vector<EseFormColumn> more) {
  std::vector<EseFormColumn> columns = {{"AutoIncId", 1, kEseLong},
                                        {"TimeStamp", 2, kEseDate},
                                        {"AppId", 3, kEseLong},
                                        {"UserId", 4, kEseLong}};
  for (EseFormColumn& column : more) {
    column.number = static_cast<std::uint32_t>(columns.size() + 1);
    columns.push_back(column);
  }
  return columns;
}

EseFormRow Network(std::uint64_t sent, std::uint64_t received) {
  return {{"InterfaceLuid", NumberCell(std::uint64_t{6} << 48 | 1, 8)},
          {"L2ProfileId", NumberCell(0, 4)},
          {"BytesSent", NumberCell(sent, 8)},
          {"BytesRecvd", NumberCell(received, 8)}};
}

EseCell Ticks(std::uint64_t ticks) { return NumberCell(ticks, 8); }

EseFormRow Client(std::uint8_t role, const Data& address, std::string_view account) {
  return {{"RoleGuid", Guid(role)},
          {"TotalAccesses", NumberCell(7, 4)},
          {"InsertDate", Ticks(kEarlierTicks)},
          {"LastAccess", Ticks(kEseTicks)},
          {"Address", Raw(address)},
          {"AuthenticatedUserName", TextCell(account)},
          {"Day279", NumberCell(3, 2)}};
}

ByteWriter& Pascal(ByteWriter& out, std::string_view text) {
  return out.U32(text.size() + 1).Wide(text).U16(0);
}

constexpr std::uint8_t kTransfer[] = {0x36, 0xDA, 0x56, 0x77, 0x6F, 0x51, 0x5A, 0x43,
                                      0xAC, 0xAC, 0x44, 0xA2, 0x48, 0xFF, 0xF3, 0x4D};

Data TransferMark() { return {std::begin(kTransfer), std::end(kTransfer)}; }

void PutFile(ByteWriter& out, std::string_view local, std::string_view remote) {
  Pascal(Pascal(Pascal(out, local), remote), "C:\\Users\\bob\\BIT1.tmp");
  out.U64(4096).U64(1024).U8(1);
  Pascal(Pascal(out, "C:\\"), "\\\\?\\Volume{1}\\");
}

void PutControl(ByteWriter& out) {
  out.U32(0).U32(2).U32(6).U32(0).Raw(Data(16, 0xAB));
  Pascal(Pascal(out, "update"), "for all");
  Pascal(Pascal(out, "C:\\Windows\\System32\\regsvr32.exe"), "/s C:\\ProgramData\\a.dll");
  Pascal(out, "S-1-5-21-1-2-3-1001").U32(3).U32(0);
}

void PutTimes(ByteWriter& out) {
  out.U32(1).PadTo(out.size() + 25).U32(0).U32(600).U32(1200).U64(kEseTicks).U64(kEseTicks + 10);
  out.U64(0);
}

Data FileBlob(std::string_view local, std::string_view remote) {
  ByteWriter out;
  PutFile(out, local, remote);
  out.PadTo(out.size() + 29).U64(kEseTicks).PadTo(out.size() + 40);
  return out.bytes();
}

Data JobBlob(const std::vector<Data>& files) {
  ByteWriter out;
  out.Raw(Data(16, 0xA1));
  PutControl(out);
  out.Raw(TransferMark()).U32(files.size());
  for (const Data& file : files) out.Raw(file);
  out.Raw(TransferMark());
  PutTimes(out);
  // As long as a real job with its token, so that it lies apart.
  return out.PadTo(1500).bytes();
}

}  // namespace

EseForm SrumForm() {
  EseFormTable network{"{973F5D5C-1D90-4944-BE8E-24B94231A174}",
                       SrumColumns({{"InterfaceLuid", 0, kEseLongLong},
                                    {"L2ProfileId", 0, kEseLong},
                                    {"BytesSent", 0, kEseLongLong},
                                    {"BytesRecvd", 0, kEseLongLong}}),
                       {}};
  for (std::uint64_t program = 1; program <= 3; ++program) {
    network.rows.push_back(SrumRow(program, Network(program * 1'000'000, 5)));
  }
  EseFormRow connected = {{"InterfaceLuid", NumberCell(std::uint64_t{71} << 48, 8)},
                          {"ConnectedTime", NumberCell(60, 4)},
                          {"ConnectStartTime", Ticks(kEseTicks)}};
  EseFormTable connection{"{DD6636C4-8929-4683-974E-22C046A43763}",
                          SrumColumns({{"InterfaceLuid", 0, kEseLongLong},
                                       {"ConnectedTime", 0, kEseLong},
                                       {"ConnectStartTime", 0, kEseLongLong}}),
                          {SrumRow(1, connected)}};
  EseFormTable usage{"{D10CA2FE-6FCF-4F6D-848E-B2E99266FA89}",
                     SrumColumns({{"ForegroundCycleTime", 0, kEseLongLong},
                                  {"BackgroundBytesRead", 0, kEseLongLong}}),
                     {SrumRow(2, {{"ForegroundCycleTime", NumberCell(11, 8)},
                                  {"BackgroundBytesRead", NumberCell(22, 8)}})}};
  EseForm form;
  form.tables = {SrumNames(), network, connection, usage};
  return form;
}

EseForm ClientsForm() {
  EseFormTable clients{
      "CLIENTS",
      {{"RoleGuid", 1, kEseGuid},
       {"TotalAccesses", 2, kEseUnsignedLong},
       {"InsertDate", 3, kEseDate},
       {"LastAccess", 4, kEseDate},
       {"Address", 128, kEseBinary},
       {"AuthenticatedUserName", 256, kEseLongText, kEseWide},
       {"ClientName", 257, kEseLongText, kEseWide},
       {"Day279", 258, kEseShort}},
      {Client(0x11, {10, 1, 2, 3}, "CORP\\alice"),
       Client(0x22, {0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9}, "bob")}};
  EseFormTable names{"DNS",
                     {{"LastSeen", 1, kEseDate},
                      {"Address", 256, kEseLongText, kEseWide},
                      {"HostName", 257, kEseLongText, kEseWide}},
                     {{{"LastSeen", Ticks(kEseTicks)},
                       {"Address", TextCell("10.1.2.3")},
                       {"HostName", TextCell("client7.corp.example")}}}};
  EseForm form;
  form.tables = {clients, names};
  return form;
}

EseForm IdentityForm() {
  EseFormTable roles{"ROLE_IDS",
                     {{"RoleGuid", 1, kEseGuid},
                      {"ProductName", 256, kEseLongText, kEseWide},
                      {"RoleName", 257, kEseLongText, kEseWide}},
                     {{{"RoleGuid", Guid(0x11)},
                       {"ProductName", TextCell("Windows Server 2019 Standard")},
                       {"RoleName", TextCell("File Server")}}}};
  EseFormTable identity{
      "SYSTEM_IDENTITY",
      {{"CreationTime", 1, kEseDate}, {"SystemDNSHostName", 256, kEseLongText, kEseWide}},
      {{{"CreationTime", Ticks(kEseTicks)},
        {"SystemDNSHostName", TextCell("srv02.corp.example")}}}};
  EseForm form;
  form.tables = {roles, identity};
  return form;
}

EseForm BitsForm() {
  const Data first(16, 0x01), second(16, 0x02), lost(16, 0x03);
  const std::vector<EseFormColumn> columns = {{"Id", 1, kEseGuid}, {"Blob", 256, kEseLongBinary}};
  const auto row = [](const Data& id, const Data& blob) {
    return EseFormRow{{"Id", {id}}, {"Blob", {blob, 0, true, false}}};
  };
  EseForm form;
  form.tables = {{"Jobs", columns, {row(Data(16, 0xAB), JobBlob({first, second}))}},
                 {"Files",
                  columns,
                  {row(first, FileBlob("C:\\ProgramData\\a.dll", "http://203.0.113.9/a.dll")),
                   row(second, FileBlob("C:\\ProgramData\\b.dat", "http://203.0.113.9/b.dat")),
                   row(lost, FileBlob("C:\\ProgramData\\old.exe", "http://203.0.113.9/old.exe"))}}};
  return form;
}

std::vector<std::uint8_t> MakeBitsQueue() {
  const Data header = {0x13, 0xF7, 0x2B, 0xC8, 0x40, 0x99, 0x12, 0x4A,
                       0x9F, 0x1A, 0x3A, 0xAE, 0xBD, 0x89, 0x4E, 0xEA};
  const Data queue = {0x47, 0x44, 0x5F, 0x00, 0xA9, 0xBD, 0xBA, 0x44,
                      0x98, 0x51, 0xC4, 0x7B, 0xB6, 0xC0, 0x7A, 0xCE};
  const Data job = {0xB3, 0x46, 0xED, 0x3D, 0x3B, 0x10, 0xF9, 0x44,
                    0xBC, 0x2F, 0xE8, 0x37, 0x8B, 0xD3, 0x19, 0x86};
  ByteWriter out;
  out.Raw(Data(16, 0x4A)).Raw(header).Raw(queue).U32(1).Raw(job);
  PutControl(out);
  out.U64(0x1234).Raw(TransferMark()).U32(1);  // some of a token before the mark
  PutFile(out, "C:\\ProgramData\\a.dll", "http://203.0.113.9/a.dll");
  out.U32(3).Raw(TransferMark());
  PutTimes(out);
  out.Raw(job).Raw(queue).Raw(header);
  return out.bytes();
}

}  // namespace noroshi::testing
