import Link from 'next/link';
import { Button } from './button';
import { MessagePage } from './message-page';

export function NotFoundPage() {
  return (
    <MessagePage
      title="There is nothing here"
      action={
        <Button asChild>
          <Link href="/">Go to today</Link>
        </Button>
      }
    >
      <p>The address may be mistyped, or the habit may belong to another account.</p>
    </MessagePage>
  );
}
