import type { BrowserContextOptions, Page } from 'playwright-core';

export interface Screen {
  readonly name: string;
  readonly url: string;
  readonly storageState?: BrowserContextOptions['storageState'];
  readonly prepare?: (page: Page) => Promise<void>;
  readonly status?: number;
  readonly unpictured?: boolean;
}
export declare function shoot(screens: readonly Screen[], outDir: string): Promise<string[] | undefined>;
