// Small documents for the unit tests.
import {
  type Finding, type Group, type Level, LEVELS, type ReportDocument, type Rule, SCHEMA_VERSION,
} from '../src/document';

const NONE = [0, 0, 0, 0, 0];

export function emptyReport(): ReportDocument {
  return {
    schema_version: SCHEMA_VERSION,
    run: {
      language: 'en', engine_version: '0', rule_set_hash: '', generated_at: null, inputs: [],
      interrupted: false, files: 0, files_not_read: 0, bytes: 0, bytes_used: 0, bytes_damaged: 0,
      bytes_padding: 0, first_event: null, last_event: null, rules_by_source: {},
    },
    records: 0, findings: 0, rules_matched: 0, findings_by_level: [...NONE], first_finding: null,
    last_finding: null, records_by_channel: {},
    incidents: [], incidents_not_listed: 0, findings_outside_incidents: 0,
    findings_left_out_of_incidents: 0,
    timeline: {start: null, bucket_seconds: 86_400, buckets: [], outside: NONE, undated: NONE},
    hosts: [], tactics: [], techniques: [], technique_names: {},
    mitigations: [], attack_mitigations: [], indicators: [], indicators_not_listed: 0, suspect_files: [], suspect_files_not_listed: 0, rules: [], losses: [], rules_not_used_by_reason: {}, rules_not_used: [],
    samples: 0, hosts_cut: false, channels_cut: false, losses_not_listed: 0,
    rules_not_used_not_listed: 0,
  };
}

export function finding(id: string, value: string): Finding {
  return {
    id, time: '2020-10-05T02:11:09.0000000Z', channel: 'Security', provider: 'P', event_id: 4624,
    path: 'a.evtx', record_id: '1', offset: '0', fields: [['User', value]], reasons: [],
  };
}

export function group(host: string, count: number, samples: Finding[] = []): Group {
  const day = String(1 + (count % 28)).padStart(2, '0');
  const seen = `2020-10-${day}T00:00:00.0000000Z`;
  return {host, count, first_seen: seen, last_seen: seen, samples};
}

export function rule(title: string, level: Level, groups: Group[], more: Partial<Rule> = {}): Rule {
  return {
    id: `id-${title}`, title, level, source: 'sigma', path: `${title}.yml`, techniques: [],
    tactics: [], count: groups.reduce((sum, one) => sum + one.count, 0), count_not_grouped: 0,
    groups, ...more,
  };
}

// A document with these rules, and the totals that follow from them.
export function reportOf(rules: Rule[]): ReportDocument {
  const report = emptyReport();
  report.rules = rules;
  const hosts = new Map<string, number[]>();
  for (const one of rules) {
    for (const {host, count} of one.groups) {
      const counts = hosts.get(host) ?? [...NONE];
      const at = LEVELS.indexOf(one.level);
      counts[at] = (counts[at] ?? 0) + count;
      report.findings_by_level[at] = (report.findings_by_level[at] ?? 0) + count;
      report.findings += count;
      hosts.set(host, counts);
    }
  }
  report.hosts = [...hosts].map(([name, findings]) => ({
    name, findings, records: 10, first_seen: '2020-10-05T00:00:00.0000000Z',
    last_seen: '2020-11-02T00:00:00.0000000Z',
  }));
  report.records = 100;
  return report;
}
