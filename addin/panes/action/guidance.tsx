import { Button } from '@fluentui/react-button';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useId, useState } from 'react';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  short: { maxHeight: '180px', overflow: 'hidden', maskImage: 'linear-gradient(#000 70%, transparent)' },
  button: { alignSelf: 'flex-start' },
});

const longFrom = 700;

/** What to do, in the words of the template. */
export function Guidance({ text }: { readonly text: string }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const id = useId();
  const [open, setOpen] = useState(false);
  if (text.trim() === '') return null;
  const long = text.length > longFrom;
  return (
    <Section title={say('action.guidance')}>
      <div id={id} className={long && !open ? styles.short : ''} inert={long && !open}>
        <Markdown text={text} />
      </div>
      {long && (
        <Button
          className={styles.button}
          size="small"
          appearance="subtle"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? say('common.showLess') : say('common.showAll')}
        </Button>
      )}
    </Section>
  );
}
