import { problems } from '#libs/http';
import type { Actor, Clock, Duty } from '#libs/shared-kernel';
import type { RequestContext } from './request-context.js';

/** What a person is allowed to be at this moment: asked anew by whatever outlives its request, such as a live stream. */
export abstract class ActorsNow {
  /** Null once the person has left, or no longer holds the duty. */
  abstract actorOf(staffId: string, duty: Duty): Promise<Actor | null>;
  /** False once the person has logged out, or the session has ended by its own time. */
  abstract isLoggedIn(sessionId: string): Promise<boolean>;
}

/**
 * The same reader, as they stand now: time, functions, stand-ins and on-call.
 * @throws Problem not-found when the duty is gone, not-logged-in when the session is
 */
export const contextNow = async (actors: ActorsNow, clock: Clock, context: RequestContext): Promise<RequestContext> => {
  const { actor: known, sessionId } = context;
  const [actor, loggedIn] = await Promise.all([
    actors.actorOf(known.staffId, known.duty),
    sessionId === undefined || actors.isLoggedIn(sessionId),
  ]);
  if (!loggedIn) throw problems.notLoggedIn();
  if (!actor || actor.agencyId !== known.agencyId) throw problems.notFound();
  return { ...context, actor, now: clock.now() };
};
