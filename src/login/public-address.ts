/** Where people reach this server. Read late: a test server knows its port only when it listens. */
export class PublicAddress {
  constructor(private readonly read: () => string) {}

  get origin(): string {
    return new URL(this.read()).origin;
  }

  /**
   * This machine under another of its names than the public one (127.0.0.1 for localhost): cookies set there would be missing here.
   * Only among loopback names: behind a proxy the host may differ for good reasons.
   */
  isOtherLoopbackName(host: string): boolean {
    const { host: own } = new URL(this.read());
    return host !== own && isLoopbackHost(host) && isLoopbackHost(own);
  }

  get secure(): boolean {
    return this.origin.startsWith('https:');
  }

  at(path: string): string {
    return this.origin + path;
  }
}

const isLoopbackHost = (host: string): boolean => /^(127\.0\.0\.1|\[::1\]|([\w-]+\.)*localhost)(:\d+)?$/.test(host);
