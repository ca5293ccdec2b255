// The report document as the program writes it: schema/report.schema.json, version 2.

export const SCHEMA_VERSION = 2;

// Position in every LevelCounts: informational first.
export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Level = (typeof LEVELS)[number];
export type LevelCounts = number[];

export interface Reason {
  selection: string;
  field: string;
  value: string;
  pattern: string;
}

export interface Member {
  time: string | null;
  rule: string;
  host: string;
  path: string;
  record_id: string;
  offset: string;
}

export interface Finding {
  id: string;
  time: string | null;
  channel: string;
  provider: string;
  event_id: number;
  path: string;
  record_id: string;
  offset: string;
  marks?: string[];
  fields: [string, string][];
  reasons: Reason[];
  members?: Member[];
  member_count?: number;
}

export interface Group {
  host: string;
  count: number;
  first_seen: string | null;
  last_seen: string | null;
  samples: Finding[];
}

export interface Rule {
  id: string;
  title: string;
  title_ja?: string;
  level: Level;
  source: string;
  path: string;
  author?: string;
  description?: string;
  mitigation_en?: string;
  mitigation_ja?: string;
  techniques: string[];
  tactics: string[];
  references?: string[];
  false_positives?: string[];
  count: number;
  count_not_grouped: number;
  groups: Group[];
}

export interface Host {
  name: string;
  findings: LevelCounts;
  records: number;
  first_seen: string | null;
  last_seen: string | null;
}

export interface Tactic {
  tactic: string;
  findings: LevelCounts;
  techniques: Record<string, LevelCounts>;
}

export interface Timeline {
  start: string | null;
  bucket_seconds: number;
  buckets: LevelCounts[];
  outside: LevelCounts;
  undated: LevelCounts;
}

export interface Loss {
  path: string;
  kind: string;
  count: number;
  lost_bytes: number;
  lost_records: number;
  first_offset: string;
  detail?: string;
}

export interface RuleNotUsed {
  reason: string;
  id: string;
  title: string;
  path: string;
  line: number;
  detail?: string;
}

export interface IncidentStage {
  findings: number;
  first_seen: string | null;
  last_seen: string | null;
  techniques: string[];
}

export interface IncidentEntity {
  kind: string;
  value: string;
  hosts: string[];
}

export interface IncidentStep {
  time: string | null;
  last: string | null;
  host: string;
  rule: number;  // index into rules
  count: number;
  finding: string;
}

export interface SetName {
  id: string;
  name: string;
}

export interface Evidence {
  kind: string;
  id: string;
  name: string;
  weight: number;
  sets: number;
  reports: string[];
}

export interface Resemblance {
  intrusion_set: SetName;
  confidence: number;  // 0 to 100
  weight: number;
  for: Evidence[];
  against: Evidence[];
  missing: Evidence[];
  rival: SetName | null;
}

export interface LookNext {
  id: string;
  name: string;
  software: boolean;
  blind: boolean;
  points_to: SetName;
}

export interface Incident {
  schema_version: number;
  id: string;
  level: Level;
  score: number;
  title: {ja: string; en: string};
  narrative: {ja: string; en: string};
  first_seen: string | null;
  last_seen: string | null;
  hosts: string[];
  places?: {host: string; site: string; roles: string[]}[];
  accounts: string[];
  patient_zero: string;
  patient_zero_finding: string;
  stages: Record<string, IncidentStage>;
  tactics: string[];
  techniques: {id: string; count: number; first_seen: string | null; hosts: string[]}[];
  families: string[];
  entities: IncidentEntity[];
  rules: {id: string; title: string; title_ja?: string; level: Level; count: number}[];
  timeline: IncidentStep[];
  steps: number;
  finding_count: number;
  findings: string[];
  // Whom it resembles; absent when nobody asked.
  abstained?: boolean;
  reason?: string;
  verdict?: {ja: string; en: string};
  attribution?: Resemblance[];
  look_next?: LookNext[];
  aims?: {set: string; rules: number; fired: number; expected: number; weight: number}[];
  not_known?: string[];
}

export interface Technique {
  id: string;
  tactics: string[];
  findings: LevelCounts;
  hosts: number;
}

export interface Mitigation {
  id: string;
  text: {ja: string; en: string};
  points: number;
  findings: LevelCounts;
  hosts: number;
  techniques: string[];
  rules: number[];  // indexes into rules
}

export interface Indicator {
  kind: string;
  value: string;
  text: string;
  expires: boolean;
  level: Level;
  findings: number;
  hosts: string[];
  host_count: number;
  first_seen: string | null;
  last_seen: string | null;
}

export interface MissingEvidence {
  channel: string;
  event_id: number;
  log_source: string;
  rules: number;
  high_rules: number;
  advice: {ja: string; en: string};
}

