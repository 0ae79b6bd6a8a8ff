import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way between client and server on loopback that can be cut, and can swallow everything. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks what is open; new connections get through. */
  cut(): void;
  /** While true, new connections are refused as soon as they are made. */
  refusing: boolean;
  /** While true nothing gets through in either direction, and nobody is told. */
  silent: boolean;
  close(): Promise<void>;
}

export const startTcpProxy = async (target: { readonly host: string; readonly port: number }): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const server = createServer((client) => {
    keep(client);
    if (proxy.refusing) return void client.destroy();
    const upstream = connect(target.port, target.host);
    keep(upstream);
    client.on('data', (chunk) => proxy.silent || upstream.write(chunk));
    upstream.on('data', (chunk) => {
      if (proxy.silent || client.write(chunk)) return;
      upstream.pause();
      client.once('drain', () => upstream.resume());
    });
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: TcpProxy = {
    port: (server.address() as { port: number }).port,
    cut,
    refusing: false,
    silent: false,
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
};
