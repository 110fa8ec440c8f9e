import { describeEvidenceStore } from '#test/contracts/evidence-store-contract';
import { describeUploadArea } from '#test/contracts/upload-area-contract';
import { createMemoryStore, createMemoryUploads } from '#test/support/memory-evidence';

const end = async () => {};
describeEvidenceStore('memory', async () => ({ store: createMemoryStore(), end }));
describeUploadArea('memory', async () => ({ area: createMemoryUploads(), end }));
