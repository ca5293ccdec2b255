// Colours of the charts, the same as in style/colours.css. From informational to critical they grow
// in contrast to the page, so that the order survives in grey and for colour-blind eyes.
import type {Level} from '../document';

export interface Palette {
  levels: Record<Level, string>;
  text: string;
  faint: string;  // axis labels
  line: string;
  page: string;
  accent: string;       // bars that stand for no level
  accentSoft: string;
  accentFaint: string;
  slices: string[];     // of a pie; neighbours differ in lightness
}

export const LIGHT: Palette = {
  levels: {
    critical: '#7d1128', high: '#c8452f', medium: '#dc9226', low: '#97b9d0',
    informational: '#cfd7dc',
  },
  text: '#1d2730',
  faint: '#55636e',
  line: '#d9dfe3',
  page: '#ffffff',
  accent: '#1f5a8a',
  accentSoft: '#9fc0da',
  accentFaint: '#eaf2f8',
  slices: ['#1f5a8a', '#dc9226', '#7aa7c7', '#8f2413', '#b9c6cf', '#5b7f3a', '#e3c08a', '#6b5a8a'],
};

export const DARK: Palette = {
  levels: {
    critical: '#ff8fa0', high: '#f2764f', medium: '#d9a441', low: '#5f8bab',
    informational: '#52616c',
  },
  text: '#e6ebef',
  faint: '#a5b1ba',
  line: '#36424c',
  page: '#1a2128',
  accent: '#8cc1ea',
  accentSoft: '#3f6f94',
  accentFaint: '#22303b',
  slices: ['#8cc1ea', '#d9a441', '#4f7d9f', '#f2764f', '#66747e', '#9ab97a', '#8a6a30', '#a996cc'],
};
