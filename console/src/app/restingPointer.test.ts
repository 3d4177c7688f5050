import { describe, expect, test } from 'vitest';
import { RestingPointer } from './restingPointer';

const HERE = { x: 100, y: 100 };

/** A pointer that has rested on `a` for long. */
function pointerOnA() {
  const pointer = new RestingPointer<string>();
  pointer.moveTo(HERE, 'a');
  return pointer;
}

describe('a click', () => {
  test('means what the pointer was moved to', () => {
    expect(pointerOnA().canMeanIt(1_000)).toBe(true);
  });

  test.each([0, 80, 400, 499])('does not mean what has come under the pointer %i ms ago', (elapsed) => {
    const pointer = pointerOnA();
    pointer.findTarget('b', 1_000);
    pointer.press(HERE, 'b');
    expect(pointer.canMeanIt(1_000 + elapsed)).toBe(false);
  });

  test('means it after a time in which a person sees it', () => {
    const pointer = pointerOnA();
    pointer.findTarget('b', 1_000);
    expect(pointer.canMeanIt(1_500)).toBe(true);
  });

  test('means what is still there after the page has changed elsewhere', () => {
    const pointer = pointerOnA();
    pointer.findTarget('a', 1_000);
    expect(pointer.canMeanIt(1_001)).toBe(true);
  });

  test('means what was there before something covered it for a moment', () => {
    const pointer = pointerOnA();
    pointer.findTarget('dialog', 1_000);
    pointer.findTarget('a', 1_200);
    expect(pointer.canMeanIt(1_210)).toBe(true);
    pointer.findTarget('b', 1_220);
    expect(pointer.canMeanIt(1_230)).toBe(false);
  });

  test('of a trembling hand means no more than that of a still one', () => {
    const pointer = pointerOnA();
    pointer.findTarget('b', 1_000);
    pointer.moveTo({ x: 103, y: 99 }, 'b');
    expect(pointer.canMeanIt(1_100)).toBe(false);
  });

  test('means what the pointer is moved to after the change', () => {
    const pointer = pointerOnA();
    pointer.findTarget('b', 1_000);
    pointer.moveTo({ x: 100, y: 140 }, 'c');
    expect(pointer.canMeanIt(1_100)).toBe(true);
  });

  test('means what was scrolled under the pointer', () => {
    const pointer = pointerOnA();
    pointer.findTarget('b', 1_000);
    pointer.forget();
    pointer.press(HERE, 'b');
    expect(pointer.canMeanIt(1_100)).toBe(true);
  });

  test('of a finger means what it hits, but not the second time if something else has come there', () => {
    const pointer = pointerOnA();
    const there = { x: 300, y: 100 };
    pointer.press(there, 'c');
    expect(pointer.canMeanIt(1_000)).toBe(true);
    pointer.findTarget('d', 1_050);
    pointer.press(there, 'd');
    expect(pointer.canMeanIt(1_150)).toBe(false);
  });
});
