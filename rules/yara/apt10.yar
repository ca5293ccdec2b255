// Implants reported of A41APT and of the LODEINFO operators: forms and texts that public reports name.

rule lodeinfo_commands
{
  meta:
    title = "Command words of LODEINFO as immediate operands"
    title_ja = "LODEINFOのコマンド語を即値として持つコード"
    level = "high"
    techniques = "T1027 T1059"
    idea = "D2-25"
    other_causes = "none known"
    other_causes_ja = "特になし"
    needs = "{ 72 65 63 76 }"
  strings:
    // cmp, push, mov or xor with the four letters as a number.
    $send = { (3D | 68 | B? | C7 4? ?? | C7 44 24 ?? | C7 8? ?? ?? ?? ?? | 81 F? | 81 7? ??) 73 65 6E 64 }
    $recv = { (3D | 68 | B? | C7 4? ?? | C7 44 24 ?? | C7 8? ?? ?? ?? ?? | 81 F? | 81 7? ??) 72 65 63 76 }
    $memo = { (3D | 68 | B? | C7 4? ?? | C7 44 24 ?? | C7 8? ?? ?? ?? ?? | 81 F? | 81 7? ??) 6D 65 6D 6F }
    $kill = { (3D | 68 | B? | C7 4? ?? | C7 44 24 ?? | C7 8? ?? ?? ?? ?? | 81 F? | 81 7? ??) 6B 69 6C 6C }
  condition:
    for any i in (1 .. #memo) : (
      $send in (@memo[i] - 96 .. @memo[i] + 96) and $recv in (@memo[i] - 96 .. @memo[i] + 96) and
      $kill in (@memo[i] - 96 .. @memo[i] + 96) )
}

rule lodeinfo_library
{
  meta:
    title = "Library of LODEINFO made from an open PNG sample"
    title_ja = "公開PNGサンプルを流用したLODEINFOのDLL"
    level = "high"
    techniques = "T1027 T1218.011"
    other_causes = "the open PNG inspection sample itself, which has no get_shellcode"
    other_causes_ja = "公開サンプル自体（get_shellcodeは含まない）"
    needs = "get_shellcode"
    needs = "E:\\Production\\Tool-Developing\\"
  strings:
    $get = "get_shellcode"
    $png1 = "displayAsciiArt"
    $png2 = "displayChunkNames"
    $png3 = "displayFilterTypes"
    $png4 = "displayPNGInfo"
    $path = "E:\\Production\\Tool-Developing\\"
  condition:
    $path or ($get and 2 of ($png*))
}

rule sodamaster_sandbox_check
{
  meta:
    title = "Question for VMware's registry key, assembled on the stack"
    title_ja = "スタック上で組み立てたVMware検知用レジストリキー"
    level = "high"
    techniques = "T1497.001 T1027"
    idea = "D2-25"
    other_causes = "none known: programs that ask openly have the text in one piece"
    other_causes_ja = "特になし（通常のプログラムは文字列を分割しない）"
    needs = "{ 77 00 66 C7 }"
    needs = "{ B8 56 00 00 00 66 89 }"
    needs = "{ 56 00 4D 00 C7 }"
  strings:
    // "VMwa" in UTF-16, one or two letters a store, the number in the instruction or in a register.
    $word = { 66 C7 [2-6] 56 00 66 C7 [2-6] 4D 00 66 C7 [2-6] 77 00 66 C7 [2-6] 61 00 }
    $register = { B8 56 00 00 00 66 89 [2-6] B? 4D 00 00 00 66 89 [2-6] B? 77 00 00 00 66 89 }
    $double = { C7 [2-6] 56 00 4D 00 C7 [2-6] 77 00 61 00 C7 [2-6] 72 00 65 00 }
  condition:
    any of them
}

rule rsa_key_blob_in_text
{
  meta:
    title = "RSA public key of Windows' own form written as base64"
    title_ja = "Base64で埋め込まれたWindows形式のRSA公開鍵"
    level = "low"
    techniques = "T1573.002"
    idea = "D2-27"
    other_causes = "software with its licence or update key built in"
    other_causes_ja = "ライセンス検証用や更新用の鍵を内蔵するソフトウェア"
    needs = "BgIAAACkAABSU0Ex"
    needs = "BgIAAAAkAABSU0Ex"
  strings:
    // PUBLICKEYBLOB, key exchange or signature, 1,024 bits or more.
    $exchange = /BgIAAACkAABSU0Ex[A-Za-z0-9+\/]{134}/ ascii wide
    $signature = /BgIAAAAkAABSU0Ex[A-Za-z0-9+\/]{134}/ ascii wide
  condition:
    any of them
}

rule hui_loader
{
  meta:
    title = "HUI Loader"
    level = "high"
    techniques = "T1574.001 T1562.006"
    other_causes = "none known"
    other_causes_ja = "特になし"
    needs = "HUIHWASDIHWEIUDHDSFSFEFWEFEWFDSGEFERWGWEEFWFWEWD"
  strings:
    $text = "HUIHWASDIHWEIUDHDSFSFEFWEFEWFDSGEFERWGWEEFWFWEWD" ascii wide
  condition:
    $text
}

rule quasar_client
{
  meta:
    title = "QuasarRAT or xRAT"
    level = "high"
    techniques = "T1219 T1573.001"
    idea = "D2-27"
    other_causes = "the open project's own builder and source"
    other_causes_ja = "公開プロジェクトのビルダーやソースコード"
    needs = "{ BF EB 1E 56 FB CD 97 3B B2 19 02 24 30 A5 78 43 00 3D 56 44 D2 1E 62 B9 D4 F1 80 E7 E6 C3 39 41 }"
    needs = "({0}:{1}:{2})"
    needs = "echo DONT CLOSE THIS WINDOW!"
    needs = "xClient.Core"
    needs = "xClient.Properties.Resources"
    needs = "Client.MimikatzTools"
  strings:
    $salt = { BF EB 1E 56 FB CD 97 3B B2 19 02 24 30 A5 78 43 00 3D 56 44 D2 1E 62 B9 D4 F1 80 E7 E6 C3 39 41 }
    $wide1 = "({0}:{1}:{2})" wide
    $wide2 = "SELECT * FROM Win32_DisplayConfiguration" wide
    $wide3 = "SELECT * FROM FirewallProduct" wide
    $wide4 = "echo DONT CLOSE THIS WINDOW!" wide
    $name1 = "xClient.Core"
    $name2 = "xClient.Properties.Resources"
    $name3 = "Quasar.Common.Messages"
    $name4 = "Client.MimikatzTools"
  condition:
    $salt or 3 of ($wide*) or 2 of ($name*)
}

rule older_apt10_texts
{
  meta:
    title = "Texts of RedLeaves or ANEL"
    title_ja = "RedLeavesまたはANELの文字列"
    level = "high"
    techniques = "T1055 T1071.001"
    other_causes = "reports that quote them"
    other_causes_ja = "これらを引用する報告書"
    needs = "RedLeavesCMDSimulatorMutex"
    needs = "red_autumnal_leaves_dllmain.dll"
    needs = "dll_size %Iu bytes, compress_size %Iu bytes, dllhash 0x%08x"
  strings:
    $red1 = "RedLeavesCMDSimulatorMutex" ascii wide
    $red2 = "red_autumnal_leaves_dllmain.dll" ascii wide
    $anel = "dll_size %Iu bytes, compress_size %Iu bytes, dllhash 0x%08x"
  condition:
    any of them
}
