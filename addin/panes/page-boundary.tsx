import { Button } from '@fluentui/react-button';
import { ErrorCircleRegular } from '@fluentui/react-icons';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';
import { PaneBody } from '../ui/pane-body.tsx';
import { useSpeech } from '../ui/words/speech-context.ts';
import { fetchAgain } from './late.tsx';

type PageBoundaryProps = { readonly children: ReactNode };

/** Keeps the pane when a page of it could not be fetched or drawn: the page says so, and is tried again when asked. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true }; // the error itself is in the browser's own log
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Broken
        onRetry={() => {
          fetchAgain();
          this.setState({ broken: false });
        }}
      />
    );
  }
}

function Broken({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const { say } = useSpeech();
  return (
    <PaneBody>
      <div role="alert">
        <EmptyState icon={<ErrorCircleRegular />} title={say('page.broken')} text={say('page.brokenText')}>
          <Button appearance="primary" onClick={onRetry}>
            {say('common.tryAgain')}
          </Button>
        </EmptyState>
      </div>
    </PaneBody>
  );
}
