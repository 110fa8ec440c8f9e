import { type Theme, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-theme';

export const appearances = ['light', 'dark', 'contrast'] as const;
export type Appearance = (typeof appearances)[number];

/** What Office and the system say about colours. Office says nothing on some platforms. */
export type Surroundings = {
  /** `#rrggbb`, from the Office theme. */
  readonly background: string | null;
  readonly foreground: string | null;
  readonly systemDark: boolean;
  /** The system has replaced all colours (Windows contrast themes). */
  readonly forcedColors: boolean;
};

/**
 * The appearance that suits the program around the pane: the one of the Office theme; contrast where the system forces
 * colours or Office shows pure white on pure black (or yellow on black), which no other Office theme does.
 */
export function chooseAppearance({ background, foreground, systemDark, forcedColors }: Surroundings): Appearance {
  if (forcedColors) return 'contrast';
  const back = background === null ? null : lightness(background);
  if (back === null) return systemDark ? 'dark' : 'light';
  if (back >= 0.5) return 'light';
  const front = foreground === null ? null : lightness(foreground);
  return back === 0 && front !== null && front > 0.9 ? 'contrast' : 'dark';
}

/** How light a colour looks, 0 to 1; null for a text that is no colour. */
function lightness(colour: string): number | null {
  const [, red, green, blue] = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim()) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  const share = (part: string): number => Number.parseInt(part, 16) / 255;
  return 0.2126 * share(red) + 0.7152 * share(green) + 0.0722 * share(blue);
}

export const themes: Readonly<Record<Appearance, Theme>> = {
  light: webLightTheme,
  dark: webDarkTheme,
  contrast: teamsHighContrastTheme,
};
