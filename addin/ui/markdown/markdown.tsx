import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { Fragment, type ReactNode } from 'react';
import { type Block, parseMarkdown, type Span } from './parse-markdown.ts';

const useStyles = makeStyles({
  text: { overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
  paragraph: { margin: `0 0 ${tokens.spacingVerticalS}`, whiteSpace: 'pre-line' },
  list: { margin: `0 0 ${tokens.spacingVerticalS}`, paddingInlineStart: '20px' },
  item: { whiteSpace: 'pre-line', marginBottom: tokens.spacingVerticalXXS },
  bold: { fontWeight: tokens.fontWeightSemibold },
});

/** A guidance text as React elements: nothing of it ever reaches the page as HTML. */
export function Markdown({ text }: { readonly text: string }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.text}>
      <Blocks blocks={parseMarkdown(text)} />
    </div>
  );
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const styles = useStyles();
  return keyed(blocks, (block) => {
    if (block.kind === 'paragraph') {
      return (
        <p className={styles.paragraph}>
          <Spans spans={block.spans} />
        </p>
      );
    }
    const items = keyed(block.items, (item) => (
      <li className={styles.item}>
        <Spans spans={item.spans} />
        <Blocks blocks={item.lists} />
      </li>
    ));
    return block.start === null ? (
      <ul className={styles.list}>{items}</ul>
    ) : (
      <ol className={styles.list} start={block.start}>
        {items}
      </ol>
    );
  });
}

function Spans({ spans }: { readonly spans: readonly Span[] }): ReactNode {
  const styles = useStyles();
  return keyed(spans, (span) => {
    if (span.kind === 'text') return span.text;
    if (span.kind === 'link') {
      return (
        <Link href={span.url} target="_blank" rel="noopener noreferrer">
          {span.text}
        </Link>
      );
    }
    return (
      <strong className={styles.bold}>
        <Spans spans={span.spans} />
      </strong>
    );
  });
}

/** A text is never edited in place, so its parts may be told apart by their order. */
function keyed<One>(parts: readonly One[], draw: (part: One) => ReactNode): ReactNode {
  return parts.map((part, index) => {
    const key = String(index);
    return <Fragment key={key}>{draw(part)}</Fragment>;
  });
}
