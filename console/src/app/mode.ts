import { applyMode, Mode } from '@cloudscape-design/global-styles';

/** Light or dark, as the system is, and as it changes. */
export function followSystemMode() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => applyMode(dark.matches ? Mode.Dark : Mode.Light);
  dark.addEventListener('change', apply);
  apply();
}
