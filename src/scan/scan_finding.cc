#include "scan/scan_finding.h"

#include <array>

namespace noroshi::scan {
namespace {

constexpr std::array<ScanRule, 11> kRules = {{
    {"side_loading", "Signed program beside a library that should not be there",
     "署名済みプログラムと同じ場所にある不審なDLL（DLLサイドローディングの疑い）", "T1574.001",
     "D2-01", "portable programs and plug-ins with libraries that their maker did not sign",
     "署名のないライブラリを同梱する製品や、インストール不要のソフトウェア",
     "Find who put the two files there and what starts the program; keep both files, and every "
     "file "
     "of the folder, for analysis.",
     "両ファイルの作成者と、プログラムの起動元（タスク、サービス等）を確認し、フォルダー全体を保全"
     "する。"},
    {"signature_stuffing", "Data hidden in the signature of a signed file",
     "署名領域に隠されたデータ（署名は有効なまま）", "T1553.002 T1027.009", "D2-03",
     "installers and updaters that keep licence or campaign data there",
     "ライセンス情報等を署名領域に格納するインストーラーや更新プログラム",
     "Look at the programs beside the file that read it; set EnableCertPaddingCheck so that "
     "Windows "
     "refuses such files.",
     "このファイルを読み込むプログラムを調べ、EnableCertPaddingCheckを有効にして検証を厳格にする"
     "。"},
    {"altered_after_signing", "File altered after it was signed", "署名後に改変されたファイル",
     "T1553.002", "D2-04", "programs that write settings into their own file, damaged copies",
     "自身に設定を書き込むプログラム、破損したコピー",
     "Compare the file with the same version from its maker.", "同じ版の正規ファイルと比較する。"},
    {"data_behind_signature", "Data behind the signature of a signed file",
     "署名領域の後ろに付け足されたデータ", "T1027.009", "D2-03",
     "self-extracting programs signed before their content was added",
     "署名後に内容を追加する自己展開形式のプログラム",
     "Look at what the data are and which program reads them.",
     "付加されたデータの内容と、それを読み込むプログラムを調べる。"},
    {"system_name_out_of_place", "Name of a Windows program outside Windows' folders",
     "Windowsのフォルダー外にあるシステムプログラム名のファイル", "T1036.005", "D1-14",
     "copies of system files in deployment shares and backups",
     "配布用共有やバックアップにあるシステムファイルのコピー",
     "Compare it with the real program; find what started it and when it came.",
     "正規のプログラムと比較し、作成日時と起動元を確認する。"},
    {"renamed_program", "Administrator's tool or Windows program under another name",
     "名前を変えた管理ツールまたはシステムプログラム", "T1036.003", "D1-14",
     "software that brings a tool along under a name of its own",
     "ツールを別名で同梱するソフトウェア",
     "Find when it came and what ran it; look for output files in the same folder.",
     "作成日時と実行履歴を確認し、同じフォルダーの出力ファイルを探す。"},
    {"deceptive_name", "File name made to deceive", "利用者を欺くファイル名", "T1036.002 T1036.007",
     "D1-11", "file names in right-to-left languages", "右から左に書く言語のファイル名",
     "Find how the file came (mail, download, removable media) and who opened it.",
     "入手経路（メール、ダウンロード、外部媒体）と開いた利用者を確認する。"},
    {"hidden_program", "Program under the extension of a document or picture",
     "文書や画像の拡張子を持つプログラム", "T1036.008", "D2-04",
     "software that stores its parts under any name", "部品を任意の拡張子で保存するソフトウェア",
     "Find which program reads or starts it.", "読み込む、または起動するプログラムを調べる。"},
    {"odd_structure", "Program built in an unusual way", "構造が通常と異なるプログラム",
     "T1027.002", "D2-02", "packers and copy protection of commercial software",
     "市販ソフトウェアのパッカーやコピー防止機構", "Look at it together with its place and age.",
     "配置場所や作成日時と合わせて判断する。"},
    {"encrypted_in_dotnet", "Encrypted file in the folder of the .NET Framework",
     ".NET Frameworkのフォルダーにある暗号化されたファイル", "T1036.005 T1027.011", "D2-09",
     "service packs that leave packed files", "圧縮ファイルを残すサービスパック",
     "Look for a program that reads it and loads the .NET runtime.",
     "読み込むプログラムと、.NETランタイムを読み込んだプロセスを調べる。"},
    {"yara_match", "Content that fits a YARA rule", "YARAルールに一致する内容", "", "",
     "what the rule's author did not think of: other software that has the same parts, rules "
     "themselves, and reports that quote them",
     "ルール作成者の想定外の一致（同じ部品を使う別のソフトウェア、ルールや報告書そのもの等）",
     "Look at the matched strings in place; compare the file with others of its kind.",
     "一致した文字列の前後を確認し、同種のファイルと比較する。"},
}};

}  // namespace

std::span<const ScanRule> ScanRules() noexcept { return kRules; }

const ScanRule& RuleOf(ScanRuleId id) noexcept { return kRules[static_cast<std::size_t>(id)]; }

std::string_view TitleOf(const ScanFinding& finding, bool japanese) noexcept {
  const std::string& own = japanese ? finding.title_ja : finding.title;
  if (!own.empty()) return own;
  return japanese ? RuleOf(finding.rule).title_ja : RuleOf(finding.rule).title_en;
}

std::string_view TechniquesOf(const ScanFinding& finding) noexcept {
  return finding.techniques.empty() ? RuleOf(finding.rule).techniques
                                    : std::string_view(finding.techniques);
}

std::string_view OtherCausesOf(const ScanFinding& finding, bool japanese) noexcept {
  const std::string& own = japanese ? finding.other_causes_ja : finding.other_causes;
  if (!own.empty()) return own;
  return japanese ? RuleOf(finding.rule).other_causes_ja : RuleOf(finding.rule).other_causes_en;
}

}  // namespace noroshi::scan
