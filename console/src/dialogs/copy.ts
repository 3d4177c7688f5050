/** Copies a text, and tells whether that worked. Pages served over plain HTTP have no clipboard but an older command. */
export async function copyToClipboard(text: string, field: HTMLTextAreaElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.focus();
    field?.select();
    return document.execCommand('copy');
  }
}

/** Saves a text as a file, without any change. */
export function saveAs(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The address has to exist until the download has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
