#include "scan/scan_finding.h"

#include <array>

namespace noroshi::scan {
namespace {

constexpr std::array<ScanRule, 27> kRules = {{
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
    {"program_in_private_memory", "Program in memory that no file stands behind",
     "ファイルに対応しないメモリ上のプログラム", "T1620 T1055.001", "D2-25",
     "security software and copy protection that unpack parts of themselves",
     "自身の一部をメモリ上に展開するセキュリティ製品やコピー防止機構",
     "Save the region; look at the threads in it and at the connections of the process.",
     "該当領域を保存し、そこで動くスレッドとプロセスの通信を調べる。"},
    {"shellcode_in_memory", "Shellcode by its form in memory", "メモリ上のシェルコード",
     "T1055 T1620", "D2-29", "security software that keeps such bytes to look for them",
     "検出用に同じバイト列を持つセキュリティ製品",
     "Save the region; find what wrote it (remote threads, side-loaded libraries).",
     "該当領域を保存し、書き込み元（リモートスレッド、サイドローディング等）を調べる。"},
    {"thread_outside_modules", "Thread outside all modules, in private executable memory",
     "どのモジュールにも属さないスレッド", "T1055", "D2-26",
     "programs that compile while they run, hooks of security software",
     "実行時コンパイルを行うプログラム、セキュリティ製品のフック",
     "Look at the code at that address and at who made the thread.",
     "該当アドレスのコードと、スレッドの作成元を調べる。"},
    {"module_altered_in_memory", "Module whose image in memory is not the listed one",
     "一覧と異なる内容のモジュール（プロセスハロウイングの疑い）", "T1055.012", "D2-31",
     "packers and copy protection that change their own header",
     "自身のヘッダーを書き換えるパッカーやコピー防止機構",
     "Compare the image in memory with the file on disk.",
     "メモリ上のイメージをディスク上のファイルと比較する。"},
    {"function_patched", "Function for monitoring that returns at once",
     "即座に復帰するよう書き換えられた監視用関数", "T1562.006", "D2-13",
     "developers' tools that switch tracing off", "トレースを無効化する開発用ツール",
     "Treat what the process did as not logged; look for the loader that patched it.",
     "該当プロセスの記録は欠けているものとみなし、書き換えたローダーを探す。"},
    {"encoded_key_or_program", "Key or program as base64 in memory",
     "メモリ上のBase64形式の鍵またはプログラム", "T1027 T1573.002", "D2-27",
     "programs with a licence or update key built in, certificate stores",
     "ライセンス用や更新用の鍵を内蔵するプログラム、証明書ストア",
     "Decode it; look at the code that refers to it.", "復号し、参照しているコードを調べる。"},
    {"configuration_block", "Block of settings with an outside address in executable memory",
     "実行可能メモリ上の接続先設定と思われる領域", "T1095", "D2-32",
     "settings of ordinary programs", "通常のプログラムの設定領域",
     "Compare the address with the connections of the host.",
     "アドレスを当該端末の通信記録と照合する。"},
    {"odd_object_name", "Mutex or event with a name that nobody chose",
     "無作為な名前のミューテックスまたはイベント", "T1106", "D2-28",
     "games, licence managers, names made from identifiers",
     "ゲーム、ライセンス管理、識別子から作られた名前",
     "Look for the same name on other hosts: rare ones are worth a look.",
     "他の端末で同じ名前を探す。まれな名前ほど調べる価値がある。"},
    {"pipe_of_framework", "Named pipe as an attack framework calls it",
     "攻撃フレームワークの既定名を持つ名前付きパイプ", "T1071 T1021.002", "D2-30",
     "other programs with such names", "同様の名前を使う別のプログラム",
     "Save the memory of the process; look for the peer of the pipe.",
     "プロセスのメモリを保存し、パイプの接続相手を調べる。"},
    {"implant_request", "Request in the form of a known implant",
     "既知のマルウェアの通信形式に一致する要求", "T1071.001 T1132.002", "D2-17",
     "reports and test data that hold such requests", "この形式を含む報告書や試験データ",
     "Find the host that sent it and the answers it got.",
     "送信元の端末と、受け取った応答を調べる。"},
    {"macro_runs_itself", "Document with a macro that runs when it is opened",
     "開くと自動実行されるマクロを含む文書", "T1204.002 T1059.005", "D1-12",
     "forms and templates of the organisation", "組織内の帳票やテンプレート",
     "Find how it came and who opened it; look at what Office started then.",
     "入手経路と開いた利用者を確認し、その際にOfficeが起動したものを調べる。"},
    {"remote_template", "Document that loads a template from elsewhere",
     "外部からテンプレートを読み込む文書", "T1221", "D1-16",
     "templates on the organisation's own servers", "組織内サーバーのテンプレート",
     "Look for requests to that address in proxy logs.",
     "プロキシログで該当アドレスへの要求を探す。"},
    {"dynamic_data_exchange", "Document that starts a program by DDE",
     "DDEでプログラムを起動する文書", "T1559.002", "D1-12",
     "old spreadsheets that fetch figures from other programs",
     "他のプログラムから値を取得する古い表計算文書",
     "Read the command in the reasons; find who opened the document.",
     "理由欄のコマンドを確認し、文書を開いた利用者を調べる。"},
    {"external_object", "Document that fetches an object when it is opened",
     "開くと外部のオブジェクトを取得する文書", "T1221 T1203", "D1-16",
     "linked tables and pictures of the organisation", "組織内でリンクされた表や画像",
     "Look for requests to that address in proxy logs.",
     "プロキシログで該当アドレスへの要求を探す。"},
    {"lure_container", "Archive or disk image made to be opened by a double click",
     "開かせることを狙ったアーカイブまたはディスクイメージ", "T1204.002 T1553.005", "D1-19",
     "small tools that are handed on as an archive", "アーカイブで配布される小さなツール",
     "Find how it came (mail, download) and who opened it.",
     "入手経路（メール、ダウンロード）と開いた利用者を確認する。"},
    {"odd_zone", "Mark of the web that contradicts itself", "内容が矛盾するZone.Identifier",
     "T1553.005", "D1-21", "archivers and synchronisation that write the mark themselves",
     "独自に書き込むアーカイバーや同期ソフトウェア",
     "Find which program wrote it, and where the file came from.",
     "書き込んだプログラムと、ファイルの入手元を調べる。"},
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
