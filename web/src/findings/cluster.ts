// One fold of the findings list: a rule with its hosts, or a host with its rules.
import type {Context} from '../context';
import type {Rule} from '../document';
import {type Child, evidence, fold, h, paged, value} from '../dom';
import {formatTime} from '../format';
import {wordsFor} from '../i18n';
import {badge} from './badge';
import {canonicalTactic, type Cluster, type GroupView} from './filter';
import {facts, renderSample} from './sample';

const GROUPS_AT_ONCE = 50;

export function ruleTitle(rule: Rule, {language}: Context): string {
  return (language === 'ja' && rule.title_ja) || rule.title || rule.id;
}

export function hostName(host: string, {words}: Context): Child {
  return host === '' ? words.hosts.unnamed : evidence(host);
}

function span(first: string | null, last: string | null): Child {
  if (first === null) return null;
  const from = formatTime(first);
  const to = formatTime(last);
  return h('span', {class: 'span'}, from === to ? from : [from, h('wbr'), ' – ', to]);
}

export function chips(items: string[]): Child {
  return items.length === 0
    ? null
    : h('span', {class: 'chips'}, items.map((item) =>
        h('span', {class: 'chip'}, evidence(item))));
}

function listed(items: string[] | undefined): Child {
  if (!items || items.length === 0) return null;
  return h('ul', {class: 'plain-list'}, items.map((item) => h('li', {}, evidence(item))));
}

function text(content: string | undefined): Child {
  return content ? h('span', {class: 'prose'}, value(content)) : null;
}

// What the rule says of itself.
export function ruleFacts(rule: Rule, context: Context): HTMLElement {
  const {words, language} = context;
  const w = words.findings;
  const mitigation = language === 'ja'
    ? rule.mitigation_ja || rule.mitigation_en
    : rule.mitigation_en || rule.mitigation_ja;
  const rows: [string, Child][] = [
    [w.description, text(rule.description)],
    [w.mitigation, text(mitigation)],
    [w.falsePositives, listed(rule.false_positives)],
    [w.tactics, rule.tactics.length === 0 ? null : rule.tactics
      .map((tactic) => wordsFor(words.tactics, canonicalTactic(tactic))).map((name, index) =>
        [index === 0 ? '' : ' · ', evidence(name)])],
    [w.techniques, chips(rule.techniques)],
    [w.references, listed(rule.references)],
    [w.author, rule.author ? evidence(rule.author) : null],
    [w.source, evidence(wordsFor(words.read.sources, rule.source))],
    [w.rulePath, value(rule.path)],
    [w.ruleId, value(rule.id)],
  ];
  return facts(rows.filter(([, content]) => content !== null));
}

function samples(view: GroupView, context: Context): Child {
  const w = context.words.findings;
  const note = view.samples.length === 0
    ? w.samplesNone
    : view.partial
      ? w.partial(view.samples.length)
      : w.samplesOf(view.samples.length, view.count);
  return [
    h('p', {class: 'note'}, note),
    view.samples.map((sample) => renderSample(sample, context)),
  ];
}

function renderGroup(view: GroupView, byRule: boolean, open: boolean, context: Context): Child {
  const {words} = context;
  const name = byRule
    ? h('span', {class: 'name'}, hostName(view.group.host, context))
    : [badge(view.rule.level, words),
       h('span', {class: 'name'}, evidence(ruleTitle(view.rule, context)))];
  return fold({class: 'group', open},
    [
      name,
      h('span', {class: 'tally'}, words.findings.count(view.count)),
      span(view.group.first_seen, view.group.last_seen),
    ],
    () => h('div', {class: 'group-body'},
      byRule ? null : ruleFacts(view.rule, context), samples(view, context)));
}

function body(cluster: Cluster, context: Context): Child {
  const {words} = context;
  const groups = cluster.groups;
  const byRule = cluster.rule !== null;
  const more = cluster.rule?.count_not_grouped ?? 0;
  return h('div', {class: 'cluster-body'},
    cluster.rule ? ruleFacts(cluster.rule, context) : null,
    paged(groups, GROUPS_AT_ONCE, words.findings.more, (slice) =>
      slice.map((view) => renderGroup(view, byRule, groups.length === 1, context))),
    more > 0 ? h('p', {class: 'note'}, words.findings.notGrouped(more)) : null);
}

export function renderCluster(cluster: Cluster, context: Context): HTMLElement {
  const {words} = context;
  const w = words.findings;
  const title = cluster.rule
    ? evidence(ruleTitle(cluster.rule, context))
    : hostName(cluster.title, context);
  return h('li', {},
    fold({class: `cluster edge-${cluster.level}`},
      [
        badge(cluster.level, words),
        h('span', {class: 'name'}, title),
        h('span', {class: 'tally'},
          h('b', {}, w.count(cluster.count)), ' ',
          h('span', {class: 'aside'},
            cluster.rule ? w.hostCount(cluster.hosts) : w.ruleCount(cluster.rules))),
        h('span', {class: 'under'},
          span(cluster.first, cluster.last), cluster.rule ? chips(cluster.rule.techniques) : null),
      ],
      () => body(cluster, context)));
}
