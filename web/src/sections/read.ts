// What was read: without this nobody can say what a missing finding means.
import type {Context} from '../context';
import {type Child, evidence, fold, h, table, value} from '../dom';
import {facts} from '../findings/sample';
import {formatBytes, formatCount, formatShare, formatTime} from '../format';
import {wordsFor} from '../i18n';
import {KEY_CHANNELS, recordsOf} from './channels';

function bytes(count: number, whole: number, {words}: Context): string {
  return `${formatBytes(count)} (${formatShare(count, whole, words.share)})`;
}

function logs({document, words}: Context): Child {
  const w = words.read;
  const key = new Set(KEY_CHANNELS.map(({name}) => name.toLowerCase()));
  const others = Object.entries(document.records_by_channel)
    .filter(([name]) => !key.has(name.toLowerCase()));
  if (Object.keys(document.records_by_channel).length === 0) return null;
  return [
    h('h3', {}, w.logs),
    table(w.logs, [w.log, w.logRecords, w.shows], KEY_CHANNELS.map((channel) => {
      const count = recordsOf(document, channel.name);
      return [
        channel.name,
        count === 0 ? h('span', {class: 'blind'}, w.blind) : w.seen(count),
        words.channels[channel.key],
      ];
    })),
    others.length === 0 ? null : fold({class: 'as-table'},
      `${w.otherLogs} (${formatCount(others.length)})`, () =>
        table(w.otherLogs, [w.log, w.logRecords], others.map(([name, count]) =>
          [evidence(name), formatCount(count)]), [1])),
    document.channels_cut ? h('p', {class: 'note'}, w.channelsCut) : null,
  ];
}

export function renderRead(context: Context): HTMLElement {
  const {document, words} = context;
  const {run} = document;
  const w = words.read;
  const rules = Object.entries(run.rules_by_source).map(([source, count]) =>
    `${wordsFor(w.sources, source)} ${formatCount(count)}`);
  return h('div', {},
    facts([
      [w.inputs, h('ul', {class: 'plain-list'},
        run.inputs.map((input) => h('li', {}, value(input))))],
      [w.files, formatCount(run.files)],
      [w.filesNotRead, formatCount(run.files_not_read)],
      [w.records, formatCount(document.records)],
      [w.firstEvent, formatTime(run.first_event)],
      [w.lastEvent, formatTime(run.last_event)],
      [w.bytes, formatBytes(run.bytes)],
      [w.bytesUsed, bytes(run.bytes_used, run.bytes, context)],
      [w.bytesDamaged, bytes(run.bytes_damaged, run.bytes, context)],
      [w.bytesPadding, bytes(run.bytes_padding, run.bytes, context)],
      [w.rules, rules.map(evidence).flatMap((name, index) => (index === 0 ? [name] : [' · ', name]))],
      [w.ruleSet, value(run.rule_set_hash)],
      [w.engine, evidence(`noroshi ${run.engine_version}`)],
    ]),
    logs(context));
}
