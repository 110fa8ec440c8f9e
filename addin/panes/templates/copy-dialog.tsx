import { Field } from '@fluentui/react-field';
import { Input } from '@fluentui/react-input';
import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { ImportPreview, TemplateSummary } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { SentProblem } from '../sent-problem.tsx';
import { useSending } from '../use-sending.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM } });

type CopyDialogProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly template: TemplateSummary;
  readonly onClose: () => void;
};

/** A new template with the same controls: named, looked at, made. */
export function CopyDialog({ state, dispatch, template, onClose }: CopyDialogProps): ReactNode {
  const { say, number } = useSpeech();
  const styles = useStyles();
  const [name, setName] = useState(say('templates.copyName', { name: template.name }));
  const [product, setProduct] = useState(template.products.join('; '));
  const [certification, setCertification] = useState(template.certification);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const previewing = useSending({ state, dispatch }, 'previewCopy', setPreview);
  const making = useSending({ state, dispatch }, 'commitImport', onClose);
  const isRefused = preview !== null && preview.outcome === 'refused';
  const underWay = previewing.kind === 'under-way' || making.kind === 'under-way';
  const change = (set: (text: string) => void, text: string): void => {
    setPreview(null);
    set(text);
  };
  const look = (): void =>
    dispatch({
      do: 'send',
      what: 'previewCopy',
      request: {
        params: { template: template.id },
        body: {
          choice: {
            kind: 'copy',
            name: name.trim(),
            product: product.trim() || null,
            certification: certification.trim() || null,
          },
        },
      },
      inPlace: true,
    });
  const make = (id: string): void =>
    dispatch({
      do: 'send',
      what: 'commitImport',
      request: { params: { preview: id } },
      reload: ['templates'],
      inPlace: true,
    });
  return (
    <ConfirmDialog
      title={say('templates.copyTitle', { name: template.name })}
      confirm={preview === null ? say('import.preview') : say('templates.copyMake')}
      disabled={name.trim() === '' || underWay || isRefused}
      onCancel={onClose}
      onConfirm={() => (preview === null ? look() : make(preview.id))}
    >
      <div className={styles.form}>
        <SentProblem sent={previewing} />
        <SentProblem sent={making} />
        <Field label={say('template.name')} required>
          <Input value={name} maxLength={1_000} onChange={(_, { value }) => change(setName, value)} />
        </Field>
        <Field label={say('template.product')} hint={say('templates.productsHint')}>
          <Input value={product} maxLength={1_000} onChange={(_, { value }) => change(setProduct, value)} />
        </Field>
        <Field label={say('template.certification')}>
          <Input value={certification} maxLength={1_000} onChange={(_, { value }) => change(setCertification, value)} />
        </Field>
        {preview !== null && (
          <MessageBar intent={isRefused ? 'error' : 'info'} layout="multiline">
            <MessageBarBody>
              {isRefused
                ? preview.findings.map(({ message }) => message).join(' ')
                : say('templates.copyPreview', {
                    families: number(preview.summary.families),
                    controls: number(preview.summary.controls),
                    actions: number(preview.summary.actions),
                  })}
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
    </ConfirmDialog>
  );
}
