import { Button } from './button';
import { MessagePage } from './message-page';

/** The API gave no answer. Asking again is loading the page again, which needs no JavaScript. */
export function Unreachable() {
  return (
    <MessagePage
      title="The server can’t be reached"
      action={
        <Button asChild>
          <a href="">Try again</a>
        </Button>
      }
    >
      <p role="alert">
        Your habits are safe, we just can’t get to them. It may be restarting, which takes a moment.
      </p>
    </MessagePage>
  );
}
