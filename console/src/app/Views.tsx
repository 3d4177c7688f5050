import { lazy, Suspense, type ReactNode } from 'react';
import { useSession } from '../auth/Session';
import { usePlace } from '../route/location';
import { EditToken } from '../views/EditToken';
import { NewToken } from '../views/NewToken';
import { Nothing } from '../views/Nothing';
import { Profile } from '../views/Profile';
import { Project } from '../views/Project';
import { Projects } from '../views/Projects';
import { Tokens } from '../views/Tokens';
import { UserDetails } from '../views/UserDetails';
import { Users } from '../views/Users';
import { Loading } from './Loading';
import { Shell } from './Shell';

// Charts are a third of the program, and most visits do not look at them.
const Overview = lazy(() => import('../views/Overview'));

/** Every address of the console and the view that it leads to. */
function viewAt([area, name, part]: string[], session: ReturnType<typeof useSession>): ReactNode {
  const { rights } = session;
  switch (area) {
    case undefined:
      return rights.readsTokens ? <Overview /> : <Profile />;
    case 'tokens':
      if (!rights.readsTokens && name !== session.me.id) return <Profile />;
      if (name === 'new') return rights.writesTokens ? <NewToken /> : <Nothing />;
      if (name) return <EditToken key={name} id={name} />;
      return rights.managesAll ? <Tokens /> : <Profile />;
    case 'projects':
      return name && rights.readsTokens ? <Project key={name} project={name} /> : <Projects />;
    case 'users':
      if (!rights.readsUsers) return <Nothing />;
      return name ? <UserDetails key={name} name={name} tab={part} /> : <Users />;
    case 'profile':
      return <Profile />;
    default:
      return <Nothing />;
  }
}

export function Views() {
  const session = useSession();
  const { parts } = usePlace();
  return (
    <Shell>
      <Suspense fallback={<Loading />}>{viewAt(parts, session)}</Suspense>
    </Shell>
  );
}
