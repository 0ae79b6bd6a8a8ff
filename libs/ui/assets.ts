import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface UiAsset {
  /** Where the app serves it: holds a hash of the contents, so it may be cached for ever. */
  readonly urlPath: string;
  readonly filePath: string;
  readonly contentType: string;
}

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The compiler copies no style sheets: from source and from dist alike, they are found from the folder that holds package.json. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json above libs/ui: the style sheets cannot be found.');
    folder = parent;
  }
  return folder;
}

/** Our own style sheets, in order of cascade. */
const STYLES = ['base', 'layout', 'forms', 'content', 'case', 'chain'] as const;
const FONT = 'node_modules/@fontsource-variable/inter';

function list(root: string): { name: string; filePath: string }[] {
  const fonts = readdirSync(join(root, FONT, 'files')).filter((file) => file.endsWith('-wght-normal.woff2'));
  return [
    { name: 'designsystemet.css', filePath: 'node_modules/@digdir/designsystemet-css/dist/src/index.css' },
    { name: 'theme.css', filePath: 'libs/ui/theme/insatskedja.css' },
    ...STYLES.map((style) => ({ name: `${style}.css`, filePath: `libs/ui/styles/${style}.css` })),
    { name: 'app.js', filePath: 'libs/ui/assets/app.js' },
    { name: 'icon.svg', filePath: 'libs/ui/assets/icon.svg' },
    { name: 'inter/index.css', filePath: `${FONT}/wght.css` },
    ...fonts.map((file) => ({ name: `inter/files/${file}`, filePath: `${FONT}/files/${file}` })),
  ].map(({ name, filePath }) => ({ name, filePath: join(root, filePath) }));
}

let cached: { prefix: string; assets: readonly UiAsset[] } | undefined;
function load(): { prefix: string; assets: readonly UiAsset[] } {
  if (cached) return cached;
  const files = list(projectRoot());
  const hash = createHash('sha256');
  for (const { name, filePath } of files) hash.update(name).update(readFileSync(filePath));
  const prefix = `/assets/${hash.digest('hex').slice(0, 12)}`;
  const assets = files.map(({ name, filePath }) => ({
    urlPath: `${prefix}/${name}`,
    filePath,
    contentType: CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
  }));
  return (cached = { prefix, assets });
}

/** Every file that a page links, and nothing else. @throws Error when a file of the installation is missing. */
export const uiAssets = (): readonly UiAsset[] => load().assets;

/** The address of an asset by its name, as the layout links it. */
export const assetUrl = (name: string): string => `${load().prefix}/${name}`;

/** The style sheets of a page, in order: design system, our theme, the font, our own. */
export const styleSheets = (): readonly string[] =>
  ['designsystemet.css', 'theme.css', 'inter/index.css', ...STYLES.map((style) => `${style}.css`)].map(assetUrl);
