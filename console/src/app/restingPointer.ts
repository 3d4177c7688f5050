/** How long something new under the pointer is protected from a click that was meant for what was there before. */
const UNSEEN_MS = 500;
/** How far a hand moves that holds the pointer still. */
const STILL_PX = 8;

interface Point {
  x: number;
  y: number;
}

/** Knows what is under a pointer that rests, and whether that has changed under it. */
export class RestingPointer<T> {
  private point?: Point;
  private target?: T;
  /** The target that the person has seen. */
  private seen?: T;
  private changedAt = -Infinity;

  /** The point where the pointer rests, if it is known. */
  get at(): Point | undefined {
    return this.point;
  }

  /** The pointer is at a point, over a target. */
  moveTo(point: Point, target: T) {
    if (!this.isNear(point)) {
      this.point = point;
      this.changedAt = -Infinity;
    }
    if (this.changedAt === -Infinity) this.seen = target;
    this.target = target;
  }

  /** A finger, or a pointer whose point is not known, presses a target. */
  press(point: Point, target: T) {
    if (!this.isNear(point)) this.moveTo(point, target);
  }

  /** The person moves the page under the pointer, by scrolling or typing. */
  forget() {
    this.point = undefined;
  }

  /** The page has changed, and now there is this target where the pointer rests. */
  findTarget(target: T, now: number) {
    if (target === this.target) return;
    if (now - this.changedAt >= UNSEEN_MS) this.seen = this.target;
    this.changedAt = now;
    this.target = target;
  }

  /** Returns whether a click can be meant for what it hits. */
  canMeanIt(now: number): boolean {
    return this.target === this.seen || now - this.changedAt >= UNSEEN_MS;
  }

  private isNear({ x, y }: Point): boolean {
    return this.point !== undefined && Math.hypot(x - this.point.x, y - this.point.y) < STILL_PX;
  }
}
