// Key figures in a row.
import type {Context} from '../context';
import {allHostsListed, totalOf} from '../document';
import {type Child, h} from '../dom';
import {formatBytes, formatCount, formatDay, formatShare} from '../format';

function figure(label: string, value: Child, aside: string): HTMLElement {
  return h('div', {class: 'figure'},
    h('dt', {}, label), h('dd', {}, h('b', {}, value), h('span', {class: 'aside'}, aside)));
}

export function renderFigures({document, language, words}: Context): HTMLElement {
  const w = words.figures;
  const {run} = document;
  const hit = document.hosts.filter((host) => totalOf(host.findings) > 0).length;
  const evaluated = Object.values(run.rules_by_source).reduce((sum, count) => sum + count, 0);
  const plus = document.hosts_cut ? '+' : '';
  const usable = run.bytes_used + run.bytes_damaged;
  // ISO texts of one length compare as times; a longer one has a year past 9999.
  const made = run.generated_at ?? '';
  const last = run.last_event ?? '';
  const isFuture = made !== '' && (last.length > made.length || last > made);
  const day = (iso: string | null) => (iso === null ? '' : formatDay(iso, language));
  return h('dl', {class: 'figures'},
    figure(w.findings, formatCount(document.findings), ''),
    figure(w.hostsHit, formatCount(hit) + plus,
      allHostsListed(document) ? w.ofHosts(formatCount(document.hosts.length) + plus) : ''),
    figure(w.rules, formatCount(document.rules_matched), w.ofRules(formatCount(evaluated))),
    figure(w.records, formatCount(document.records), w.fromFiles(formatCount(run.files))),
    figure(w.used, formatShare(run.bytes_used, usable, words.share), w.ofBytes(formatBytes(usable))),
    h('div', {class: 'figure period'},
      h('dt', {}, w.period),
      h('dd', {}, h('b', {}, day(run.first_event) || w.periodNone),
        run.last_event ? h('b', {}, `– ${day(run.last_event)}`) : null,
        isFuture ? h('span', {class: 'aside'}, w.future) : null)));
}
