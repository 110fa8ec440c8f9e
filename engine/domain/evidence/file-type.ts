import { extensionOf } from './file-name.ts';

export type FileTypeProblem = { readonly code: 'refused-type'; readonly message: string };

/**
 * Files that run when they are opened. They prove nothing that a screenshot, a listing or an export would not, and
 * whoever downloads them from here trusts them. Scripts are evidence, and open in an editor.
 */
export const refusedTypes = [
  ...['appx', 'appxbundle', 'application', 'com', 'cpl', 'dll', 'dmg', 'exe', 'hta', 'jar', 'jse', 'lnk', 'msc', 'msi'],
  ...['msix', 'msp', 'mst', 'ocx', 'pif', 'pkg', 'scf', 'scr', 'sys', 'vbe', 'ws', 'wsf', 'wsh', 'xll'],
] as const;

/** What the first bytes of a file are needed for: how many, at most. */
export const telltaleBytes = 32;

/** `allowed`: the extensions an organisation takes; null for all but those refused everywhere. */
export function refuseType(fileName: string, allowed: readonly string[] | null): FileTypeProblem | null {
  const extension = extensionOf(fileName);
  if ((refusedTypes as readonly string[]).includes(extension)) {
    return problem(`.${extension} files run when they are opened and are not taken.`);
  }
  if (allowed === null || allowed.includes(extension)) return null;
  const shown = extension === '' ? 'Files without an extension' : `.${extension} files`;
  return problem(`${shown} are not taken here. These are: ${allowed.join(', ')}.`);
}

/** Programs by what they begin with, whatever their name says. */
export function refuseContent(first: Uint8Array): FileTypeProblem | null {
  const begins = (bytes: readonly number[]): boolean => bytes.every((byte, index) => first[index] === byte);
  // A text may begin with MZ; a program has zeros in its first lines, a text has none.
  const found = programs.find(({ bytes }) => begins(bytes) && (bytes.length > 2 || first.includes(0)));
  return found === undefined ? null : problem(`This is ${found.what}, whatever its name says, and is not taken.`);
}

function problem(sentence: string): FileTypeProblem {
  return {
    code: 'refused-type',
    message: `${sentence} Send what shows the same: a screenshot, a PDF, a listing, or all of it in a .zip.`,
  };
}

const programs: readonly { readonly what: string; readonly bytes: readonly number[] }[] = [
  { what: 'a Windows program', bytes: [0x4d, 0x5a] },
  { what: 'a Linux program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { what: 'a macOS program', bytes: [0xfe, 0xed, 0xfa, 0xce] },
  { what: 'a macOS program', bytes: [0xfe, 0xed, 0xfa, 0xcf] },
  { what: 'a macOS program', bytes: [0xce, 0xfa, 0xed, 0xfe] },
  { what: 'a macOS program', bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { what: 'a macOS or Java program', bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { what: 'a Windows shortcut', bytes: [0x4c, 0, 0, 0, 1, 0x14, 2, 0] },
];

/** What a person calls a file of this name. */
export function kindOfFile(fileName: string): string {
  return kindByExtension.get(extensionOf(fileName)) ?? 'File';
}

const kindByExtension: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Document: 'doc docx docm dot dotx odt rtf pages',
    Spreadsheet: 'xls xlsx xlsm xlsb ods numbers',
    Presentation: 'ppt pptx pptm odp key',
    PDF: 'pdf',
    Image: 'png jpg jpeg gif bmp tif tiff webp heic svg',
    Video: 'mp4 mkv mov avi webm m4v',
    Audio: 'mp3 wav m4a ogg flac',
    Text: 'txt md log csv tsv json xml yaml yml html htm ini conf cfg',
    Script: 'ps1 psm1 sh bash bat cmd py js ts vbs sql rb pl',
    Archive: 'zip 7z rar gz tgz tar bz2 xz',
    'E-mail': 'eml msg mbox',
    Diagram: 'vsd vsdx drawio',
  }).flatMap(([kind, extensions]) => extensions.split(' ').map((extension) => [extension, kind] as const)),
);
