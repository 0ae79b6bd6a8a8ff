import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export declare const VIEWS: Readonly<Record<'light' | 'dark' | 'narrow', BrowserContextOptions>>;
export declare function launch(executablePath?: string): Promise<Browser | undefined>;
export declare function collectErrors(page: Page): string[];
export declare function horizontalOverflow(page: Page): Promise<{ pixels: number; guilty: string[] }>;
export declare function assertNoHorizontalOverflow(page: Page): Promise<void>;
export declare function axeViolations(page: Page): Promise<string[]>;