export interface Visibility {
  rules: [number, number, number];  // blind, quiet, seen
  techniques: [number, number, number];
  blind_techniques: string[];
  missing: MissingEvidence[];
  missing_not_listed: number;
}

export interface SuspectFinding {
  rule: string;
  title: {ja: string; en: string};
  level: Level;
  techniques: string;
  offset: string;
  bytes: number;
  reasons: [string, string][];
  other_causes: {ja: string; en: string};
  next: {ja: string; en: string};
}

export interface SuspectSection {
  name: string;
  offset: string;
  size: number;
  address: string;
  memory_size: number;
  entropy: number;
  runs: boolean;
  writes: boolean;
}

export interface SuspectSigner {
  name: string;
  issuer: string;
  serial: string;
  algorithm: string;
  signed_at: string | null;
  digest: string;
  key: string;
  chain: string;
  chain_why: string;
}

export interface SuspectSignature {
  verdict: string;
  damage: string;
  signers: SuspectSigner[];
  slack_offset: string;
  slack_bytes: number;
  slack_nonzero: number;
  behind_table: number;
}

export interface SuspectProgram {
  machine: string;
  is_library: boolean;
  linked: string | null;
  pdb: string;
  export_name: string;
  exports: number;
  first_exports: string[];
  libraries: number;
  imports: {library: string; functions: number; of_note: string[]}[];
  sections: SuspectSection[];
  version: [string, string][];
  oddities: string[];
  overlay_offset: string;
  overlay_size: number;
  signature: SuspectSignature;
}

export interface SuspectFile {
  path: string;
  host: string;
  level: Level;
  size: number;
  modified: string | null;
  md5: string;
  sha1: string;
  sha256: string;
  entropy: number;
  entropy_along: number[];
  findings: SuspectFinding[];
  partners: string[];
  program?: SuspectProgram;  // absent: no program, or one that cannot be read
}

export interface CaseFile {
  hunts: number;
  notes: {target: string; author: string; text: string; at: string | null}[];
  states: {target: string; state: string; author: string; reason: string; at: string | null}[];
  suppressions: {
    rule: string; title: string; host: string; author: string; reason: string; at: string | null;
    expires: string | null; in_force: boolean; left_out: number;
  }[];
}

export interface Run {
  language: string;
  engine_version: string;
  rule_set_hash: string;
  generated_at: string | null;
  inputs: string[];
  interrupted: boolean;
  files: number;
  files_not_read: number;
  bytes: number;
  bytes_used: number;
  bytes_damaged: number;
  bytes_padding: number;
  first_event: string | null;
  last_event: string | null;
  rules_by_source: Record<string, number>;
}

export interface ReportDocument {
  schema_version: number;
  run: Run;
  records: number;
  findings: number;
  rules_matched: number;
  findings_by_level: LevelCounts;
  first_finding: string | null;
  last_finding: string | null;
  records_by_channel: Record<string, number>;
  incidents: Incident[];
  incidents_not_listed: number;
  findings_outside_incidents: number;
  findings_left_out_of_incidents: number;
  timeline: Timeline;
  hosts: Host[];
  tactics: Tactic[];
  techniques: Technique[];
  technique_names: Record<string, string>;
  suspect_files: SuspectFile[];
  suspect_files_not_listed: number;
  rules: Rule[];
  mitigations: Mitigation[];
  attack_mitigations: Mitigation[];
  indicators: Indicator[];
  indicators_not_listed: number;
  visibility?: Visibility;
  case?: CaseFile;  // of a report on a case store
  losses: Loss[];
  rules_not_used_by_reason: Record<string, number>;
  rules_not_used: RuleNotUsed[];
  samples: number;
  hosts_cut: boolean;
  channels_cut: boolean;
  losses_not_listed: number;
  rules_not_used_not_listed: number;
}

// Gravest first, the order in which people read.
export const LEVELS_BY_GRAVITY: readonly Level[] = [...LEVELS].reverse();

export function countOf(counts: LevelCounts, level: Level): number {
  return counts[LEVELS.indexOf(level)] ?? 0;
}

export function totalOf(counts: LevelCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

export function graveOf(counts: LevelCounts): number {
  return countOf(counts, 'critical') + countOf(counts, 'high');
}

// Whether hosts without findings are listed too: only then can "n of all hosts" be said.
export function allHostsListed(document: ReportDocument): boolean {
  return document.hosts.some((host) => host.records > 0);
}

export function techniqueName(document: ReportDocument, id: string): string {
  return Object.hasOwn(document.technique_names, id) ? document.technique_names[id] ?? '' : '';
}

export function gravestOf(counts: LevelCounts): Level | null {
  return LEVELS_BY_GRAVITY.find((level) => countOf(counts, level) > 0) ?? null;
}
