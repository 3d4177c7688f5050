import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';

/** The notifications above the view. */
export default function Notifications({ items }: { items: FlashbarProps.MessageDefinition[] }) {
  return <Flashbar items={items} stackItems />;
}
