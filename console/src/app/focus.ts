const LAYERS = '[role="dialog"], .notices';

/**
 * Keeps the focus on the page when the element that has it disappears or is disabled. From a dialog or a notice, it
 * goes back to the element that opened it; if that is gone, to the heading of the view. If the view has none yet, the
 * heading gets the focus when it appears.
 */
export function keepFocus(view: HTMLElement): () => void {
  let last: HTMLElement | undefined;
  let opener: HTMLElement | undefined;
  /** Whether the heading has got the focus, or will get it, and the user has done nothing since. */
  let onHeading = false;
  const focusHeading = () => {
    (heading(view) ?? view).focus();
    onHeading = true;
  };
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    // A table without a next row moves the focus to the header of the column.
    if (onHeading && target.closest('th')) return focusHeading();
    last = target;
    if (!target.closest(LAYERS)) opener = target;
  };
  const restore = () => {
    if (onHeading && document.activeElement === view && heading(view)) return focusHeading();
    if (document.activeElement !== document.body || !last || isFocusable(last)) return;
    if (last !== opener && opener && isFocusable(opener)) opener.focus();
    else focusHeading();
  };
  const observer = new MutationObserver(restore);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', remember);
  const release = () => (onHeading = false);
  document.addEventListener('pointerdown', release, { capture: true });
  document.addEventListener('keydown', release, { capture: true });
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('pointerdown', release, { capture: true });
    document.removeEventListener('keydown', release, { capture: true });
  };
}

function isFocusable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled');
}

function heading(view: HTMLElement): HTMLElement | null {
  const found = view.querySelector<HTMLElement>('h1');
  if (found) found.tabIndex = -1;
  return found;
}
