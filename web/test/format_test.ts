import assert from 'node:assert/strict';
import {test} from 'node:test';

import {
  bucketLabels, formatBytes, formatCount, formatDay, formatLocal, formatMinute, formatShare,
  formatTime,
} from '../src/format';
import {en} from '../src/i18n/en';
import {ja} from '../src/i18n/ja';

const TIME = '2020-10-05T02:11:09.1234567Z';
const FAR = '+60056-05-28T05:36:10.9551615Z';  // the last FILETIME

test('numbers and sizes', () => {
  assert.equal(formatCount(1234567), '1,234,567');
  assert.equal(formatBytes(0), '0 B');
  assert.equal(formatBytes(1023), '1,023 B');
  assert.equal(formatBytes(1536), '1.5 KiB');
  assert.equal(formatBytes(9_663_676_416), '9.0 GiB');
});

test('a share is never rounded to nothing or to everything', () => {
  const share = (part: number, whole: number) => formatShare(part, whole, en.share);
  assert.equal(share(0, 10), '0%');
  assert.equal(share(10, 10), '100%');
  assert.equal(share(34, 1000), '3.4%');
  assert.equal(share(1, 1e9), 'below 0.1%');
  assert.equal(share(1e9 - 1, 1e9), 'over 99.9%');
  assert.equal(share(0, 0), '0%');
  assert.equal(formatShare(1, 1e9, ja.share), '0.1%未満');
});

test('times are UTC and say so', () => {
  assert.equal(formatTime(TIME), '2020-10-05 02:11:09Z');
  assert.equal(formatTime(null), '–');
  assert.equal(formatTime(FAR), '60056-05-28 05:36:10Z');
  assert.equal(formatTime('nonsense'), 'nonsense');
  assert.equal(formatDay(TIME, 'ja'), '2020年10月5日');
  assert.equal(formatDay(TIME, 'en'), '5 Oct 2020');
  assert.equal(formatMinute(TIME, 'ja'), '2020年10月5日 2時11分');
  assert.equal(formatMinute(TIME, 'en'), '5 Oct 2020 02:11');
});

test('the local time names its zone', () => {
  assert.equal(formatLocal(TIME, 'Asia/Tokyo'), '2020-10-05 11:11:09 GMT+9 (Asia/Tokyo)');
  assert.match(formatLocal(TIME, 'UTC') ?? '', /^2020-10-05 02:11:09 (UTC|GMT(\+0)?) \(UTC\)$/);
  assert.equal(formatLocal(FAR, 'Asia/Tokyo'), null);  // no Date reaches that far
});

test('bucket labels are as short as the width allows', () => {
  const start = '2020-10-05T00:00:00.0000000Z';
  assert.deepEqual(bucketLabels(start, 86_400, 2), ['2020-10-05', '2020-10-06']);
  assert.deepEqual(bucketLabels(start, 600, 2), ['2020-10-05 00:00', '2020-10-05 00:10']);
  assert.deepEqual(bucketLabels(FAR, 86_400, 2), ['1', '2']);
  assert.deepEqual(bucketLabels(start, 86_400, 0), []);
});
