import { StoreUnavailable } from '#libs/event-store';
import { problems } from '#libs/http';

/** What the commit's own check of rights says (access.apply_rights): something was committed between our judgement and our commit, or may not be. */
const BY_RIGHTS: Readonly<Record<string, () => Error>> = {
  AC409: problems.rightEnded,
  AC410: problems.unavailable,
  AC423: problems.functionHasRecord,
  AC424: problems.recipientCannotTake,
  AC426: problems.otherSide,
  AC427: problems.staffLockedOut,
  AC428: problems.protectionHeld,
  AC429: problems.secondPersonNeeded,
  AC430: problems.openingEnded,
  KE410: problems.recordErased,
};

/** The line of the audit trail could not be written: nothing is done that can't be accounted for. */
const unaccounted = (error: unknown): boolean => /\baudit[.]write\(json\)/.test((error as { where?: string }).where ?? '');

/** What a commit that failed is to whoever asked for it; undefined where it is a fault, or may succeed when it is tried again. */
export const refusedByCommit = (error: unknown): Error | undefined =>
  error instanceof StoreUnavailable || unaccounted(error) ? problems.unavailable() : BY_RIGHTS[(error as { code?: string }).code ?? '']?.();
