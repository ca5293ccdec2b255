// Every fixed text of the page in Japanese. Terms follow the usage of Japanese incident reports;
// sentences are written in Japanese, not translated word by word.
import {formatCount as n} from '../format';
import type {Messages} from './en';

export const ja: Messages = {
  page: {
    title: 'ハント結果報告',
    documentTitle: 'ハント結果報告 – noroshi',
    madeAt: (time) => `作成日時 ${time}(UTC)`,
    contents: '目次',
    language: '表示言語',
    schemaUnknown: (version) =>
      `このページが想定していない版(${version})のデータです。一部が表示されない場合があります。`,
    footer: (version) => `noroshi ${version}`,
    utcNote: '時刻は、特に断りのない限りUTCです。',
  },

  sections: {
    incidents: 'インシデント',
    resembles: '攻撃グループの推定(類似)',
    next: '推奨する対応',
    case: 'ケース',
    charts: '全体の傾向',
    findings: '検知結果',
    files: '不審なファイル',
    attack: 'ATT&CKの戦術・技術',
    mitigations: '有効な緩和策',
    indicators: '確認されたインディケータ',
    hosts: 'ホスト別',
    sight: '可視性(確認できなかった範囲)',
    read: '調査対象',
    losses: '未使用証跡の一覧',
    notUsed: '評価しなかったルール',
    about: 'この報告の読み方',
  },

  levels: {critical: '緊急', high: '高', medium: '中', low: '低', informational: '情報'},
  levelsShort: {critical: '緊急', high: '高', medium: '中', low: '低', informational: '情報'},
  level: 'レベル',

  verdict: {
    interruptedTitle: 'この調査は途中で中断されています。',
    interruptedText:
      '件数は、中断までに読み取った範囲のものです。ここに現れていない事象については、調査を最後まで実行してから判断してください。',
    period: (first, last) => (first === last ? `${first}(UTC)` : `${first}〜${last}(UTC)`),
    incident: (level, hosts, findings, period, more) => {
      const others = more > 0 ? `ほかにレベル「緊急」「高」のインシデントが${n(more)}件あります。` : '';
      return `レベル「${level === 'critical' ? '緊急' : '高'}」のインシデントがあります。ホスト${n(hosts)}台の` +
        `検知結果${n(findings)}件が、${period}の期間で互いに結び付いています。${others}`;
    },
    grave: (count, critical, high, hosts, period) => {
      const kinds = critical > 0 && high > 0
        ? `レベル「緊急」「高」の検知結果が合計${n(count)}件(緊急${n(critical)}件、高${n(high)}件)`
        : `レベル「${critical > 0 ? '緊急' : '高'}」の検知結果が${n(count)}件`;
      return `${hosts}で、${kinds}あります。検知した記録の期間は${period}です。`;
    },
    lesser: (count, hosts, period) =>
      `レベル「緊急」「高」の検知結果はありません。${hosts}で、「中」以下の検知結果が${n(count)}件あります。` +
      `検知した記録の期間は${period}です。`,
    none: (records) => `読み取った${n(records)}件のレコードに、ルールの条件に一致するものはありませんでした。`,
    nothingRead: '読み取れたレコードがありません。侵入の有無は判断できません。',
    hosts: (hit, all, cut) => {
      if (cut) return `少なくとも${n(hit)}台のホスト`;
      return hit === all ? `ホスト${n(hit)}台` : `ホスト${n(all)}台のうち${n(hit)}台`;
    },
    caution:
      '検知結果は、ルールの条件に一致する記録があったことを示すもので、侵害の事実を証明するものではありません。' +
      '管理作業や通常のソフトウェアの動作も検知されることがあります。',
    cautionLesser:
      'レベルが低い検知結果だけでも、侵入の可能性は否定できません。少数のサーバだけに現れている検知結果は確認を推奨します。',
    cautionNone:
      '検知結果がないことは、侵入がなかったことを意味しません。取得されていないログ、使用できなかった証跡、' +
      '評価しなかったルールを、以下で確認してください。',
    incomplete: (bytes, share) =>
      `証跡のうち${bytes}(${share})は使用できませんでした。詳しくは「未使用証跡の一覧」に示します。`,
  },

  share: {
    below: (percent) => `${percent}未満`,
    above: (percent) => `${percent}超`,
  },

  incidents: {
    intro:
      'この環境で希少なホスト、アカウント、ファイル、サービス、アドレスなどを通じて、妥当な時間内で互いに結び付く検知結果です。重いものから順に示します。',
    none: '互いに十分強く結び付く検知結果、またはインシデントとするだけの重さの検知結果はありません。',
    summary: (score, first, last) => `スコア${score}(100点中)· ${first} – ${last}`,
    findings: (count) => `検知結果${n(count)}件`,
    notSeen: '検知なし',
    steps: '時間の経過',
    stepsTitle: (count) => `全${n(count)}件の動きを表で見る`,
    stepsCut: (shown) => `重いものから${n(shown)}件を示しています。`,
    moreSteps: (left) => `さらに表示(残り${n(left)}件)`,
    graph: 'ホストの結び付き',
    graphNote:
      '線は、ホストと、ほかのホストと共通するものを結びます。矢印は、いずれかの側の検知結果に記載された移動の向きを示します。最初のホストを太字で示します。',
    accounts: 'アカウント',
    patientZero: '最初のホスト',
    families: 'ルールの対象',
    time: '時刻',
    what: '検知結果',
    more: (count) => `ほか${n(count)}件`,
    outside: (count) => `どのインシデントにも属さない検知結果は${n(count)}件です。`,
    notListed: (count) => `より軽いインシデント${n(count)}件はincidents.jsonにのみ記載しています。`,
    leftOut: (count) => `時刻またはホストが不明、もしくは上限を超えた検知結果${n(count)}件は対象外です。`,
    stages: {
      delivery: 'マルウェアの配送・攻撃',
      implant: 'RAT、遠隔操作(C2)',
      objectives: '侵入拡大・目的実行',
    },
    kinds: {
      host: 'ホスト', 'reached host': '移動先のホスト', workstation: 'ワークステーション名',
      account: 'アカウント', address: 'アドレス',
      destination: '通信先', file: 'ファイル', hash: 'ハッシュ値', service: 'サービス',
      task: 'タスク', pipe: '名前付きパイプ',
    },
  },

  resembles: {
    intro:
      '公開報告で知られる攻撃グループのうち、手口がインシデントに類似するものを、支持する根拠と反する点とともに示します。' +
      '類似は実行者の証明ではありません。多くの攻撃グループに当てはまる場合は特定のグループを挙げず、近いものを参考として示します。',
    named: '類似あり',
    open: '判断なし',
    set: '攻撃グループ',
    confidence: '確度(0〜100)',
    weight: '重み',
    kind: '種類',
    what: '内容',
    sets: '使用数',
    reports: '出典',
    unfold: (name, confidence) => `${name} · 確度${confidence}`,
    for: '支持する根拠',
    against: '反する点',
    missing: '知られているが未確認の点',
    none: 'ありません。',
    rival: '次に近い攻撃グループ',
    next: '上位2グループを見分けるために次に確認する点',
    pointsTo: '示す先',
    sight: 'この証跡での確認',
    blind: '今回の証跡では確認不可',
    visible: '確認可能',
    notKnown: '知識にないため対象外',
    weightNote:
      '重みは、その攻撃グループの活動だった場合にどれだけ起こりやすいか(+)、起こりにくいか(−)を自然対数で表します。' +
      '使用数は、使用が知られている攻撃グループの数です。',
    kinds: {
      technique: '技術', related_technique: '関連技術', software: 'ソフトウェア',
      mark: '固有の手順', rule_aim: 'ルールの対象', visible_not_seen: '確認されず',
      period: '公開レポートの年', target: '既知の標的', rules_fired: '一致したルール',
    },
    rulesFired: (fired, rules, expected) =>
      `対象とするルール${rules}種のうち${fired}種(期待値${expected}種)`,
  },

  case: {
    intro: (hunts) =>
      `${n(hunts)}回のハントの結果をまとめたケースの報告です。アナリストの記録を併せて示します。`,
    states: '状態',
    notes: 'アナリストメモ',
    none: '記録はまだありません。',
    suppressions: '除外した検知結果',
    suppressionsNote:
      '正規の動作と判断し、理由と期限を付けて除外したものです。この報告の件数とインシデントには含まれません。',
    target: '対象',
    state: '状態',
    author: '記入者',
    text: '内容',
    reason: '理由',
    at: '記入日時',
    rule: 'ルール',
    host: 'ホスト',
    allHosts: 'すべて',
    expires: '期限',
    ended: '期限切れ',
    leftOut: '除外した件数',
    stateNames: {
      open: '未着手', in_progress: '対応中', confirmed: '侵害を確認', dismissed: '問題なし', closed: '完了',
    },
  },

  mitigations: {
    intro:
      '検知された動作をどれだけ防げたかの順に示します。ルールとホストの組み合わせごとに、レベルに応じた点数' +
      '(緊急32、高16、中5、低1)を合計した順位であり、効果を保証するものではありません。実施済みの対策が含まれることもあります。',
    own: '一致したルールが挙げる緩和策',
    attack: 'ATT&CKの緩和策',
    measure: '緩和策',
    points: '点数',
    against: '対象の技術',
    ownNone: '一致したルールに緩和策の記載はありません。',
    attackNone: '検知された技術に対するATT&CKの緩和策はありません。',
    moreMeasures: (left) => `さらに表示(残り${n(left)}件)`,
    rules: (count) => `ルール${n(count)}件`,
  },

  indicators: {
    intro:
      'レベル「中」以上の検知結果に含まれ、他の環境でも検索できる値です。観測値であり、正規のものも含まれます。' +
      '遮断する前に、元の検知結果を確認してください。アドレスと通信先の名前は、リンクとして扱われない表記にしています。' +
      'プライベートアドレスは除いています。',
    none: 'レベル「中」以上の検知結果に、該当する値はありません。',
    kind: '種類',
    value: '値',
    keeps: '有効性',
    expires: '静的・期限あり',
    lasts: '比較的長く有効',
    expiresNote:
      'アドレス、通信先、ファイル名、ハッシュ値は数週間で変更されます。手口はそれより長く変わりません。' +
      '過去のログの検索に用い、遮断する場合は期限を定めてください。',
    notListed: (count) => `順位の低い${n(count)}件は掲載していません。`,
    sampled: 'このページに詳細がある検知結果から抽出しています。',
    more: (left) => `さらに表示(残り${n(left)}件)`,
  },

  sight: {
    intro: (blind, quiet, seen) =>
      `ルールのうち${n(seen)}件は、対象となる種類のレコードがあり、該当する動作があれば検知できる状態でした。` +
      `${n(quiet)}件は、ログはあるものの、対象となる種類のレコードがありません。` +
      `${n(blind)}件は、ログがないか、必要な内容が記録されていないため、確認不可です。`,
    scope: '全ホストを合わせた判定です。ホストごとの結果は「noroshi visibility」で確認できます。',
    rules: 'ルール',
    techniques: '技術',
    blind: '確認不可',
    quiet: 'ログあり・該当レコードなし',
    seen: '確認可能',
    ofTechniques: '技術(最もよく見えるルールで判定)',
    blindTechniques: (count) => `どのルールでも確認できない技術(${n(count)}件)`,
    noBlind: 'ルールが挙げる技術は、いずれも1件以上のルールで確認可能でした。',
    missing: '取得または有効化すべきログ(役立つルールの多い順)',
    noMissing: 'ログが不足しているルールはありません。',
    evidence: '証跡',
    helps: 'ルール',
    grave: 'うち緊急・高',
    todo: '対応',
    event: (id) => `イベントID ${id}`,
    noReader: 'noroshiはこの種類の証跡を読み取りません',
    notListed: (count) => `このほか${n(count)}種類があります。`,
  },

  figures: {
    findings: '検知結果',
    hostsHit: '検知のあったホスト',
    ofHosts: (all) => `全${all}台中`,
    rules: '一致したルール',
    ofRules: (all) => `評価した${all}件中`,
    records: '読み取ったレコード',
    fromFiles: (files) => `${files}ファイル`,
    period: '記録の期間',
    periodNone: '時刻不明',
    future: '作成日時より後の時刻を含む',
    used: '使用できた証跡',
    ofBytes: (bytes) => `余白を除く${bytes}中`,
  },

  next: {
    finishTitle: '調査を最後まで実行する',
    finish: '調査が中断されています。ここに現れていない事象は、まだ読み取られていない可能性があります。',
    hostsTitle: 'レベルの高いホストから確認する',
    hosts: '次のホストについて、最も早い「緊急」「高」の検知結果から順に確認します。',
    preserveTitle: '対処の前に証跡を保全する',
    preserve:
      '再起動、駆除、再インストールの前に、対象ホストのメモリ、ディスク、ログを保全します。' +
      'メモリ上だけで動作するマルウェアは、再起動すると痕跡が失われます。',
    legitimateTitle: '正規の作業かどうかを確認する',
    legitimate:
      '実行者、接続元、作業計画の有無を確認します。正規の動作と判断したものは、理由を記録したうえで除外の対象とします。',
    clearedTitle: 'ログの消去の有無を確認する',
    cleared:
      'ログの消去を示す検知結果があります。ログ収集基盤、バックアップ、ボリュームシャドウコピーに写しが残っていないかを確認します。' +
      '当該ホストの消去以前の期間は、「異常なし」ではなく「確認不可」として扱います。',
    impairTitle: '防御機能の状態を確認する',
    impair:
      '防御機能の停止または弱体化を示す検知結果があります。対象ホストで、セキュリティ製品、ファイアウォール、' +
      '監査ポリシーが意図した設定で動作しているかを確認します。',
    credentialsTitle: '認証情報の窃取を想定する',
    credentials:
      '認証情報へのアクセスを示す検知結果があります。対象ホストで使用されたアカウントを洗い出します。影響範囲を把握したうえで、特権アカウントとサービスアカウントを優先し、' +
      '一斉にパスワードを変更します。',
    lateralTitle: 'ホスト間の移動を追跡する',
    lateral:
      '水平展開を示す検知結果があります。ログオンの接続元アドレス、ワークステーション名、アカウントを確認し、接続元のホストも調査対象に加えます。',
    persistenceTitle: '永続化の設定を洗い出す',
    persistence:
      '検知結果に現れたサービス、タスク、自動起動の設定を確認し、同じ名前のものが他のホストにないかを調べます。',
    c2Title: '外部への通信を確認する',
    c2:
      'C2通信または持ち出しを示す検知結果があります。通信先と時刻を、プロキシ、ファイアウォール、DNSのログと突き合わせます。RATは数時間おきにしか通信しないことがあるため、' +
      '数日ではなく数週間の範囲で確認します。',
    lesserTitle: '件数の少ない検知結果を確認する',
    lesser:
      '検知結果を件数の少ない順に並べます。1〜3台だけに現れるものは、全体に現れるものより注意を要します。',
    blindTitle: '不足しているログを取得する',
    blind: '調査に重要なログの一部が証跡に含まれていません。これらを対象とするルールでは、何も確認できていません。',
    blindList: (count) => `該当するログ(${n(count)}件)`,
    lossTitle: '証跡の欠落を補う',
    loss:
      '破損した、または読み取れなかった証跡があります。該当ファイルをホストまたはバックアップから再取得してください。' +
      '破損そのものが改ざんの痕跡である可能性もあります。',
    rulesTitle: '誤りのあるルールを修正する',
    rules: '読み込めなかったルールがあります。「noroshi rules check」で、該当箇所と修正案を確認できます。',
    widenTitle: '調査範囲を広げる',
    widen:
      'サーバとリモートアクセス機器を優先して、対象ホスト、期間、ルールを追加し、再度調査します。',
  },

  charts: {
    timeline: '検知結果のタイムチャート(レベル別)',
    hosts: 'ホスト別の検知結果',
    hostsTop: (shown, all) =>
      all > shown ? `全${n(all)}台のうち上位${n(shown)}台を表示しています。` : `全${n(all)}台です。`,
    tactics: 'ATT&CK戦術別の検知結果',
    tacticsNote: '複数の戦術を挙げるルールは、それぞれの戦術に計上しています。',
    bucket: (width) => `棒1本は${width}(UTC)です。`,
    outside: (count) => `この期間から大きく外れる${n(count)}件は表示していません。`,
    undated: (count) => `時刻が不明な${n(count)}件は表示していません。`,
    clickHint: '棒を選ぶと検知結果を絞り込めます。',
    ownScale: '棒の長さの基準はレベルごとに異なります。',
    asTable: '数値を表で見る',
    from: '開始(UTC)',
    total: '合計',
    width: (seconds) => {
      if (seconds % 31_449_600 === 0) return `${n(seconds / 31_449_600)}年(52週)`;
      if (seconds % 604_800 === 0) return `${n(seconds / 604_800)}週間`;
      if (seconds % 86_400 === 0) return `${n(seconds / 86_400)}日`;
      if (seconds % 3600 === 0) return `${n(seconds / 3600)}時間`;
      if (seconds % 60 === 0) return `${n(seconds / 60)}分`;
      return `${n(seconds)}秒`;
    },
  },

  findings: {
    search: '検索',
    searchHint: 'ルール、ホスト、フィールド値、パスなど',
    host: 'ホスト',
    tactic: '戦術',
    source: 'ルールの出所',
    all: 'すべて',
    sort: '並べ替え',
    sorts: {
      gravity: 'レベルの高い順',
      count: '件数の多い順',
      rare: '件数の少ない順',
      first: '初回観測の早い順',
      last: '最終観測の新しい順',
      title: '名前順',
    },
    groupBy: 'まとめ方',
    groupings: {rule: 'ルール別', host: 'ホスト別'},
    reset: '絞り込みを解除',
    filters: '検知結果の絞り込みと並べ替え',
    result: (findings, rules, hosts) =>
      `検知結果${n(findings)}件、ルール${n(rules)}件、ホスト${n(hosts)}台`,
    partial: (count) => `詳細を表示している検知結果のうち${n(count)}件が一致`,
    searchNote:
      'フィールド値の検索対象は、このページに詳細がある検知結果だけです。すべての検知結果はfindings.jsonlにあります。',
    nothing: '条件に合う検知結果はありません。',
    empty: '検知結果はありません。',
    more: (left) => `さらに表示(残り${n(left)}件)`,
    count: (count) => `${n(count)}件`,
    hostCount: (count) => `${n(count)}台`,
    ruleCount: (count) => `ルール${n(count)}件`,
    notGrouped: (count) => `このほか、一覧にないホストに${n(count)}件あります。`,
    samplesOf: (shown, all) =>
      shown < all
        ? `全${n(all)}件のうち最初の${n(shown)}件です。すべてはfindings.jsonlにあります。`
        : `全${n(all)}件です。`,
    samplesNone: '詳細はfindings.jsonlにあります。',
    rule: 'ルール',
    ruleId: 'ルールID',
    rulePath: 'ファイル',
    author: '作成者',
    description: '説明',
    falsePositives: '類似の正規動作',
    references: '参考',
    mitigation: '緩和策',
    techniques: '技術',
    tactics: '戦術',
    firstSeen: '初回観測',
    lastSeen: '最終観測',
  },

  sample: {
    why: '検知の理由',
    selection: 'セレクション',
    field: 'フィールド',
    value: '値',
    pattern: '条件',
    keyword: '(すべてのフィールド)',
    fields: 'レコードのフィールド',
    place: '証跡上の位置',
    time: '時刻(UTC)',
    local: '時刻(この端末の時間帯)',
    undated: '時刻不明',
    channel: 'チャネル',
    provider: 'プロバイダ',
    eventId: 'イベントID',
    recordId: 'レコードID',
    path: 'ファイル',
    offset: 'バイト位置',
    id: '検知結果ID',
    event: (id) => `イベントID ${id}`,
    records: (count) => `${count}件のレコード`,
    membersName: 'レコード',
    members: (shown, count) =>
      shown === count ? `該当する${count}件のレコード` : `該当する${count}件のうち最初の${shown}件`,
    host: 'ホスト',
    rule: 'ルール',
    marks: {recovered: '復元', suspect: '破損の疑い', value_cut: '長い値を省略'},
    marksHelp: {
      recovered: 'ログの未使用領域から復元したレコードです。',
      suspect: 'レコードに破損があり、値が正しくない可能性があります。',
      value_cut: '長い値は先頭だけを表示しています。全文はfindings.jsonlにあります。',
    },
  },

  tactics: {
    reconnaissance: '偵察',
    'resource-development': 'リソース開発',
    'initial-access': '初期アクセス',
    execution: '実行',
    persistence: '永続化',
    'privilege-escalation': '権限昇格',
    'defense-evasion': '防御回避(ATT&CK v18)',
    stealth: 'ステルス(旧「防御回避」)',
    'defense-impairment': '防御機能の妨害',
    'credential-access': '認証情報アクセス',
    discovery: '探索',
    'lateral-movement': '水平展開',
    collection: '収集',
    'command-and-control': 'コマンド&コントロール(C2)',
    exfiltration: '持ち出し',
    impact: '影響',
    '': '戦術の記載なし',
  },

  attack: {
    matrix: 'マトリクス(戦術×技術の検知結果)',
    matrixNote:
      '一致したルールが挙げる技術を、ATT&CKの戦術ごとに示します。濃さは検知結果の件数、左端の色は最も高いレベルです。',
    cell: (findings, hosts) => `${n(findings)}件 · ${n(hosts)}台`,
    empty: (names) => `検知結果なし: ${names}`,
    shades: ['1〜9', '10〜99', '100〜999', '1,000〜9,999', '10,000〜'],
    intro: '一致したルールに記載された戦術と技術です。',
    technique: '技術',
    tactic: '戦術',
    none: '一致したルールに技術の記載はありません。',
    showFindings: '検知結果を表示',
  },

  hosts: {
    name: 'ホスト',
    findings: '検知結果',
    records: '読み取ったレコード',
    unnamed: '(ホスト名なし)',
    cut: 'ホストが多いため、一部は一覧にありません。上の件数にはすべて含まれています。',
    more: (left) => `ホストをさらに表示(残り${n(left)}台)`,
  },

  read: {
    inputs: '入力',
    files: '読み取ったファイル',
    filesNotRead: '読み取れなかったファイル',
    records: '読み取ったレコード',
    firstEvent: '最も古いレコード',
    lastEvent: '最も新しいレコード',
    bytes: '全バイト数',
    bytesUsed: '使用',
    bytesDamaged: '破損(未使用)',
    bytesPadding: '余白(仕様上の空き)',
    rules: '評価したルール',
    ruleSet: 'ルールセット',
    engine: 'エンジン',
    logs: '調査に重要なログ',
    log: 'ログ',
    shows: '確認できること',
    logRecords: 'レコード',
    seen: (count) => `${n(count)}件`,
    blind: '確認不可(ログなし)',
    otherLogs: 'そのほかのログ',
    channelsCut: 'ログの種類が多いため、一部は一覧にありません。',
    sources: {sigma: 'Sigma', hayabusa: 'Hayabusa', noroshi: 'noroshi'},
  },

  channels: {
    security: 'ログオン、アカウント、プロセスの起動、ログの消去',
    system: 'サービスの登録、再起動、ログの消去',
    sysmon: 'プロセス、通信、ファイルとレジストリの変更(Sysmon導入時)',
    powershell: 'PowerShellスクリプトの内容',
    powershellClassic: 'PowerShellの起動とコマンドライン',
    taskScheduler: 'タスクの作成と実行',
    sessions: 'リモートデスクトップのセッション',
    remoteConnections: 'リモートデスクトップのログオンと接続元アドレス',
    defender: 'Microsoft Defenderの検知と設定変更',
    wmi: 'WMIの動作と永続サブスクリプション',
    bits: 'バックグラウンドでのダウンロード',
  },

  losses: {
    none: 'すべての証跡を使用できました。',
    intro:
      '使用できなかった証跡をファイルごとに示します。読み取れなかった範囲は、どのルールでも確認できていません。' +
      '失われたバイトのない異常も掲載しています。',
    path: 'ファイル',
    kind: '内容',
    count: '件数',
    lostBytes: '失われたバイト',
    lostRecords: '失われたレコード',
    offset: '最初のバイト位置',
    cut: (count) => `このほか${n(count)}行がrun.jsonにあります。`,
    more: (left) => `さらに表示(残り${n(left)}行)`,
    kinds: {
      file_signature: 'ファイルヘッダが形式に合わない',
      file_truncated: 'ファイルが途中で終わっている',
      chunk_signature: 'チャンクの先頭が不正',
      chunk_checksum: 'チャンク内レコードのチェックサム不一致',
      chunk_header_checksum: 'チャンクヘッダのチェックサム不一致',
      chunk_bounds: 'チャンクヘッダが範囲外を指している',
      record_signature: 'レコードの先頭が不正',
      record_size: 'レコードのサイズが不正',
      record_size_copy: 'レコード前後のサイズが不一致',
      record_gap: 'あるはずのレコードがない(チャンクヘッダの記載、またはレジストリハイブへの未反映の変更)',
      name_bounds: '名前がチャンクの範囲外を指している',
      name_hash: '名前のハッシュ不一致',
      template_bounds: 'テンプレートがチャンクの範囲外を指している',
      template_id: 'テンプレートIDがレコードと不一致',
      template_structure: 'テンプレートの構造が不正',
      token_unknown: 'レコード内に未知の要素',
      token_order: 'レコード内の要素の順序が不正',
      value_bounds: '値がレコードの範囲を超えている',
      value_size: '値のサイズが不正',
      value_type: '値の型が未知',
      value_text: '文字列として不正な値',
      value_time: '存在しない時刻',
      substitution_index: '存在しない値への参照',
      nesting: '入れ子が上限を超過',
      budget: 'レコードの処理が時間または容量の上限を超過',
      no_root: '内容のないレコード',
      multiple_roots: '複数の内容を持つレコード',
      recovered: '未使用領域から復元(損失なし)',
      unreadable: 'OSが読み取りを拒否',
      unknown_format: '対応していない形式',
      empty_file: '空のファイル',
      record_syntax: '形式に従っていないレコード',
      unknown_shape: 'ログソースが不明なレコード(損失なし。マッピングで指定可能)',
      container: '書庫または圧縮ファイルが破損または途中で切れている',
      container_limit: '書庫の展開量が上限を超えた',
      encrypted: '暗号化されており、開けるパスワードがない',
      member_name: '書庫内のファイル名が不自然',
      text_encoding: '文字コードとして不正な文字を置き換えた',
      not_scanned: 'プログラム・文書・メモリイメージのうち検査できなかったもの',
      regex_limit: '値が正規表現の処理上限に到達(ルール未判定)',
      record_partial: '一部が欠けているレコード',
      message_only: 'メッセージのみのエクスポートで書式が不明なイベント(フィールドを読むルールでは検知不可)',
      suppressed: '環境定義の除外により非表示とした検知結果(suppressed.jsonlに記録)',
      allow_expired: '期限切れの除外設定(適用していない)',
    },
  },

  files: {
    intro:
      '証跡に含まれるプログラム、文書、メモリイメージのうち、形式や配置に不審な点が見つかったものです。' +
      'いずれも断定ではなく、各項目に他の原因を示しています。レベルの高い順に並べています。',
    notListed: (count) => `このほか${n(count)}件のファイルがscan.jsonlにあります。`,
    more: (left) => `さらに表示(残り${n(left)}件)`,
    what: '不審な点',
    found: (count) => `検知${n(count)}件`,
    atOffset: (offset, bytes) => `オフセット${offset}、${bytes}`,
    reason: '根拠',
    value: '値',
    otherCauses: '他の原因',
    nextStep: '次に行うこと',
    yaraRule: 'YARAルール',
    file: 'ファイル',
    path: 'パス',
    size: 'サイズ',
    modified: '最終更新',
    kind: '種類',
    library: 'ライブラリ(DLL)',
    program: 'プログラム(EXE)',
    noProgram: 'プログラム以外',
    noHash: '計算なし(サイズ超過または一部のみ)',
    partners: '読み込み元(DLLサイドローディングの組)',
    signature: '署名',
    verdict: '検証結果',
    verdicts: {
      none: '署名なし(Windowsのカタログ署名は未確認)',
      unreadable: '署名はあるが読み取り不可',
      altered: '署名後に改変あり(ファイルの内容と不一致)',
      bad_key: '署名者の鍵による署名ではない',
      trusted: '有効(信頼されたルート証明書)',
      unknown_root: '内容と一致(ルート証明書は未登録)',
      incomplete: '内容と一致(証明書チェーンに不足)',
      expired: '内容と一致(証明書の有効期限切れ)',
      not_for_code: '内容と一致(コード署名用の証明書ではない)',
      invalid: '内容と一致(証明書チェーンが無効)',
      unknown: '内容と一致(証明書チェーンは未確認)',
    },
    signer: '署名者',
    issuer: '発行者',
    serial: 'シリアル番号',
    signedAt: '署名日時',
    noTimestamp: 'タイムスタンプなし',
    digestOf: 'ハッシュ方式',
    slack: '署名領域内の署名対象外データ',
    slackText: (bytes, nonzero, offset) => `${bytes}(うち0以外${nonzero}、オフセット${offset}から)`,
    behindTable: '署名領域の後ろのデータ',
    structure: '構造',
    machine: '対象CPU',
    linked: 'リンク日時(記載値)',
    pdb: 'デバッグ情報ファイル',
    exportName: 'エクスポート名',
    exports: 'エクスポート関数',
    exportsText: (count, first) => `${n(count)}個: ${first}`,
    overlay: '最終セクションの後ろのデータ',
    overlayText: (bytes, offset) => `${bytes}(オフセット${offset}から)`,
    oddities: '構造上の特異点',
    imports: (count) => `注目すべきインポート関数(参照ライブラリは全${n(count)}個)`,
    noImports: 'ローダーが用いる関数はなし。',
    importedFrom: 'ライブラリ',
    functions: '注目すべき関数',
    ofAll: '関数の数',
    sections: 'セクション',
    section: 'セクション名',
    offset: 'オフセット',
    inMemory: 'メモリ上のサイズ',
    entropy: 'エントロピー(ビット/バイト)',
    rights: '実行・書き込み',
    runs: '実行',
    writes: '書き込み',
    version: 'バージョン情報',
    key: '項目',
    strip: '先頭から末尾までのエントロピー',
    stripText: (all, least, most) =>
      `全体で${all}ビット/バイト、部分ごとには${least}〜${most}です。8に近いほど、暗号化または圧縮されたデータと考えられます。`,
    stripPart: (part, parts, bits) => `${parts}分割の${part}番目: ${bits}`,
    reasons: {
      program: '読み込み元プログラム',
      program_signer: '読み込み元プログラムの署名者',
      tie: '読み込みの根拠',
      points: '合計点',
      library_unsigned: 'ライブラリに署名なし',
      library_signer: 'ライブラリの署名者が異なる',
      library_altered: '署名後に改変されたライブラリ',
      library_self_signed: '自己署名のライブラリ',
      system_library_name: 'Windows標準ライブラリと同じ名前',
      exports_missing: 'プログラムが呼び出すのに存在しない関数の数',
      export_addresses: 'エクスポート関数の異なるアドレス数',
      imports_by_number_only: '番号のみで関数を参照',
      loader_imports: 'ファイルの読み込みと実行用メモリ確保が可能',
      library_without_version: 'バージョン情報のないライブラリ',
      library_younger_days: 'プログラムとライブラリの作成日の差(日)',
      program_original_name: 'プログラムの元の名前',
      encrypted_file: '同じフォルダーの暗号化されたファイル',
      data_in_signature_of: '署名領域にデータが埋め込まれたファイル',
      files_in_folder: 'フォルダー内のファイル数',
      folder: '通常プログラムを置かないフォルダー',
      bytes: 'バイト数',
      bits_a_byte: 'エントロピー(ビット/バイト)',
      not_zero: '0以外のバイト数',
      signer: '署名者',
      signature_still_holds: '署名は有効なまま',
      digest: 'ハッシュの照合',
      bytes_behind_table: '署名領域の後ろのバイト数',
      bytes_behind_signature: '署名データの後ろのバイト数(署名領域内)',
      original_name: '元の名前',
      extension: '拡張子',
      real_extension: '実際の拡張子',
      shown_extension: '見かけの拡張子',
      direction_mark: '文字方向を変える制御文字',
      is_library: 'ライブラリである',
      oddities: '構造上の特異点',
      yara_rule: 'YARAルール',
      yara_file: 'ルールファイル',
      tags: 'タグ',
      author: '作成者',
      reference: '参考情報',
      string: '一致した文字列',
      more_strings: 'このほか一致した文字列の数',
      region: 'メモリ領域',
      address: 'アドレス',
      module: 'モジュール',
      function: '関数',
      thread: 'スレッド',
      form: '形態',
      from_zone: '入手元のゾーン(3はインターネット)',
      from_url: '入手元のアドレス',
      from_page: '入手元のページ',
      document: '文書の種類',
      container: '入れ物の種類',
    },
  },

  notUsed: {
    none: 'すべてのルールを評価しました。',
    intro: '今回の調査で評価しなかったルールと、その理由です。',
    reason: '理由',
    count: 'ルール',
    rule: 'ルール',
    place: 'ファイルと行',
    detail: '詳細',
    cut: (count) => `このほか${n(count)}件がrun.jsonにあります。`,
    more: (left) => `さらに表示(残り${n(left)}件)`,
    list: (count) => `該当するルール(${n(count)}件)`,
    reasons: {
      yaml: 'YAMLとして読み取れない',
      invalid: 'ルールの書式が不正',
      unknown_modifier: '存在しない修飾子を使用',
      bad_regex: '使用できない正規表現',
      missing_placeholder: '必要な値のリストが未指定',
      no_source: '今回読み取る証跡の対象外(他のOSや製品のログなど)',
      correlation: '評価できない相関ルールの一部',
      status: '非推奨または非サポートのルール',
      level: '指定したレベル未満',
      duplicate: '他のルールと重複',
      excluded: '利用者の指定により除外',
      not_a_rule: 'ルールではないYAMLファイル(設定など)',
    },
  },

  about: {
    points: [
      '検知結果1件は、1つのルールの条件に一致した1件のレコードです。レベルはルールの作成者が付けたもので、' +
        '動作の重大さを表します。確度を表すものではありません。',
      '1つの行為が複数の検知結果になることがあります。正規の作業が検知されることもあります。',
      '詳細は、ルールとホストの組み合わせごとに、早いものから一定数を表示しています。件数はすべてを数えたもので、' +
        '個々の検知結果はfindings.jsonlにすべてあります。',
      'このページは必要なデータをすべて含み、ネットワークからの読み込みは行いません。',
      '目に見えない文字や文字の並びを変える文字は、次のような印で示します。',
    ],
  },
};
