/** How long something new under the pointer is protected from a click that was meant for what was there before. */
const UNSEEN_MS = 500;
/** How far a hand moves that holds the pointer still. */
const STILL_PX = 8;

interface Place {
  x: number;
  y: number;
}

/** Knows what is under a pointer that rests, and whether that has changed under it. */
export class RestingPointer<T> {
  private place?: Place;
  private target?: T;
  private changedAt = -Infinity;

  /** The place where the pointer rests, if it is known. */
  get at(): Place | undefined {
    return this.place;
  }

  /** The pointer is at a place, over a target. */
  moveTo(place: Place, target: T) {
    if (!this.isNear(place)) {
      this.place = place;
      this.changedAt = -Infinity;
    }
    this.target = target;
  }

  /** A finger, or a pointer whose place is not known, presses a target. */
  press(place: Place, target: T) {
    if (!this.isNear(place)) this.moveTo(place, target);
  }

  /** The page was scrolled under the pointer, which is as if the pointer had moved. */
  scroll() {
    this.place = undefined;
  }

  /** The page has changed, and now there is this target where the pointer rests. */
  findTarget(target: T, now: number) {
    if (target !== this.target) this.changedAt = now;
    this.target = target;
  }

  /** Returns whether a click can be meant for what it hits. */
  canMeanIt(now: number): boolean {
    return now - this.changedAt >= UNSEEN_MS;
  }

  private isNear({ x, y }: Place): boolean {
    return this.place !== undefined && Math.hypot(x - this.place.x, y - this.place.y) < STILL_PX;
  }
}
