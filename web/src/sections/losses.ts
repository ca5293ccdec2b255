// The loss ledger and the rules that were not used: what this hunt could not see.
import type {Context} from '../context';
import {type Child, evidence, fold, h, paged, table, value} from '../dom';
import {formatBytes, formatCount} from '../format';
import {wordsFor} from '../i18n';

const ROWS_AT_ONCE = 50;

export function renderLosses({document, words}: Context): HTMLElement {
  const w = words.losses;
  if (document.losses.length === 0) return h('p', {class: 'nothing'}, w.none);
  const heads = [w.path, w.kind, w.count, w.lostRecords, w.lostBytes, w.offset];
  return h('div', {},
    h('p', {class: 'intro'}, w.intro),
    paged(document.losses, ROWS_AT_ONCE, w.more, (slice) =>
      table(words.sections.losses, heads, slice.map((loss, index) => [
        // The rows of one file follow each other: its path is shown once.
        h('span', {class: loss.path === slice[index - 1]?.path ? 'unseen' : null}, value(loss.path)),
        [evidence(wordsFor(w.kinds, loss.kind)),
          loss.detail ? h('div', {class: 'aside'}, evidence(loss.detail)) : null],
        formatCount(loss.count), formatCount(loss.lost_records), formatBytes(loss.lost_bytes),
        loss.first_offset,
      ]), [2, 3, 4, 5])),
    document.losses_not_listed > 0
      ? h('p', {class: 'note'}, w.cut(document.losses_not_listed))
      : null);
}

function list(reason: string, {document, words}: Context): Child {
  const w = words.notUsed;
  const rules = document.rules_not_used.filter((rule) => rule.reason === reason);
  return paged(rules, ROWS_AT_ONCE, w.more, (slice) =>
    table(wordsFor(w.reasons, reason), [w.rule, w.place, w.detail], slice.map((rule) => [
      evidence(rule.title || rule.id || '–'),
      value(rule.line > 0 ? `${rule.path}:${rule.line}` : rule.path),
      rule.detail ? evidence(rule.detail) : '–',
    ])));
}

export function renderRulesNotUsed(context: Context): HTMLElement {
  const {document, words} = context;
  const w = words.notUsed;
  const reasons = Object.entries(document.rules_not_used_by_reason)
    .filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  if (reasons.length === 0) return h('p', {class: 'nothing'}, w.none);
  const cut = document.rules_not_used_not_listed;
  return h('div', {},
    h('p', {class: 'intro'}, w.intro),
    reasons.map(([reason, count]) => fold({class: 'group'},
      [
        h('span', {class: 'name'}, evidence(wordsFor(w.reasons, reason))),
        h('span', {class: 'tally'}, formatCount(count)),
      ],
      () => h('div', {class: 'group-body'}, list(reason, context)))),
    cut > 0 ? h('p', {class: 'note'}, w.cut(cut)) : null);
}
