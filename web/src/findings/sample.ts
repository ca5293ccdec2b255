// One finding in full: when, why, with which values, and where in the evidence.
import type {Context} from '../context';
import type {Finding} from '../document';
import {type Child, evidence, fold, h, table, value} from '../dom';
import {formatLocal, formatTime} from '../format';
import {wordsFor} from '../i18n';

function marks(sample: Finding, {words}: Context): Child {
  return (sample.marks ?? []).map((mark) =>
    h('span', {class: 'mark', title: wordsFor(words.sample.marksHelp, mark)},
      evidence(wordsFor(words.sample.marks, mark))));
}

// The value that says most at a glance: the first that a condition named.
function gist(sample: Finding): Child {
  const reason = sample.reasons.find((candidate) => candidate.value !== '');
  if (!reason) return null;
  return h('span', {class: 'gist'},
    reason.field === '' ? null : [evidence(reason.field), ': '],
    h('span', {class: 'value'}, evidence(reason.value.slice(0, 300))));
}

function facts(rows: [string, Child][]): HTMLElement {
  return h('dl', {class: 'facts'}, rows.map(([name, content]) =>
    h('div', {}, h('dt', {}, name), h('dd', {}, content))));
}

function place(sample: Finding, {words}: Context): HTMLElement {
  const w = words.sample;
  const local = sample.time === null ? null : formatLocal(sample.time);
  const rows: [string, Child][] = [
    [w.time, h('span', {class: 'value'}, sample.time ?? w.undated)],
    [w.local, local],
    [w.channel, evidence(sample.channel)],
    [w.provider, evidence(sample.provider)],
    [w.eventId, sample.event_id],
    [w.path, value(sample.path)],
    [w.recordId, sample.record_id],
    [w.offset, sample.offset],
    [w.id, value(sample.id)],
  ];
  return facts(rows.filter(([, content]) => content !== null));
}

// The records behind a correlation, in their order.
function members(sample: Finding, {words}: Context): Child {
  const w = words.sample;
  if (!sample.members || !sample.member_count) return null;
  return [
    h('h5', {}, w.members(sample.members.length, sample.member_count)),
    table(w.membersName, [w.time, w.host, w.path, w.recordId, w.offset, w.rule],
      sample.members.map((member) => [
        member.time ?? w.undated, evidence(member.host), value(member.path), member.record_id,
        member.offset, evidence(member.rule),
      ])),
  ];
}

function details(sample: Finding, context: Context): Child {
  const w = context.words.sample;
  return h('div', {class: 'sample-body'},
    sample.reasons.length === 0 ? null : [
      h('h5', {}, w.why),
      table(w.why, [w.field, w.pattern, w.value, w.selection], sample.reasons.map((reason) => [
        reason.field === '' ? w.keyword : evidence(reason.field),
        value(reason.pattern), value(reason.value), evidence(reason.selection),
      ])),
    ],
    members(sample, context),
    h('h5', {}, w.place),
    place(sample, context),
    sample.fields.length === 0 ? null : [
      h('h5', {}, w.fields),
      table(w.fields, [w.field, w.value],
        sample.fields.map(([name, content]) => [evidence(name), value(content)])),
    ]);
}

export function renderSample(sample: Finding, context: Context): HTMLElement {
  const {words} = context;
  return fold({class: 'sample'},
    [
      h('span', {class: 'when'},
        sample.time === null ? words.sample.undated : formatTime(sample.time)),
      h('span', {class: 'what'}, sample.member_count
        ? words.sample.records(sample.member_count) : words.sample.event(sample.event_id)),
      marks(sample, context),
      gist(sample),
    ],
    () => details(sample, context));
}

export {facts};
