import { problems } from '#libs/http';
import type { RequestContext } from '#src/access/index';

/** Another kind of agency has no children's processes: to it they do not exist. @throws Problem not-found */
export const requireSocialServices = ({ actor }: RequestContext): void => {
  if (actor.agencyKind !== 'social-services') throw problems.notFound();
};
