import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  /** Forwards nothing more, and says nothing: as when a firewall forgets a connection. */
  deaf: boolean;
}

/** A TCP proxy on loopback that stands between the app and its database and can be made bad in the ways that networks are. */
export class Proxy {
  private readonly pairs = new Set<Pair>();
  private refusing = false;
  private held = false;
  private delayMs = 0;

  private constructor(
    private readonly listener: Server,
    readonly port: number,
  ) {}

  static async open(target: number): Promise<Proxy> {
    const listener = createServer((client) => proxy.join(client, connect(target, '127.0.0.1')));
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
    const proxy = new Proxy(listener, (listener.address() as AddressInfo).port);
    return proxy;
  }

  /** Connections are reset, and new ones too. */
  cut(): void {
    this.refusing = true;
    for (const { client, server } of this.pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  /** Each piece of data is late by so much, in each direction. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  /** Nothing gets through for a while; then everything does. */
  hold(): void {
    this.held = true;
    for (const { client, server } of this.pairs) {
      client.pause();
      server.pause();
    }
  }

  /** The connections there are now never carry anything again and are never closed; new ones are good. */
  forget(): number {
    for (const pair of this.pairs) pair.deaf = true;
    return this.pairs.size;
  }

  /** Good again, for what is not forgotten. */
  mend(): void {
    this.refusing = false;
    this.held = false;
    this.delayMs = 0;
    for (const { client, server } of this.pairs) {
      client.resume();
      server.resume();
    }
  }

  async close(): Promise<void> {
    for (const { client, server } of this.pairs) {
      client.destroy();
      server.destroy();
    }
    await new Promise((done) => this.listener.close(done));
  }

  private join(client: Socket, server: Socket): void {
    const pair: Pair = { client, server, deaf: false };
    if (this.refusing) {
      client.resetAndDestroy();
      server.destroy();
      return;
    }
    this.pairs.add(pair);
    client.setNoDelay(true);
    server.setNoDelay(true);
    this.carry(pair, client, server);
    this.carry(pair, server, client);
    if (this.held) {
      client.pause();
      server.pause();
    }
  }

  private carry(pair: Pair, from: Socket, to: Socket): void {
    const pass = (data: Buffer): void => void (!pair.deaf && !to.destroyed && to.write(data));
    from.on('data', (data) => {
      if (this.delayMs > 0)
        setTimeout(() => pass(data), this.delayMs); // equal delays fire in order
      else pass(data);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      this.pairs.delete(pair);
      if (!pair.deaf) to.destroy();
      else setTimeout(() => to.destroy(), 100);
    });
  }
}
