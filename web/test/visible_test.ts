import assert from 'node:assert/strict';
import {test} from 'node:test';

import {plain, segments} from '../src/visible';

test('what cannot be seen, or reorders text, is marked', () => {
  assert.equal(plain('invoice\u202egpj.exe'), 'invoice[U+202E]gpj.exe');
  const hidden = [
    0x00, 0x07, 0x1b, 0x7f, 0x85, 0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a,
    0x202e, 0x2060, 0x2066, 0x2069, 0xfe0f, 0xfeff, 0xfff9, 0xe0041,
  ];
  for (const code of hidden) {
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    assert.equal(plain(String.fromCodePoint(code)), `[${name}]`);
  }
});

test('ordinary text stays as it is', () => {
  for (const text of ['', 'SRV01', '経理部-PC07', 'a b', '<b>&amp;</b>', 'naïve', '🔥']) {
    assert.equal(plain(text), text);
    assert.equal(segments(text).map((part) => part.text).join(''), text);
  }
});

test('line breaks are kept where lines are shown', () => {
  assert.deepEqual(segments('a\r\n\tb', true), [{text: 'a\r\n\tb', hidden: false}]);
  assert.equal(plain('a\nb'), 'a[U+000A]b');
});

test('cutting never splits a character', () => {
  assert.equal(plain('🔥🔥🔥', 2), '🔥…');
  assert.equal(plain('abc', 3), 'abc');
});
