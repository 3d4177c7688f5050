/** How long after a click another one at the same place can belong to the same movement of the hand. */
const SAME_CLICK_MS = 500;
const SAME_PLACE_PX = 8;

const CLICKABLE = 'a, button, input, label, select, summary, textarea, [role], [tabindex]';

/**
 * Ignores the second click of a double click if something else has come under the pointer in between, for example
 * because a dialog has closed or a row has moved. For the same reason, a held key presses a button only once.
 */
export function ignoreStrayClicks() {
  let pressed = false;
  addEventListener('pointerdown', () => (pressed = true), { capture: true });
  let last: { at: number; x: number; y: number; target: Element | null } | undefined;
  addEventListener(
    'click',
    (event) => {
      // Clicks by keyboard or script have no place, and nothing is pressed for a click that a label passes on.
      if (!event.isTrusted || event.detail === 0 || !pressed) return;
      pressed = false;
      const { timeStamp: at, clientX: x, clientY: y } = event;
      const target = event.target instanceof Element ? event.target.closest(CLICKABLE) : null;
      const elapsed = last ? at - last.at : Infinity;
      const isNear = last && Math.hypot(x - last.x, y - last.y) < SAME_PLACE_PX;
      if (isNear && elapsed < SAME_CLICK_MS && last?.target !== target) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      last = { at, x, y, target };
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
