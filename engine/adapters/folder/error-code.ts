/** The system's code of a failed file operation (`ENOENT`); anything else is a bug and is thrown on. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

/** For a person: what the code means and what to do. */
export function explainCode(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full. Free some space; the file is written then.';
    case 'EROFS':
      return 'The folder is read-only. Make it writable for the engine.';
    case 'EACCES':
    case 'EPERM':
      return 'The engine is not permitted to do this. Give its account read and write access to the folder.';
    case 'EBUSY':
      return 'Another program keeps the file to itself. Close it there.';
    case 'ELOOP':
    case 'ENOTFILE':
      return 'It is a link or a device. Put the workbook itself there.';
    case 'ENAMETOOLONG':
      return 'The name is too long. Shorten the file name.';
    default:
      return `The system says ${code}. Check the folder and the drive it is on.`;
  }
}
