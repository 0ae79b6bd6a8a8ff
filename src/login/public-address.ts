/** Where people reach this server. Read late: a test server knows its port only when it listens. */
export class PublicAddress {
  constructor(private readonly read: () => string) {}

  get origin(): string {
    return new URL(this.read()).origin;
  }

  get host(): string {
    return new URL(this.read()).host;
  }

  get secure(): boolean {
    return this.origin.startsWith('https:');
  }

  at(path: string): string {
    return this.origin + path;
  }
}
