import { Injectable } from '@nestjs/common';
import type { Actor, Duty } from '#libs/shared-kernel';
import { ActorsNow } from '#src/access/index';
import { Sessions, StaffDirectory } from '#src/login/index';

/** What the register and the login say of a person at this moment. */
@Injectable()
export class CurrentActors extends ActorsNow {
  constructor(
    private readonly staff: StaffDirectory,
    private readonly sessions: Sessions,
  ) {
    super();
  }

  async actorOf(staffId: string, duty: Duty): Promise<Actor | null> {
    return this.staff.actorOf(staffId, duty);
  }

  async isLoggedIn(sessionId: string): Promise<boolean> {
    return this.sessions.isOpen(sessionId);
  }
}
