// Tools reported of the group that uses VSingle.

rule vsingle
{
  meta:
    title = "VSingle"
    level = "high"
    techniques = "T1071.001 T1055.001"
    idea = "D2-18"
    other_causes = "reports that quote its texts"
    other_causes_ja = "文字列を引用する報告書"
    needs = "Valefor was uninstalled successfully."
    needs = "\\Valefor_Single\\Release\\"
    needs = "Executable Download Parameter Error"
    needs = "CreateNamedPipeA finished with Error-%d"
    needs = "sonatelr"
    needs = ".\\mascotnot"
    needs = ".\\pcinpae"
    needs = "lkjwelwer"
    needs = "o2pq0qy4ymcrbe4s"
    needs = "qwrhcd4pywuyv2mw"
    needs = "3olu2yi3ynwlnvlu"
    needs = "uk0wia0uy3fl3uxd"
  strings:
    $name = "Valefor was uninstalled successfully."
    $pdb = "\\Valefor_Single\\Release\\"
    $text1 = "Executable Download Parameter Error"
    $text2 = "Plugin Execute Result"
    $text3 = "CreateNamedPipeA finished with Error-%d"
    $text4 = "sonatelr"
    $text5 = ".\\mascotnot"
    $text6 = ".\\pcinpae"
    $text7 = "lkjwelwer"
    $key1 = "o2pq0qy4ymcrbe4s"
    $key2 = "qwrhcd4pywuyv2mw"
    $key3 = "3olu2yi3ynwlnvlu"
    $key4 = "uk0wia0uy3fl3uxd"
  condition:
    $name or $pdb or 2 of ($text*) or any of ($key*)
}

rule valefor_beta
{
  meta:
    title = "ValeforBeta"
    level = "high"
    techniques = "T1071.001"
    other_causes = "reports that quote its texts"
    other_causes_ja = "文字列を引用する報告書"
    needs = "UnitBotCore"
    needs = "UnitBotProtect"
    needs = "UnitBotCmdEngine"
    needs = "cmd interval: %d->%d"
    needs = "script interval: %d->%d"
  strings:
    $unit1 = "UnitBotCore"
    $unit2 = "UnitBotProtect"
    $unit3 = "UnitBotCmdEngine"
    $text1 = "cmd interval: %d->%d"
    $text2 = "script interval: %d->%d"
    $text3 = "Command not exist. Try again."
  condition:
    2 of them
}

rule yamabot
{
  meta:
    title = "YamaBot"
    level = "high"
    techniques = "T1071.001"
    other_causes = "none known"
    other_causes_ja = "特になし"
    needs = "kandidatKaufhaus"
    needs = "EierKochen"
    needs = "processMarketPrice"
    needs = "getInitEggPrice"
  strings:
    $go1 = "kandidatKaufhaus"
    $go2 = "EierKochen"
    $go3 = "processMarketPrice"
    $go4 = "getInitEggPrice"
    $cookie1 = "captcha_session"
    $cookie2 = "captcha_val"
  condition:
    2 of ($go*) or (all of ($cookie*) and any of ($go*))
}
