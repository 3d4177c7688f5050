import first from './en';
import views from './en.views';

/** All English texts, for tests. The console loads them in two parts. */
const english = { ...first, ...views };

export default english;
