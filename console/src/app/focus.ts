const LAYERS = '[role="dialog"], .notices';

/**
 * Keeps the focus on the page when the element that has it disappears or is disabled. From a dialog or a notice, it
 * goes back to the element that opened it; if that is gone, to the heading of the view.
 */
export function keepFocus(view: HTMLElement): () => void {
  let last: HTMLElement | undefined;
  let opener: HTMLElement | undefined;
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    if (!target.closest(LAYERS)) opener = target;
  };
  const restore = () => {
    if (document.activeElement !== document.body || !last || isFocusable(last)) return;
    const next = last !== opener && opener && isFocusable(opener) ? opener : heading(view);
    next.focus();
  };
  const observer = new MutationObserver(restore);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
  };
}

function isFocusable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled');
}

function heading(view: HTMLElement): HTMLElement {
  const found = view.querySelector<HTMLElement>('h1');
  if (!found) return view;
  found.tabIndex = -1;
  return found;
}
