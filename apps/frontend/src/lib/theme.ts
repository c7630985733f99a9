export const themeCookie = 'habit_theme';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeFrom = (value: unknown): Theme => themes.find((theme) => theme === value) ?? 'system';

/** The browser's own bars take the colour of the page; the same values as `--canvas` in globals.css. */
export const canvasColor = { light: '#f6f4ee', dark: '#101311' };
