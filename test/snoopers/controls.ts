import { logReview, type LogReviewRules, type SignalId } from '#config/log-review';
import { alertKey } from '#src/audit-review/index';
import { judge, play, type Played } from './measure.js';
import type { Size } from './office-life.js';

export interface Control {
  readonly name: string;
  readonly caught: boolean;
  readonly saw: string;
}

const without = (...ids: readonly SignalId[]): LogReviewRules => ({
  ...logReview,
  signals: logReview.signals.map((rule) => (ids.includes(rule.id) ? { ...rule, weight: 0, perLine: 0 } : rule)),
});
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Found where the alerts are the same, but given to colleagues by lot: what would be found by looking at anybody. */
const shuffled = (played: Played): number => {
  const staff = played.county.staff.filter(({ id }) => played.alerts.some(({ staffId }) => staffId === id)).map(({ id }) => id);
  const another = (staffId: string): string => staff[(staff.indexOf(staffId) + Math.ceil(staff.length / 2)) % staff.length]!;
  return judge({ ...played, alerts: played.alerts.map((alert) => ({ ...alert, staffId: another(alert.staffId) })) }).recall;
};

/** Faults that the measurement must see: each makes the figure wrong, and is caught when the figure says so. */
export const controls = (seed: number, size: Size, ofEach: number, played: Played): Control[] => {
  const whole = judge(played);
  const everySignal = logReview.signals.map(({ id }) => id);
  const blind = judge(play(seed, size, ofEach, without(...everySignal)));
  const noRelation = judge(play(seed, size, ofEach, without('no-relation', 'denied')));
  const nobody = play(seed, size, 0);
  const byLot = shuffled(played);
  const one: LogReviewRules = { ...logReview, alert: { ...logReview.alert, perReviewerDay: 1, lookBackDays: 2 } };
  const narrow = judge(play(seed, size, ofEach, one));
  const snooped = new Set(played.snoopers.map(({ staffId }) => staffId));
  const twice = played.alerts.length - new Set(played.alerts.map(alertKey)).size;
  return [
    { name: 'no signal: nobody is found', caught: blind.found === 0 && blind.snoopers > 0, saw: percent(blind.recall) },
    {
      name: 'without the relation to the case recall falls',
      caught: noRelation.recall < whole.recall - 0.2,
      saw: percent(noRelation.recall),
    },
    { name: 'the same alerts about other people find nearly nobody', caught: byLot < 0.3, saw: percent(byLot) },
    { name: 'a look at two days, one alert each, misses some', caught: narrow.recall < whole.recall, saw: percent(narrow.recall) },
    {
      name: 'a county without snoopers has fewer alerts than one with',
      caught: nobody.snoopers.length === 0 && nobody.alerts.length < played.alerts.length,
      saw: `${nobody.alerts.length} of ${played.alerts.length}`,
    },
    { name: 'nothing is told twice', caught: twice === 0 && snooped.size > 0, saw: `${twice}` },
  ];
};
