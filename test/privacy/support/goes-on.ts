/** What has been asked, and how much of it was answered with yes. */
interface Asked {
  readonly asked: number;
  readonly yes: number;
}

/** A run of refusals alone has tried little: whether so few were let in that it says nothing. @param share the least that is to be let in, of what is asked */
export const triedLittle = ({ asked, yes }: Asked, share: number): boolean => yes < asked * share;

/**
 * Whether one more generated county is needed: until as much as wanted has been asked and a fair share of it let in.
 * One county alone may hold nobody who is let in to much, so a small run goes on, for four times as long at most.
 */
export const goesOn = (so: Asked, wanted: number, share: number): boolean =>
  so.asked < wanted || (triedLittle(so, share) && so.asked < 4 * wanted);
