/** Something of the chain that stands at a moment or lasts, as far as the reader may see it. */
export interface Drawable {
  readonly lane: string;
  readonly title: string;
  /** Day or moment. */
  readonly at: string;
  /** When something that lasts ended. Undefined for what goes on, and for what only happened. */
  readonly endedOn?: string | undefined;
  /** By when something that goes on is to be done. */
  readonly dueOn?: string | undefined;
  readonly lasts: boolean;
}
export interface DrawnBar {
  readonly title: string;
  /** Shares of the whole time, 0 to 1. */
  readonly at: number;
  readonly length: number;
  readonly open: boolean;
  readonly late: boolean;
}
export interface DrawnTrack {
  readonly label: string;
  readonly own: boolean;
  readonly marks: readonly { readonly title: string; readonly at: number }[];
  readonly bars: readonly DrawnBar[];
}
export interface DrawnChain {
  readonly from: string;
  readonly until: string;
  readonly today: number;
  readonly tracks: readonly DrawnTrack[];
}
interface Lane {
  readonly agencyId: string;
  readonly name: string;
  readonly own: boolean;
}

const DAY = 86_400_000;
const moment = (text: string): number => Date.parse(text.length === 10 ? `${text}T12:00:00Z` : text);

/**
 * Places the chain on one common time: from the first thing seen to the last day that anything is to be done, today always within it. Pure. An agency
 * without anything has no track.
 */
export const drawChain = (lanes: readonly Lane[], things: readonly Drawable[], now: Date): DrawnChain => {
  const today = now.getTime();
  const times = things.flatMap(({ at, endedOn, dueOn }) => [at, endedOn, dueOn].flatMap((text) => (text ? [moment(text)] : [])));
  // A margin of a day at each end, so that nothing is drawn half outside.
  const first = Math.min(today, ...times) - DAY;
  const last = Math.max(today, ...times) + DAY;
  const share = (time: number): number => (time - first) / (last - first);
  const tracks = lanes.flatMap(({ agencyId, name, own }): DrawnTrack[] => {
    const here = things.filter(({ lane }) => lane === agencyId);
    if (here.length === 0) return [];
    const bars = here
      .filter(({ lasts }) => lasts)
      .map(({ at, endedOn, dueOn, title }): DrawnBar => {
        const begun = moment(at);
        const open = endedOn === undefined;
        const end = Math.max(begun, endedOn ? moment(endedOn) : dueOn ? moment(dueOn) : today);
        return {
          title,
          at: share(begun),
          length: share(end) - share(begun),
          open,
          late: open && dueOn !== undefined && moment(dueOn) + DAY / 2 < today,
        };
      });
    const marks = here.filter(({ lasts }) => !lasts).map(({ at, title }) => ({ title, at: share(moment(at)) }));
    return [{ label: name, own, marks, bars }];
  });
  return { from: new Date(first + DAY).toISOString(), until: new Date(last - DAY).toISOString(), today: share(today), tracks };
};
