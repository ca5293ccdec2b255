// Values that could be searched for elsewhere, written so that nothing takes them for a link, each
// marked as going stale or lasting.
import type {Context} from '../context';
import type {Indicator} from '../document';
import {type Child, evidence, h, paged, table, value} from '../dom';
import {badge} from '../findings/badge';
import {formatCount, formatTime} from '../format';
import {wordsFor} from '../i18n';

const ROWS_AT_ONCE = 25;

function hosts(indicator: Indicator, context: Context): Child {
  const more = indicator.host_count - indicator.hosts.length;
  return [
    indicator.hosts.map((name, index) => [index > 0 ? ', ' : null, evidence(name)]),
    more > 0 ? context.words.incidents.more(more) : null,
  ];
}

export function renderIndicators(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.indicators;
  if (document.indicators.length === 0) return h('p', {class: 'nothing'}, w.none);
  const heads = [
    w.value, w.kind, words.level, w.keeps, words.figures.findings, words.hosts.name,
    words.findings.firstSeen, words.findings.lastSeen,
  ];
  const notes = [w.expiresNote, w.sampled];
  if (document.indicators_not_listed > 0) notes.push(w.notListed(document.indicators_not_listed));
  return h('div', {},
    h('p', {class: 'intro'}, w.intro),
    paged(document.indicators, ROWS_AT_ONCE, w.more, (slice) =>
      table(words.sections.indicators, heads, slice.map((indicator) => [
        value(indicator.text),
        wordsFor(words.incidents.kinds, indicator.kind),
        badge(indicator.level, words),
        h('span', {class: indicator.expires ? 'stale' : 'lasting'},
          indicator.expires ? w.expires : w.lasts),
        formatCount(indicator.findings),
        hosts(indicator, context),
        formatTime(indicator.first_seen), formatTime(indicator.last_seen),
      ]), [4])),
    h('p', {class: 'note'}, notes.map((note) => h('span', {class: 'remark'}, note))));
}
