import { isChangedByOther } from '../api/lostWrites';

/** Changes a record. If it is no longer in the version that is shown, nothing changes, and the form shows the current one. */
export async function onCurrentVersion(reloaded: () => Promise<void>, change: () => Promise<void>) {
  try {
    await change();
  } catch (error) {
    if (isChangedByOther(error)) await reloaded();
    throw error;
  }
}
