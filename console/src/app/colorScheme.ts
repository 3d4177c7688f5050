import { applyMode, Mode } from '@cloudscape-design/global-styles';

/** Follows the color scheme of the system, light or dark, as it changes. */
export function followSystemColorScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => applyMode(dark.matches ? Mode.Dark : Mode.Light);
  dark.addEventListener('change', apply);
  apply();
}
