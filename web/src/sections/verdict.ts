// The first lines: what was found, in one sentence that promises no more than the counts say.
import type {Context} from '../context';
import {
  allHostsListed, countOf, graveOf, type Host, LEVELS_BY_GRAVITY, type ReportDocument, totalOf,
} from '../document';
import {type Child, h} from '../dom';
import {badge} from '../findings/badge';
import {formatBytes, formatCount, formatDay, formatShare} from '../format';
import type {Language, Messages} from '../i18n';

export interface Verdict {
  tone: 'grave' | 'lesser' | 'none';
  lead: string | null;  // the incidents, which say more than any count
  sentence: string;
  caution: string;
}

function period(hosts: Host[], language: Language, words: Messages): string {
  const firsts = hosts.flatMap((host) => host.first_seen ?? []).sort();
  const lasts = hosts.flatMap((host) => host.last_seen ?? []).sort();
  const first = firsts[0];
  const last = lasts.at(-1);
  if (first === undefined || last === undefined) return words.figures.periodNone;
  return words.verdict.period(formatDay(first, language), formatDay(last, language));
}

// Names the gravest incident; one of medium level or below is no first line.
function incidentsLead({incidents}: ReportDocument, language: Language, words: Messages): string | null {
  const grave = incidents.filter(({level}) => level === 'critical' || level === 'high');
  const first = grave[0];
  if (first === undefined || first.first_seen === null || first.last_seen === null) return null;
  const when =
    words.verdict.period(formatDay(first.first_seen, language), formatDay(first.last_seen, language));
  return words.verdict.incident(
    first.level, first.hosts.length, first.finding_count, when, grave.length - 1);
}

export function verdictOf(
  document: ReportDocument, language: Language, words: Messages,
): Verdict {
  const w = words.verdict;
  if (document.findings === 0) {
    return {
      tone: 'none',
      lead: null,
      sentence: document.records === 0 ? w.nothingRead : w.none(document.records),
      caution: w.cautionNone,
    };
  }
  const counts = document.findings_by_level;
  const grave = graveOf(counts);
  const hit = document.hosts.filter((host) =>
    grave > 0 ? graveOf(host.findings) > 0 : totalOf(host.findings) > 0);
  const all = allHostsListed(document) ? document.hosts.length : hit.length;
  const hosts = w.hosts(hit.length, all, document.hosts_cut);
  const when = period(hit, language, words);
  const lead = incidentsLead(document, language, words);
  if (grave === 0) {
    return {
      tone: 'lesser',
      lead,
      sentence: w.lesser(document.findings, hosts, when),
      caution: `${w.caution} ${w.cautionLesser}`,
    };
  }
  const critical = countOf(counts, 'critical');
  return {
    tone: 'grave',
    lead,
    sentence: w.grave(grave, critical, countOf(counts, 'high'), hosts, when),
    caution: w.caution,
  };
}

function levelStrip({document, words}: Context): Child {
  if (document.findings === 0) return null;
  return h('ul', {class: 'level-strip'}, LEVELS_BY_GRAVITY.map((level) =>
    h('li', {class: countOf(document.findings_by_level, level) === 0 ? 'zero' : null},
      badge(level, words),
      h('span', {class: 'strip-count'}, formatCount(countOf(document.findings_by_level, level))))));
}

export function renderVerdict(context: Context): HTMLElement {
  const {document, language, words} = context;
  const {tone, lead, sentence, caution} = verdictOf(document, language, words);
  const {bytes_damaged: damaged, bytes_used: used, interrupted} = document.run;
  return h('section', {class: `verdict ${tone}`, id: 'verdict'},
    interrupted
      ? h('div', {class: 'interrupted', role: 'alert'},
          h('b', {}, words.verdict.interruptedTitle), ' ', words.verdict.interruptedText)
      : null,
    h('p', {class: 'sentence'}, lead ?? sentence),
    lead === null ? null : h('p', {class: 'counts'}, sentence),
    levelStrip(context),
    h('p', {class: 'caution'}, caution),
    damaged > 0
      ? h('p', {class: 'caution'}, words.verdict.incomplete(
          formatBytes(damaged), formatShare(damaged, damaged + used, words.share)))
      : null);
}
