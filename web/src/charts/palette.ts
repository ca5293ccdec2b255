// Colours of the charts, the same as in style/colours.css. From informational to critical they grow
// in contrast to the page, so that the order survives in grey and for colour-blind eyes.
import type {Level} from '../document';

export interface Palette {
  levels: Record<Level, string>;
  text: string;
  faint: string;  // axis labels
  line: string;
  page: string;
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
};
