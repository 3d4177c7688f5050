import { useSession } from '../auth/SessionProvider';
import { limitsOf, type OwnLimits } from './limits';

/** Returns the limits of what the signed-in user creates. */
export function useLimits(): OwnLimits {
  const { configuration, me, permissions } = useSession();
  return limitsOf(configuration.limits, permissions.grantsAll ? undefined : me.maxCreatedDays);
}
