import type { RuleFile } from '#config/legal-grounds';
import { formatDate } from '#libs/ui';
import { judgeGround, type GroundRequest, type GroundVerdict } from './ground-check.js';

/**
 * The rule's verdict where the record itself says that she opposes, since she took her consent back: as if it had been ticked, with why. Grounds that do not
 * ask for it go on. Pure.
 * @param since when the consent was taken back; null where none was, and then what was ticked holds
 */
export const judgeOpposed = (request: GroundRequest, rules: Pick<RuleFile, 'grounds' | 'limits'>, since: Date | null): GroundVerdict => {
  const told = judgeGround(request, rules);
  if (!since) return told;
  const opposed = judgeGround({ ...request, circumstances: [...(request.circumstances ?? []), 'person-opposes'] }, rules);
  if (opposed.allowed || (!told.allowed && told.reason.sv === opposed.reason.sv)) return opposed;
  return {
    ...opposed,
    reason: {
      sv: `${opposed.reason.sv} Samtycket till detta återkallades den ${formatDate(since, 'sv')}, och inget nytt gäller.`,
      en: `${opposed.reason.en} The consent to this was withdrawn on ${formatDate(since, 'en')}, and no new one stands.`,
    },
  };
};
