// Which findings are shown, in which order. Pure: works on the document, knows no page.
import {
  type Finding, type Group, type Level, LEVELS, type ReportDocument, type Rule,
} from '../document';

export const SORTS = ['gravity', 'count', 'rare', 'first', 'last', 'title'] as const;
export type Sort = (typeof SORTS)[number];
export type Grouping = 'rule' | 'host';

export interface Filter {
  text: string;
  levels: ReadonlySet<Level>;
  host: string | null;    // exactly this host; null = any
  tactic: string | null;  // "" = rules that name none
  source: string | null;
  sort: Sort;
  grouping: Grouping;
}

export const DEFAULT_FILTER: Filter = {
  text: '',
  levels: new Set(LEVELS),
  host: null,
  tactic: null,
  source: null,
  sort: 'gravity',
  grouping: 'rule',
};

// A group as far as it fits. When only the text of some samples fits, `samples` holds those and
// `count` is their number: what the page cannot see it cannot search.
export interface GroupView {
  rule: Rule;
  group: Group;
  samples: Finding[];
  count: number;
  partial: boolean;
}

// All groups of one rule or of one host.
export interface Cluster {
  key: string;
  title: string;
  rule: Rule | null;  // null when grouped by host
  level: Level;       // the gravest
  groups: GroupView[];
  count: number;
  hosts: number;
  rules: number;
  first: string | null;
  last: string | null;
}

export interface Result {
  clusters: Cluster[];
  count: number;
  rules: number;
  hosts: number;
  partial: boolean;
}

// Tags come as written in the rule; the document's tactics are in this form.
export function canonicalTactic(tactic: string): string {
  return tactic.toLowerCase().replace(/[_ ]/g, '-');
}

const haystacks = new WeakMap<object, string>();

function haystack(of: object, parts: () => (string | undefined)[]): string {
  let text = haystacks.get(of);
  if (text === undefined) {
    text = parts().join('\n').toLowerCase();
    haystacks.set(of, text);
  }
  return text;
}

function ruleText(rule: Rule): string {
  return haystack(rule, () => [
    rule.title, rule.title_ja, rule.id, rule.path, rule.author, ...rule.techniques,
  ]);
}

function sampleText(sample: Finding): string {
  return haystack(sample, () => [
    sample.id, sample.time ?? '', sample.channel, sample.provider, sample.path, sample.record_id,
    String(sample.event_id),
    ...sample.fields.flat(),
    ...sample.reasons.flatMap((reason) => [reason.field, reason.value, reason.pattern]),
  ]);
}

function ruleFits(rule: Rule, filter: Filter): boolean {
  if (!filter.levels.has(rule.level)) return false;
  if (filter.source !== null && rule.source !== filter.source) return false;
  if (filter.tactic === null) return true;
  return filter.tactic === ''
    ? rule.tactics.length === 0
    : rule.tactics.some((tactic) => canonicalTactic(tactic) === filter.tactic);
}

// The words that the rule's own text does not answer must all be in the host or in one sample.
function viewOf(rule: Rule, group: Group, words: string[]): GroupView | null {
  const whole = {rule, group, samples: group.samples, count: group.count, partial: false};
  const host = group.host.toLowerCase();
  const open = words.filter((word) => !host.includes(word));
  if (open.length === 0) return whole;
  const samples = group.samples.filter((sample) =>
    open.every((word) => sampleText(sample).includes(word)));
  if (samples.length === 0) return null;
  if (samples.length === group.count) return whole;
  return {rule, group, samples, count: samples.length, partial: true};
}

function viewsOf(document: ReportDocument, filter: Filter): GroupView[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const views: GroupView[] = [];
  for (const rule of document.rules) {
    if (!ruleFits(rule, filter)) continue;
    const open = words.filter((word) => !ruleText(rule).includes(word));
    for (const group of rule.groups) {
      if (filter.host !== null && group.host !== filter.host) continue;
      const view = viewOf(rule, group, open);
      if (view) views.push(view);
    }
  }
  return views;
}

const gravity = (level: Level) => LEVELS.indexOf(level);
const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const earliest = (a: string | null, b: string | null) =>
  a === null ? b : b === null || a < b ? a : b;
const latest = (a: string | null, b: string | null) =>
  a === null ? b : b === null || a > b ? a : b;

function clusterOf(key: string, views: GroupView[], grouping: Grouping): Cluster {
  const [first] = views as [GroupView, ...GroupView[]];
  const rule = grouping === 'rule' ? first.rule : null;
  return {
    key,
    rule,
    title: rule ? rule.title : first.group.host,
    level: views.map((view) => view.rule.level).sort((a, b) => gravity(b) - gravity(a))[0]!,
    groups: views,
    count: views.reduce((sum, view) => sum + view.count, 0),
    hosts: new Set(views.map((view) => view.group.host)).size,
    rules: new Set(views.map((view) => view.rule)).size,
    first: views.map((view) => view.group.first_seen).reduce(earliest),
    last: views.map((view) => view.group.last_seen).reduce(latest),
  };
}

// How many findings of each level: what decides between hosts.
function weights(cluster: Cluster): number[] {
  const counts = LEVELS.map(() => 0);
  for (const view of cluster.groups) {
    const at = gravity(view.rule.level);
    counts[at] = (counts[at] ?? 0) + view.count;
  }
  return counts.reverse();
}

function byGravity(a: Cluster, b: Cluster): number {
  const left = weights(a);
  const right = weights(b);
  const at = left.findIndex((count, index) => count !== right[index]);
  if (at < 0) return 0;
  // Between rules of one level the number decides; between levels, the level.
  return (right[at] ?? 0) - (left[at] ?? 0);
}

const COMPARE: Record<Sort, (a: Cluster, b: Cluster) => number> = {
  gravity: byGravity,
  count: (a, b) => b.count - a.count,
  rare: (a, b) => a.count - b.count,
  first: (a, b) => text(a.first ?? '~', b.first ?? '~'),
  last: (a, b) => text(b.last ?? '', a.last ?? ''),
  title: () => 0,
};

export function applyFilter(document: ReportDocument, filter: Filter): Result {
  const views = viewsOf(document, filter);
  const byKey = new Map<string, GroupView[]>();
  for (const view of views) {
    const key = filter.grouping === 'rule'
      ? `${view.rule.id} ${view.rule.path}`
      : view.group.host;
    const known = byKey.get(key);
    if (known) known.push(view);
    else byKey.set(key, [view]);
  }
  const clusters = [...byKey].map(([key, grouped]) => clusterOf(key, grouped, filter.grouping));
  clusters.sort((a, b) => COMPARE[filter.sort](a, b) || text(a.title, b.title));
  return {
    clusters,
    count: views.reduce((sum, view) => sum + view.count, 0),
    rules: new Set(views.map((view) => view.rule)).size,
    hosts: new Set(views.map((view) => view.group.host)).size,
    partial: views.some((view) => view.partial),
  };
}
