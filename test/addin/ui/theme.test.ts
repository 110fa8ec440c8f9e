import assert from 'node:assert/strict';
import { chooseAppearance } from '#addin/ui/theme';

const look = (background: string | null, foreground: string | null, systemDark = false, forcedColors = false) =>
  chooseAppearance({ background, foreground, systemDark, forcedColors });

describe('chooseAppearance', () => {
  it('[U8] the pane is light or dark as Office is, whatever the system says', () => {
    assert.equal(look('#FFFFFF', '#212121', true), 'light');
    assert.equal(look('#F0F0F0', '#444444', true), 'light');
    assert.equal(look('#262626', '#F0F0F0'), 'dark');
    assert.equal(look('#0a0a0a', '#ffffff'), 'dark');
  });

  it('[U8] white or yellow on black is contrast, and so are colours the system forces', () => {
    assert.equal(look('#000000', '#FFFFFF'), 'contrast');
    assert.equal(look('#000000', '#FFFF00'), 'contrast');
    assert.equal(look('#FFFFFF', '#000000', false, true), 'contrast');
  });

  it('[U8] where Office says nothing or nonsense, the system decides', () => {
    assert.equal(look(null, null, true), 'dark');
    assert.equal(look(null, null), 'light');
    assert.equal(look('transparent', null, true), 'dark');
  });
});
