// All hosts, gravest first, those without findings included: they were looked at too.
import type {Context} from '../context';
import {allHostsListed, countOf, LEVELS_BY_GRAVITY, totalOf} from '../document';
import {type Child, evidence, h, paged, table} from '../dom';
import {formatCount, formatTime} from '../format';

const HOSTS_AT_ONCE = 25;

export function renderHosts(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.hosts;
  const counted = allHostsListed(document);
  const heads = [
    w.name, ...LEVELS_BY_GRAVITY.map((level) => words.levels[level]), ...(counted ? [w.records] : []),
    words.findings.firstSeen, words.findings.lastSeen,
  ];
  const name = (host: (typeof document.hosts)[number]): Child => {
    const text = host.name === '' ? w.unnamed : evidence(host.name);
    return totalOf(host.findings) === 0 ? text : h('button', {
      type: 'button', class: 'link-button', title: words.attack.showFindings,
      onclick: () => context.showFindings({host: host.name}),
    }, text);
  };
  return h('div', {},
    paged(document.hosts, HOSTS_AT_ONCE, w.more, (slice) =>
      table(words.sections.hosts, heads, slice.map((host) => [
        name(host),
        ...LEVELS_BY_GRAVITY.map((level) => {
          const count = countOf(host.findings, level);
          return count === 0 ? h('span', {class: 'zero'}, '0') : formatCount(count);
        }),
        ...(counted ? [formatCount(host.records)] : []),
        formatTime(host.first_seen), formatTime(host.last_seen),
      ]), counted ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5])),
    document.hosts_cut ? h('p', {class: 'note'}, w.cut) : null);
}
