// Every fixed text of the page in English. ja.ts has the same keys; the compiler checks it.
import type {Level} from '../document';
import {formatCount as n} from '../format';

const s = (count: number, one: string, many = `${one}s`) =>
  `${n(count)} ${count === 1 ? one : many}`;

export const en = {
  page: {
    title: 'Hunt report',
    documentTitle: 'Hunt report – noroshi',
    madeAt: (time: string) => `Written ${time} UTC`,
    contents: 'Contents',
    language: 'Language',
    schemaUnknown: (version: number) =>
      `This page was made for another version of the report document (${version}). ` +
      'Some parts may be missing.',
    footer: (version: string) => `noroshi ${version}`,
    utcNote: 'All times are UTC unless a zone is named.',
  },

  sections: {
    incidents: 'Incidents',
    resembles: 'Whom does it resemble',
    next: 'What to do next',
    case: 'Case',
    charts: 'Overview',
    findings: 'Findings',
    files: 'Suspicious files',
    attack: 'ATT&CK tactics and techniques',
    mitigations: 'What would have stopped it',
    indicators: 'Indicators found',
    hosts: 'Hosts',
    sight: 'What could not be seen',
    read: 'What was read',
    losses: 'Evidence not used',
    notUsed: 'Rules not used',
    about: 'How to read this report',
  },

  levels: {
    critical: 'Critical',
    high: 'High',
    medium: 'Medium',
    low: 'Low',
    informational: 'Informational',
  },
  // Above columns of a chart.
  levelsShort: {
    critical: 'Critical',
    high: 'High',
    medium: 'Medium',
    low: 'Low',
    informational: 'Info',
  },
  level: 'Level',

  verdict: {
    interruptedTitle: 'This hunt was stopped before it was done.',
    interruptedText:
      'The figures cover only what had been read by then. Run the hunt again to the end before ' +
      'drawing conclusions from what is missing here.',
    period: (first: string, last: string) =>
      first === last ? `on ${first} (UTC)` : `from ${first} to ${last} (UTC)`,
    incident: (level: Level, hosts: number, findings: number, period: string, more: number) => {
      const others = more > 0 ? ` ${s(more, 'more incident')} of critical or high level.` : '';
      return `An incident of ${level} level: ${s(findings, 'finding')} on ${s(hosts, 'host')} belong ` +
        `together, ${period}.${others}`;
    },
    grave: (count: number, critical: number, high: number, hosts: string, period: string) => {
      const kinds = critical > 0 && high > 0
        ? `${s(count, 'finding')} of critical or high level (${n(critical)} critical, ${n(high)} high)`
        : `${s(count, 'finding')} of ${critical > 0 ? 'critical' : 'high'} level`;
      return `${kinds} on ${hosts}, ${period}.`;
    },
    lesser: (count: number, hosts: string, period: string) =>
      `No finding of critical or high level. ${s(count, 'finding')} of medium level or below on ` +
      `${hosts}, ${period}.`,
    none: (records: number) => `No rule matched in the ${s(records, 'record')} that were read.`,
    nothingRead: 'No record could be read, so nothing can be said about an intrusion.',
    hosts: (hit: number, all: number, cut: boolean) => {
      const least = cut ? 'at least ' : '';
      return hit === all ? `${least}${s(hit, 'host')}` : `${least}${n(hit)} of ${s(all, 'host')}`;
    },
    caution:
      'A finding says that a record meets the condition of a rule. It is not proof of an ' +
      'intrusion: administration and ordinary software cause findings too.',
    cautionLesser:
      'Low levels alone do not rule out an intrusion. Rare findings on a few servers deserve a look.',
    cautionNone:
      'No finding does not mean that no intrusion took place. Look below at what could not be ' +
      'seen: logs that were not there, evidence not used, rules not used.',
    incomplete: (bytes: string, share: string) =>
      `${bytes} of the evidence (${share}) could not be used; see “Evidence not used”.`,
  },

  share: {
    below: (percent: string) => `below ${percent}`,
    above: (percent: string) => `over ${percent}`,
  },

  incidents: {
    intro:
      'Findings that belong together, because hosts, accounts, files, services or addresses that are ' +
      'rare here connect them within a plausible time. Gravest first.',
    none: 'No findings belong together closely enough, or are grave enough, to make an incident.',
    summary: (score: number, first: string, last: string) => `score ${score} of 100 · ${first} – ${last}`,
    findings: (count: number) => s(count, 'finding'),
    notSeen: 'no finding',
    steps: 'Steps over time',
    stepsTitle: (count: number) => `All ${s(count, 'step')} as a table`,
    stepsCut: (shown: number) => `The ${n(shown)} gravest steps are shown.`,
    moreSteps: (left: number) => `Show more (${n(left)} left)`,
    graph: 'What joins the hosts',
    graphNote:
      'Lines lead from a host to what it shares with others; arrows lead the way that somebody went, ' +
      'as findings at either end name the other. The first host is bold.',
    accounts: 'Accounts',
    patientZero: 'First host',
    families: 'Rules aim at',
    time: 'Time',
    what: 'Finding',
    more: (count: number) => ` and ${n(count)} more`,
    outside: (count: number) => `${s(count, 'finding')} in no incident.`,
    notListed: (count: number) => `${s(count, 'lesser incident')} in incidents.json only.`,
    leftOut: (count: number) =>
      `${s(count, 'finding')} not considered: no time, no host, or beyond the limits of memory.`,
    stages: {
      delivery: 'Delivery',
      implant: 'Implant and control',
      objectives: 'Movement and objectives',
    },
    kinds: {
      host: 'host', 'reached host': 'host gone to', workstation: 'workstation',
      account: 'account', address: 'address',
      destination: 'destination', file: 'file', hash: 'hash', service: 'service', task: 'task',
      pipe: 'pipe',
    },
  },

  resembles: {
    intro:
      'Intrusion sets known from public reports whose ways resemble an incident, with what speaks ' +
      'for and against each. Resemblance is no proof of who did it. Where the evidence fits many ' +
      'sets, none is named, and the nearest ones stand here all the same.',
    named: 'Resembles',
    open: 'No set named',
    set: 'Intrusion set',
    confidence: 'Confidence (of 100)',
    weight: 'Weight',
    kind: 'Kind',
    what: 'What',
    sets: 'Sets',
    reports: 'Reports',
    unfold: (name: string, confidence: number) => `${name} · confidence ${confidence} of 100`,
    for: 'Speaks for it',
    against: 'Speaks against it',
    missing: 'Not seen, would speak for it',
    none: 'Nothing.',
    rival: 'Nearest rival',
    next: 'What to look at next to tell the first two apart',
    pointsTo: 'Points to',
    sight: 'In this evidence',
    blind: 'Cannot be seen in this evidence',
    visible: 'Can be looked for',
    notKnown: 'Not known to the knowledge, not counted',
    weightNote:
      'A weight says how much more (+) or less (−) likely something is if the set was at work, as a ' +
      'natural logarithm. Sets: how many are known to use it.',
    kinds: {
      technique: 'technique', related_technique: 'related technique', software: 'software',
      mark: 'mark', rule_aim: "rule's aim", visible_not_seen: 'visible, not seen',
      period: 'years of reports', target: 'known target', rules_fired: 'rules that fired',
    },
    rulesFired: (fired: string, rules: string, expected: string) =>
      `${fired} of ${rules} kinds of rules that aim at it, ${expected} expected`,
  },

  case: {
    intro: (hunts: number) =>
      `This report is on a case: what ${s(hunts, 'hunt')} found together, and what people wrote down.`,
    states: 'Status',
    notes: 'Notes',
    none: 'Nobody has written anything yet.',
    suppressions: 'Findings left out',
    suppressionsNote:
      'A person holds these for harmless, for a reason and until a day. They are in no figure and no ' +
      'incident of this report.',
    target: 'About',
    state: 'Status',
    author: 'By',
    text: 'Text',
    reason: 'Reason',
    at: 'Written',
    rule: 'Rule',
    host: 'Host',
    allHosts: 'all',
    expires: 'Until',
    ended: 'ended',
    leftOut: 'Left out',
    stateNames: {
      open: 'open', in_progress: 'in progress', confirmed: 'confirmed', dismissed: 'dismissed',
      closed: 'closed',
    },
  },

  mitigations: {
    intro:
      'Ordered by how much of what was found each one would have stood against: every rule on every ' +
      'host counts by its level (critical 32, high 16, medium 5, low 1). It is an order, no promise: ' +
      'a measure that is in force already may stand here too.',
    own: 'In the words of the rules that matched',
    attack: 'Mitigations of ATT&CK',
    measure: 'Measure',
    points: 'Points',
    against: 'Against',
    ownNone: 'The rules that matched name no measure.',
    attackNone: 'ATT&CK names no mitigation for the techniques found.',
    moreMeasures: (left: number) => `Show more (${n(left)} left)`,
    rules: (count: number) => s(count, 'rule'),
  },

  indicators: {
    intro:
      'Values in findings of medium level or above that could be searched for elsewhere. They are ' +
      'observations: ordinary ones stand among them, so look at the finding before blocking one. ' +
      'Addresses and names on the network are written so that nothing takes them for a link. ' +
      'Addresses of private networks are left out.',
    none: 'The findings of medium level or above hold no such value.',
    kind: 'Kind',
    value: 'Value',
    keeps: 'Keeps',
    expires: 'static, goes stale',
    lasts: 'lasts longer',
    expiresNote:
      'Addresses, names, file names and hashes are changed within weeks; the way an intruder works ' +
      'lasts longer. Search for them in the past, and give each one an end date when you block it.',
    notListed: (count: number) => `${s(count, 'more value')} of lower rank not listed.`,
    sampled: 'Taken from the findings that this page shows in full.',
    more: (left: number) => `Show more (${n(left)} left)`,
  },

  sight: {
    intro: (blind: number, quiet: number, seen: number) =>
      `Of the rules, ${n(seen)} could see: records of their kind are there, and had it happened, they ` +
      `could have fired. ${n(quiet)} are quiet: the log is there, without a record of the kind. ` +
      `${n(blind)} are blind: the log is not there, or lacks what they read.`,
    scope: 'Judged over all hosts together; “noroshi visibility” tells it host by host.',
    rules: 'Rules',
    techniques: 'Techniques',
    blind: 'blind',
    quiet: 'quiet',
    seen: 'could see',
    ofTechniques: 'Techniques by the best of their rules',
    blindTechniques: (count: number) => `Techniques that no rule could see (${n(count)})`,
    noBlind: 'Every technique that the rules name could be seen by at least one of them.',
    missing: 'What to collect or switch on, by the number of rules it would help',
    noMissing: 'No rule lacks a log.',
    evidence: 'Evidence',
    helps: 'Rules',
    grave: 'High or critical',
    todo: 'What to do',
    event: (id: number) => `event ${id}`,
    noReader: 'noroshi does not read this kind of evidence',
    notListed: (count: number) => `${s(count, 'more kind')} of evidence not listed.`,
  },

  figures: {
    findings: 'Findings',
    hostsHit: 'Hosts with findings',
    ofHosts: (all: string) => `of ${all}`,
    rules: 'Rules that matched',
    ofRules: (all: string) => `of ${all} evaluated`,
    records: 'Records read',
    fromFiles: (files: string) => `from ${files} files`,
    period: 'Time covered',
    periodNone: 'no time known',
    future: 'holds times after this report was written',
    used: 'Evidence used',
    ofBytes: (bytes: string) => `of ${bytes} without padding`,
  },

  next: {
    finishTitle: 'Run the hunt to the end',
    finish: 'It was stopped. What is missing here may simply not have been read.',
    hostsTitle: 'Look at the gravest hosts first',
    hosts: 'Start with these hosts, from the earliest critical or high finding on:',
    preserveTitle: 'Preserve evidence before changing anything',
    preserve:
      'Save memory, disk and logs of these hosts before they are restarted, cleaned or reinstalled. ' +
      'Payloads that live in memory only are gone after a restart.',
    legitimateTitle: 'Check findings against normal work',
    legitimate:
      'Ask who did it, from where, and whether it was planned. Write down the answer for what turns ' +
      'out to be normal, so that it can be excluded with its reason.',
    clearedTitle: 'Check whether logs were cleared',
    cleared:
      'Findings point to cleared logs. Look for copies elsewhere: log collection, backups, volume ' +
      'shadow copies. Treat the time before it on that host as not visible, not as clean.',
    impairTitle: 'Check the defences',
    impair:
      'Findings point to stopped or weakened protection. Check on the hosts concerned that the ' +
      'security product, the firewall and auditing are running with the intended settings.',
    credentialsTitle: 'Assume that credentials are known',
    credentials:
      'Findings point to access to credentials. Find out which accounts were used on the hosts ' +
      'concerned. Plan to reset them together, privileged and service accounts first, once the ' +
      'extent is known.',
    lateralTitle: 'Follow the movement between hosts',
    lateral:
      'Findings point to movement between hosts. Look up source address, workstation name and ' +
      'account of the logons, and hunt on those hosts as well.',
    persistenceTitle: 'List what survives a restart',
    persistence:
      'Check services, scheduled tasks and autostart entries named in the findings, and look for ' +
      'the same names on all other hosts.',
    c2Title: 'Check outgoing connections',
    c2:
      'Findings point to remote control or exfiltration. Compare destinations and times with proxy, firewall and DNS logs, over weeks rather ' +
      'than days: remote access malware may call back only every few hours.',
    lesserTitle: 'Look for the rare among the lesser findings',
    lesser:
      'Sort the findings by number, fewest first. What occurs on one to three hosts only is more ' +
      'telling than what occurs everywhere.',
    blindTitle: 'Collect the logs that are missing',
    blind: 'Some logs that matter were not in the evidence, so rules on them could not see anything.',
    blindList: (count: number) => `The ${s(count, 'log')}`,
    lossTitle: 'Fill the gaps in the evidence',
    loss:
      'Some of the evidence is damaged or could not be read. Collect those files again from the ' +
      'host or a backup. Damage can itself be a trace of tampering.',
    rulesTitle: 'Repair rules with errors',
    rules:
      'Some rules could not be loaded. “noroshi rules check” shows file, line and a fix for each.',
    widenTitle: 'Widen the view',
    widen:
      'Hunt on more hosts and over a longer time, servers and remote access above all, and with ' +
      'further rule sets.',
  },

  charts: {
    timeline: 'Findings over time, by level',
    hosts: 'Findings by host',
    hostsTop: (shown: number, all: number) =>
      all > shown ? `The ${n(shown)} gravest of ${s(all, 'host')}.` : `${s(all, 'host')}.`,
    tactics: 'Findings by ATT&CK tactic',
    tacticsNote: 'A rule that names several tactics counts under each.',
    bucket: (width: string) => `One bar is ${width} (UTC).`,
    outside: (count: number) => `${s(count, 'finding')} far outside this time are not drawn.`,
    undated: (count: number) => `${s(count, 'finding')} without a usable time are not drawn.`,
    clickHint: 'Select a bar to filter the findings.',
    ownScale: 'Each level has its own scale.',
    asTable: 'Figures as a table',
    from: 'From (UTC)',
    total: 'Total',
    width: (seconds: number) => {
      const units: [number, string][] = [
        [31_449_600, 'year of 52 weeks'], [604_800, 'week'], [86_400, 'day'], [3600, 'hour'],
        [60, 'minute'],
      ];
      for (const [unit, name] of units) {
        if (seconds % unit === 0) return s(seconds / unit, name, name.replace(/^(\w+)/, '$1s'));
      }
      return s(seconds, 'second');
    },
  },

  findings: {
    search: 'Search',
    searchHint: 'Rule, host, field value, path …',
    host: 'Host',
    tactic: 'Tactic',
    source: 'Rule source',
    all: 'All',
    sort: 'Sort by',
    sorts: {
      gravity: 'gravest first',
      count: 'most findings',
      rare: 'fewest findings',
      first: 'earliest first',
      last: 'latest first',
      title: 'name',
    },
    groupBy: 'Group by',
    groupings: {rule: 'rule', host: 'host'},
    reset: 'Clear filters',
    filters: 'Filter and sort the findings',
    result: (findings: number, rules: number, hosts: number) =>
      `${s(findings, 'finding')} · ${s(rules, 'rule')} · ${s(hosts, 'host')}`,
    partial: (count: number) => `${n(count)} shown in full match`,
    searchNote:
      'Field values are searched in the findings that this page shows in full; findings.jsonl ' +
      'holds all of them.',
    nothing: 'No finding fits these filters.',
    empty: 'There are no findings.',
    more: (left: number) => `Show more (${n(left)} left)`,
    count: (count: number) => s(count, 'finding'),
    hostCount: (count: number) => s(count, 'host'),
    ruleCount: (count: number) => s(count, 'rule'),
    notGrouped: (count: number) => `${s(count, 'further finding')} on hosts that are not listed.`,
    samplesOf: (shown: number, all: number) =>
      shown < all
        ? `The first ${n(shown)} of ${n(all)}; all of them are in findings.jsonl.`
        : `All ${n(all)}.`,
    samplesNone: 'The details are in findings.jsonl.',
    rule: 'Rule',
    ruleId: 'Rule id',
    rulePath: 'File',
    author: 'Author',
    description: 'Description',
    falsePositives: 'What else causes it',
    references: 'References',
    mitigation: 'Mitigation',
    techniques: 'Techniques',
    tactics: 'Tactics',
    firstSeen: 'First seen',
    lastSeen: 'Last seen',
  },

  sample: {
    why: 'Why it matched',
    selection: 'Selection',
    field: 'Field',
    value: 'Value',
    pattern: 'Condition',
    keyword: '(any field)',
    fields: 'Fields of the record',
    place: 'Where it is',
    time: 'Time (UTC)',
    local: 'Time (zone of this device)',
    undated: 'no usable time',
    channel: 'Channel',
    provider: 'Provider',
    eventId: 'Event id',
    recordId: 'Record id',
    path: 'File',
    offset: 'Byte offset',
    id: 'Finding id',
    event: (id: number) => `Event ${id}`,
    records: (count: number) => `${count} records`,
    membersName: 'Records',
    members: (shown: number, count: number) =>
      shown === count ? `The ${count} records` : `The first ${shown} of ${count} records`,
    host: 'Host',
    rule: 'Rule',
    marks: {
      recovered: 'recovered',
      suspect: 'suspect record',
      value_cut: 'long values cut',
    } as Record<string, string>,
    marksHelp: {
      recovered: 'Carved back from space the log no longer uses.',
      suspect: 'The record shows damage; its values may be wrong.',
      value_cut: 'Only the beginning of long values is shown; findings.jsonl holds them whole.',
    } as Record<string, string>,
  },

  tactics: {
    reconnaissance: 'Reconnaissance',
    'resource-development': 'Resource Development',
    'initial-access': 'Initial Access',
    execution: 'Execution',
    persistence: 'Persistence',
    'privilege-escalation': 'Privilege Escalation',
    'defense-evasion': 'Defense Evasion (ATT&CK v18)',
    stealth: 'Stealth',
    'defense-impairment': 'Defense Impairment',
    'credential-access': 'Credential Access',
    discovery: 'Discovery',
    'lateral-movement': 'Lateral Movement',
    collection: 'Collection',
    'command-and-control': 'Command and Control',
    exfiltration: 'Exfiltration',
    impact: 'Impact',
    '': 'No tactic named',
  } as Record<string, string>,

  attack: {
    matrix: 'Matrix: findings by tactic and technique',
    matrixNote:
      'Where ATT&CK places the techniques that matching rules name. Shade: number of findings. ' +
      'Edge: gravest level.',
    cell: (findings: number, hosts: number) => `${n(findings)} · ${s(hosts, 'host')}`,
    empty: (names: string) => `No finding: ${names}`,
    shades: ['1–9', '10–99', '100–999', '1,000–9,999', '10,000+'],
    intro: 'Which tactics and techniques the rules that matched name.',
    technique: 'Technique',
    tactic: 'Tactic',
    none: 'The rules that matched name no technique.',
    showFindings: 'Show findings',
  },

  hosts: {
    name: 'Host',
    findings: 'Findings',
    records: 'Records read',
    unnamed: '(no host name)',
    cut: 'There are more hosts than this list holds; the totals above count all of them.',
    more: (left: number) => `Show more hosts (${n(left)} left)`,
  },

  read: {
    inputs: 'Input',
    files: 'Files read',
    filesNotRead: 'Files not read',
    records: 'Records read',
    firstEvent: 'Earliest record',
    lastEvent: 'Latest record',
    bytes: 'Bytes in total',
    bytesUsed: 'Used',
    bytesDamaged: 'Damaged, not used',
    bytesPadding: 'Padding (empty by design)',
    rules: 'Rules evaluated',
    ruleSet: 'Rule set',
    engine: 'Engine',
    logs: 'Logs that matter',
    log: 'Log',
    shows: 'What it shows',
    logRecords: 'Records',
    seen: (count: number) => n(count),
    blind: 'not visible (no log)',
    otherLogs: 'Other logs read',
    channelsCut: 'There are more logs than this list holds.',
    sources: {
      sigma: 'Sigma', hayabusa: 'Hayabusa', noroshi: 'noroshi',
    } as Record<string, string>,
  },

  channels: {
    security: 'Logons, accounts, process starts, log clearing',
    system: 'Services installed, restarts, log clearing',
    sysmon: 'Processes, connections, file and registry changes (if Sysmon is installed)',
    powershell: 'PowerShell script text',
    powershellClassic: 'Start and command line of PowerShell',
    taskScheduler: 'Scheduled tasks created and run',
    sessions: 'Remote desktop sessions',
    remoteConnections: 'Remote desktop logons with source address',
    defender: 'What Microsoft Defender found, and changes to it',
    wmi: 'WMI activity and permanent subscriptions',
    bits: 'Background downloads',
  },

  losses: {
    none: 'All the evidence could be used.',
    intro:
      'What of the evidence could not be used, file by file. A rule cannot match what could not be ' +
      'read. Marks without lost bytes are listed too.',
    path: 'File',
    kind: 'What is wrong',
    count: 'Number',
    lostBytes: 'Bytes lost',
    lostRecords: 'Records lost',
    offset: 'First at byte',
    cut: (count: number) => `${s(count, 'further row')} in run.json.`,
    more: (left: number) => `Show more (${n(left)} left)`,
    kinds: {
      file_signature: 'The file header is not one of its format',
      file_truncated: 'The file ends too early',
      chunk_signature: 'A chunk does not begin as a chunk must',
      chunk_checksum: 'Checksum of a chunk’s records does not fit',
      chunk_header_checksum: 'Checksum of a chunk header does not fit',
      chunk_bounds: 'A chunk header points outside the chunk',
      record_signature: 'A record does not begin as a record must',
      record_size: 'Impossible record size',
      record_size_copy: 'The two sizes of a record differ',
      record_gap: 'Records that should be there are not: announced by a chunk header, or not yet written out to a registry hive',
      name_bounds: 'A name points outside the chunk',
      name_hash: 'Hash of a name does not fit',
      template_bounds: 'A template points outside the chunk',
      template_id: 'A template has another id than the record says',
      template_structure: 'A template is malformed',
      token_unknown: 'Unknown element in a record',
      token_order: 'Elements of a record in impossible order',
      value_bounds: 'A value reaches beyond its record',
      value_size: 'Impossible size of a value',
      value_type: 'Unknown type of a value',
      value_text: 'Text that is not valid text',
      value_time: 'Time that does not exist',
      substitution_index: 'A record refers to a value it does not have',
      nesting: 'Nested deeper than the limit',
      budget: 'A record needs more than its limit of time or space',
      no_root: 'A record without content',
      multiple_roots: 'A record with several contents',
      recovered: 'Carved back from unused space (no loss)',
      unreadable: 'The operating system refused to read it',
      unknown_format: 'No format that can be read',
      empty_file: 'The file is empty',
      record_syntax: 'A record that does not follow its format',
      unknown_shape: 'Records whose log source is not known (no loss; a mapping can tell it)',
      container: 'The archive or packed file is damaged or cut',
      container_limit: 'The archive holds more than is unpacked',
      encrypted: 'Encrypted, and no password opens it',
      member_name: 'The name of an archive member is odd',
      text_encoding: 'Characters that are not valid in the text’s encoding were replaced',
      not_scanned: 'A program, document or memory image, or a part of it, was not examined',
      regex_limit: 'A value was too hard for a rule (regular expression limit)',
      record_partial: 'A record of which a part is missing',
      message_only: 'Events exported as messages only, in a form that is not known: rules that read fields miss them',
      suppressed: 'Findings hidden by the environment’s allow-list (suppressed.jsonl has them)',
      allow_expired: 'An entry of the allow-list has expired: it hides nothing any more',
    } as Record<string, string>,
  },

  files: {
    intro:
      'Programs, documents and memory images of the evidence in which something was found by their ' +
      'form or place. None of it is a verdict: each finding names what else causes it. Gravest first.',
    notListed: (count: number) => `${s(count, 'further file')} in scan.jsonl only.`,
    more: (left: number) => `Show more (${n(left)} left)`,
    what: 'What is wrong',
    found: (count: number) => s(count, 'finding'),
    atOffset: (offset: string, bytes: string) => `at byte ${offset}, ${bytes}`,
    reason: 'Reason',
    value: 'Value',
    otherCauses: 'Other causes',
    nextStep: 'Next',
    yaraRule: 'YARA rule',
    file: 'File',
    path: 'Path',
    size: 'Size',
    modified: 'Last changed',
    kind: 'Kind',
    library: 'library (DLL)',
    program: 'program (EXE)',
    noProgram: 'no program',
    noHash: 'not computed: too large, or cut',
    partners: 'Loaded by (side-loading pair)',
    signature: 'Signature',
    verdict: 'Verdict',
    verdicts: {
      none: 'not signed (a catalog of Windows may still vouch for it)',
      unreadable: 'a signature is there and cannot be read',
      altered: 'the file is not what was signed',
      bad_key: 'the signature is not the signer’s',
      trusted: 'valid; the chain ends in a trusted root',
      unknown_root: 'fits the file; the chain ends in a root that is not known here',
      incomplete: 'fits the file; a certificate of the chain is missing',
      expired: 'fits the file; a certificate had expired',
      not_for_code: 'fits the file; the certificate is not for code',
      invalid: 'fits the file; the chain is not valid',
      unknown: 'fits the file; the chain was not looked at',
    } as Record<string, string>,
    signer: 'Signer',
    issuer: 'Issuer',
    serial: 'Serial number',
    signedAt: 'Signed at',
    noTimestamp: 'no timestamp',
    digestOf: 'Digest algorithm',
    slack: 'Bytes in the signature that nobody signed',
    slackText: (bytes: string, nonzero: string, offset: string) =>
      `${bytes}, of these ${nonzero} are not zero, from byte ${offset} on`,
    behindTable: 'Bytes behind the signature',
    structure: 'Structure',
    machine: 'Machine',
    linked: 'Linked (as stated)',
    pdb: 'Debug file',
    exportName: 'Name in its exports',
    exports: 'Exports',
    exportsText: (count: number, first: string) => `${n(count)}: ${first}`,
    overlay: 'Bytes behind the last section',
    overlayText: (bytes: string, offset: string) => `${bytes} from byte ${offset} on`,
    oddities: 'Oddities',
    imports: (count: number) => `Imports of note (${s(count, 'library', 'libraries')} in all)`,
    noImports: 'None of the functions that loaders need.',
    importedFrom: 'Library',
    functions: 'Functions of note',
    ofAll: 'Functions',
    sections: 'Sections',
    section: 'Section',
    offset: 'At byte',
    inMemory: 'In memory',
    entropy: 'Entropy (bits a byte)',
    rights: 'Runs, writes',
    runs: 'runs',
    writes: 'writes',
    version: 'Version information',
    key: 'Name',
    strip: 'Entropy from the first byte to the last',
    stripText: (all: string, least: string, most: string) =>
      `${all} bits a byte as a whole; in parts of the file from ${least} to ${most}. Close to 8 is ` +
      'encrypted or packed.',
    stripPart: (part: number, parts: number, bits: string) => `part ${part} of ${parts}: ${bits}`,
    reasons: {
      program: 'Program that loads it',
      program_signer: 'Signer of that program',
      tie: 'How the two are tied',
      points: 'Points in all',
      library_unsigned: 'The library is not signed',
      library_signer: 'The library has another signer',
      library_altered: 'The library was altered after signing',
      library_self_signed: 'The library is signed by a key of its own',
      system_library_name: 'Name of a library of Windows',
      exports_missing: 'Functions that the program calls and the library lacks',
      export_addresses: 'Different addresses among the exports',
      imports_by_number_only: 'The program asks for numbers only',
      loader_imports: 'It can read a file and make memory to run it in',
      library_without_version: 'The library has no version information',
      library_younger_days: 'Days between the program’s making and the library’s',
      program_original_name: 'Original name of the program',
      encrypted_file: 'Encrypted file beside it',
      data_in_signature_of: 'Data hidden in the signature of',
      files_in_folder: 'Files in the folder',
      folder: 'Folder that programs are not installed to',
      bytes: 'Bytes',
      bits_a_byte: 'Entropy (bits a byte)',
      not_zero: 'Bytes that are not zero',
      signer: 'Signer',
      signature_still_holds: 'The signature still holds',
      digest: 'Digest',
      bytes_behind_table: 'Bytes behind the signature',
      bytes_behind_signature: 'Bytes behind the signature, inside its entry',
      original_name: 'Original name',
      extension: 'Extension',
      real_extension: 'Real extension',
      shown_extension: 'Extension that is shown',
      direction_mark: 'Mark that turns the direction of text',
      is_library: 'Is a library',
      oddities: 'Oddities',
      yara_rule: 'YARA rule',
      yara_file: 'Rule file',
      tags: 'Tags',
      author: 'Author',
      reference: 'Reference',
      string: 'Matched string',
      more_strings: 'More matched strings',
      region: 'Region of memory',
      address: 'Address',
      module: 'Module',
      function: 'Function',
      thread: 'Thread',
      form: 'Form',
      from_zone: 'Zone it came from (3: Internet)',
      from_url: 'Address it came from',
      from_page: 'Page it came from',
      document: 'Kind of document',
      container: 'Kind of container',
    } as Record<string, string>,
  },

  notUsed: {
    none: 'All rules were evaluated.',
    intro: 'Rules that took no part in this hunt, with the reason.',
    reason: 'Reason',
    count: 'Rules',
    rule: 'Rule',
    place: 'File and line',
    detail: 'Detail',
    cut: (count: number) => `${s(count, 'further rule')} in run.json.`,
    more: (left: number) => `Show more (${n(left)} left)`,
    list: (count: number) => `The ${s(count, 'rule')}`,
    reasons: {
      yaml: 'Not readable as YAML',
      invalid: 'Breaks the rule language',
      unknown_modifier: 'Uses a modifier that does not exist',
      bad_regex: 'Holds a regular expression that cannot be used',
      missing_placeholder: 'Needs a list of values that was not given',
      no_source: 'For evidence that this hunt does not read (such as other systems or products)',
      correlation: 'Part of a correlation that cannot be evaluated',
      status: 'Marked deprecated or unsupported',
      level: 'Below the level asked for',
      duplicate: 'Same rule as another one',
      excluded: 'Excluded by your lists',
      not_a_rule: 'No rule: another YAML file among the rules',
    } as Record<string, string>,
  },

  about: {
    points: [
      'A finding is one record that meets the condition of one rule. The level is the one the ' +
        'author of the rule gave it; it says how grave the behaviour is, not how sure the finding is.',
      'The same deed can cause several findings, and harmless work can cause findings as well.',
      'The page shows the earliest findings of each rule and host in full. Counts are always ' +
        'complete, and findings.jsonl holds every finding.',
      'The page holds all its data and loads nothing from the network.',
      'Characters that cannot be seen or that reorder text are shown as marks such as',
    ],
  },
};

export type Messages = typeof en;
