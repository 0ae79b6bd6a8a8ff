import { Problem } from '#libs/http';
import type { RequestContext } from './request-context.js';

/** How old a proof of who one is may be, for what opens beyond the ordinary: a page left open on a desk opens nothing. */
const FRESH_MS = 5 * 60_000;

export const isFreshLogin = ({ now, authenticatedAt }: RequestContext): boolean => {
  const age = now.getTime() - (authenticatedAt?.getTime() ?? 0);
  return age >= 0 && age <= FRESH_MS;
};

/** Step-up. The same answer whatever is asked for, so that it tells nothing of what there is. @throws Problem fresh-login-needed */
export const requireFreshLogin = (context: RequestContext): void => {
  if (isFreshLogin(context)) return;
  throw new Problem(
    403,
    'fresh-login-needed',
    { sv: 'Logga in på nytt och försök igen.', en: 'Log in anew and try again.' },
    {
      rule: 'fresh-login',
      detail: {
        sv: 'Det här kräver att du nyss har visat vem du är, högst fem minuter innan.',
        en: 'This asks that you have just shown who you are, five minutes before at most.',
      },
    },
  );
};
