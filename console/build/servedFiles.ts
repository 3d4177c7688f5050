import type { Plugin } from 'vite';

const PAGE = 'index.html';
const LIST = 'files.txt';

/** Browsers cache assets without expiration, so each name contains a hash of the content. */
const ASSET = /^assets\/[A-Za-z0-9._-]+-[A-Za-z0-9_-]{8}\.(?:css|js|json|svg|txt)$/;

/** The size limit of a function's response is 6 MB, which holds the file as a JSON string. */
const MAX_BYTES = 5_000_000;

/** Text without control characters other than tabs and line breaks. */
// eslint-disable-next-line no-control-regex
const TEXT = /^[^\0-\x08\x0b\x0c\x0e-\x1f]*$/;

/** Lists the files that may be requested by name, and fails the build when the function cannot serve one. */
export function servedFiles(): Plugin {
  return {
    name: 'served-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle).map((file) => ({
          name: file.fileName,
          content: file.type === 'chunk' ? file.code : file.source,
        }));
        const complaint = files.map(({ name, content }) => complaintAbout(name, content)).find(Boolean);
        if (complaint) this.error(complaint);
        if (!(PAGE in bundle)) this.error(`The web console has no ${PAGE}`);
        const names = files.map(({ name }) => name).filter((name) => name !== PAGE);
        this.emitFile({
          type: 'asset',
          fileName: LIST,
          source: names
            .sort()
            .map((name) => `${name}\n`)
            .join(''),
        });
      },
    },
  };
}

/** Returns why a file cannot be served, if there is a reason. */
export function complaintAbout(name: string, content: string | Uint8Array): string | undefined {
  if (name !== PAGE && !ASSET.test(name)) return `The web console holds ${name}, which is no text asset with a hash`;
  const text = decode(content);
  if (text === undefined || !TEXT.test(text)) return `The web console holds ${name}, which is no text in UTF-8`;
  if (Buffer.byteLength(JSON.stringify(text)) > MAX_BYTES)
    return `The web console holds ${name}, which is larger than a response`;
  return undefined;
}

function decode(content: string | Uint8Array): string | undefined {
  try {
    return typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
