import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useEffect, useState } from 'react';

/** How long the first notice lets clicks through to what it covers. */
const SETTLING_MS = 600;

/** The notices at the bottom of the window. They cover the view and never move it. */
export default function Notices({ items }: { items: FlashbarProps.MessageDefinition[] }) {
  const [settled, setSettled] = useState<FlashbarProps.MessageDefinition[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(items), SETTLING_MS);
    return () => clearTimeout(timer);
  }, [items]);
  return (
    <div className={settled === items || settled.length > 0 ? 'notices' : 'notices settling'}>
      <Flashbar items={items} stackItems />
    </div>
  );
}
