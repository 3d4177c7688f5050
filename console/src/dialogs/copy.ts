/**
 * Copies a text and returns whether it succeeded. Pages served over plain HTTP have only an older command for it, which
 * copies what is selected.
 *
 * @param select selects the text on the page; it stays selected if copying fails
 */
export async function copyToClipboard(text: string, select: () => void): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select();
    return document.execCommand('copy');
  }
}

/** Saves a text unchanged as a file. */
export function saveAs(name: string, text: string, type = 'text/plain') {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The URL must exist until the download has started.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
