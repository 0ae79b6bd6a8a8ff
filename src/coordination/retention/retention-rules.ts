import { inForce, shippedRetention, type HoldGround, type RetentionFile } from '#config/retention';
import { judgeRetention, type Judged, type RetentionFacts } from './judge-retention.js';

/** The retention file of this installation: read and validated when it starts. */
export class RetentionRules {
  constructor(readonly file: RetentionFile = shippedRetention) {}

  judge(facts: RetentionFacts, today: string): Judged {
    return judgeRetention(this.file, facts, today);
  }

  /** Grounds for a hold that may be chosen on a day. */
  holdGrounds(today: string): readonly HoldGround[] {
    return this.file.holdGrounds.filter((ground) => inForce(ground, today));
  }

  /** The shortest time after which anything at all may be due, in years: what is younger need not be looked at. */
  shortestYears(): number {
    const years = this.file.rules.flatMap(({ of, keep }) =>
      of === 'record' && keep.until === 'years-after-last-note' ? [keep.years] : [],
    );
    return Math.min(...years, 99);
  }

  /** Agencies that have decided to let the rules erase by themselves, on a day. */
  agenciesByRule(today: string): readonly string[] {
    const standing = this.file.rules.filter((rule) => inForce(rule, today)).flatMap(({ standingDecisions }) => standingDecisions);
    return [...new Set(standing.filter(({ from }) => from <= today).map(({ agencyId }) => agencyId))];
  }
}
