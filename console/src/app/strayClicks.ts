import { RestingPointer } from './restingPointer';

const CLICKABLE = 'a, button, input, label, select, summary, textarea, [role], [tabindex]';

function clickable(element: EventTarget | null): Element | null {
  return element instanceof Element ? element.closest(CLICKABLE) : null;
}

/**
 * Ignores clicks that were aimed at something else: what they hit has just come under the resting pointer, because a row
 * has moved or grown, or a dialog or a notice has opened or closed. This includes the second click of a double click.
 * For the same reason, a held key presses a button only once.
 */
export function ignoreStrayClicks() {
  const pointer = new RestingPointer<Element | null>();
  let pressed = false;
  let changed = false;
  const look = () => {
    if (!changed) return;
    changed = false;
    const { at } = pointer;
    if (at) pointer.findTarget(clickable(document.elementFromPoint(at.x, at.y)), performance.now());
  };
  new MutationObserver(() => {
    if (!changed) requestAnimationFrame(look);
    changed = true;
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });

  const passive = { capture: true, passive: true };
  addEventListener(
    'pointermove',
    ({ clientX: x, clientY: y, target }) => {
      look();
      pointer.moveTo({ x, y }, clickable(target));
    },
    passive,
  );
  addEventListener(
    'pointerdown',
    ({ clientX: x, clientY: y, target }) => {
      pressed = true;
      pointer.press({ x, y }, clickable(target));
    },
    passive,
  );
  addEventListener('wheel', () => pointer.forget(), passive);
  // Typing removes errors of a form, for example.
  addEventListener('input', () => pointer.forget(), passive);
  // A finger begins to scroll.
  addEventListener('pointercancel', () => pointer.forget(), passive);

  addEventListener(
    'click',
    (event) => {
      // Clicks by keyboard or script have no place, and nothing is pressed for a click that a label passes on.
      if (!event.isTrusted || event.detail === 0 || !pressed) return;
      pressed = false;
      look();
      if (pointer.canMeanIt(performance.now())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  addEventListener(
    'keydown',
    (event) => {
      const presses = event.key === 'Enter' || event.key === ' ';
      if (event.repeat && presses && event.target instanceof Element && event.target.closest('a, button'))
        event.preventDefault();
    },
    { capture: true },
  );
}
