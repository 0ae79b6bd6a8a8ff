import { demoStaff, type DemoStaffKey } from '#config/demo';
import { Player, type Answer } from '../journey/player.js';

/** Everybody who plays, logged in when first needed. Each sees what any of them has written. */
export class Troupe {
  private readonly players = new Map<DemoStaffKey, Promise<Player>>();
  private position: string | undefined;

  constructor(private readonly url: string) {}

  async request<T = Record<string, unknown>>(
    who: DemoStaffKey,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const player = await this.player(who);
    const answer = await player.request<T>(method, path, body, { ...headers, ...(this.position ? { 'x-position': this.position } : {}) });
    if (method === 'POST') this.position = answer.position;
    return answer;
  }

  /** @throws Error when it is not there for them */
  async get<T>(who: DemoStaffKey, path: string): Promise<T> {
    const { status, body } = await this.request<T>(who, 'GET', path);
    if (status !== 200) throw new Error(`${demoStaff[who].name} GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  private player(who: DemoStaffKey): Promise<Player> {
    const known = this.players.get(who) ?? Player.login(this.url, demoStaff[who].subject);
    this.players.set(who, known);
    return known;
  }
}
