import assert from 'node:assert/strict';
import {test} from 'node:test';

import type {Incident, Level} from '../src/document';
import {LANGUAGES} from '../src/i18n';
import {en} from '../src/i18n/en';
import {ja} from '../src/i18n/ja';
import {chooseLanguage, hashFor, languageIn} from '../src/location';
import {blindChannels, KEY_CHANNELS, recordsOf} from '../src/sections/channels';
import {stepsFor} from '../src/sections/next_steps';
import {verdictOf} from '../src/sections/verdict';
import {emptyReport, group, reportOf, rule} from './helpers';

const grave = reportOf([
  rule('A', 'critical', [group('SRV01', 2)], {tactics: ['credential_access']}),
  rule('B', 'high', [group('SRV01', 3), group('SRV02', 1)], {techniques: ['T1685.005']}),
  rule('C', 'low', [group('PC03', 50)], {tactics: ['lateral-movement']}),
]);

test('the verdict counts grave findings and the hosts that have them', () => {
  assert.deepEqual(verdictOf(grave, 'en', en), {
    tone: 'grave',
    lead: null,
    sentence: '6 findings of critical or high level (2 critical, 4 high) on 2 of 3 hosts, ' +
      'from 5 Oct 2020 to 2 Nov 2020 (UTC).',
    caution: en.verdict.caution,
  });
  assert.equal(verdictOf(grave, 'ja', ja).sentence,
    'ホスト3台のうち2台で、レベル「緊急」「高」の検知結果が合計6件(緊急2件、高4件)あります。' +
    '検知した記録の期間は2020年10月5日〜2020年11月2日(UTC)です。');
});

test('an incident of high level or above comes before the counts', () => {
  const incident = (level: Level) => ({
    level, hosts: ['SRV01', 'SRV02'], finding_count: 6,
    first_seen: '2020-10-05T01:00:00Z', last_seen: '2020-11-02T01:00:00Z',
  }) as Incident;
  const leadOf = (...levels: Level[]) =>
    verdictOf({...grave, incidents: levels.map(incident)}, 'en', en).lead;
  assert.equal(leadOf('critical', 'high', 'medium'),
    'An incident of critical level: 6 findings on 2 hosts belong together, from 5 Oct 2020 to ' +
    '2 Nov 2020 (UTC). 1 more incident of critical or high level.');
  assert.doesNotMatch(leadOf('high') ?? '', /more incident/);
  assert.equal(leadOf('medium'), null);
  assert.equal(verdictOf({...grave, incidents: [incident('high')]}, 'ja', ja).lead,
    'レベル「高」のインシデントがあります。ホスト2台の検知結果6件が、' +
    '2020年10月5日〜2020年11月2日(UTC)の期間で互いに結び付いています。');
});

test('with one level only it names that level only', () => {
  const report = reportOf([rule('B', 'high', [group('SRV01', 1)])]);
  assert.match(verdictOf(report, 'en', en).sentence, /^1 finding of high level on 1 host, /);
});

test('without grave findings it says so first', () => {
  const report = reportOf([rule('C', 'low', [group('PC03', 50)])]);
  const verdict = verdictOf(report, 'en', en);
  assert.equal(verdict.tone, 'lesser');
  assert.match(verdict.sentence, /^No finding of critical or high level\. 50 findings/);
  assert.ok(verdict.caution.includes(en.verdict.cautionLesser));
});

test('no finding is never called clean', () => {
  const report = {...emptyReport(), records: 10};
  for (const language of ['en', 'ja'] as const) {
    const words = LANGUAGES[language].messages;
    const verdict = verdictOf(report, language, words);
    assert.equal(verdict.tone, 'none');
    assert.equal(verdict.caution, words.verdict.cautionNone);
    assert.equal(verdictOf(emptyReport(), language, words).sentence, words.verdict.nothingRead);
  }
});

test('steps follow from facts of the report', () => {
  const steps = stepsFor(grave);
  for (const step of ['hosts', 'preserve', 'cleared', 'credentials', 'legitimate'] as const) {
    assert.ok(steps.includes(step), step);
  }
  assert.ok(!steps.includes('lateral'));  // only a low rule names it
  assert.ok(!steps.includes('loss'));
  assert.ok(!steps.includes('widen'));

  const nothing = {...emptyReport(), records: 10, records_by_channel: {System: 10}};
  assert.deepEqual(stepsFor(nothing), ['blind', 'widen']);
  nothing.run.interrupted = true;
  nothing.run.bytes_damaged = 1;
  nothing.rules_not_used_by_reason = {yaml: 1, no_source: 9};
  assert.deepEqual(stepsFor(nothing), ['finish', 'loss', 'blind', 'rules', 'widen']);
});

test('channels are found in any case, and their absence is told only when known', () => {
  const report = {...emptyReport(), records: 3, records_by_channel: {sEcUrItY: 3}};
  assert.equal(recordsOf(report, 'Security'), 3);
  assert.equal(blindChannels(report).length, KEY_CHANNELS.length - 1);
  report.records_by_channel = {} as typeof report.records_by_channel;
  assert.deepEqual(blindChannels(report), []);
});

test('the language comes from the address, else the document, else English', () => {
  assert.equal(chooseLanguage('#lang=ja', 'en'), 'ja');
  assert.equal(chooseLanguage('', 'ja'), 'ja');
  assert.equal(chooseLanguage('#lang=xx', '<b>'), 'en');
  assert.equal(languageIn(hashFor('ja')), 'ja');
});
