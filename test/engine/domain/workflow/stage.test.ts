import assert from 'node:assert/strict';
import { isDone, stageOf } from '#engine/domain/workflow/stage';

describe('stage', () => {
  it('[K4] is Review, then Implemented once it is, then Test once there is a result', () => {
    assert.equal(stageOf(null, null), 'Review');
    assert.equal(stageOf('Planned', 'Not Assessed'), 'Review');
    assert.equal(stageOf('Implemented', null), 'Implemented');
    assert.equal(stageOf('Alternative Implementation', 'Not Assessed'), 'Implemented');
    assert.equal(stageOf('Implemented', 'Failed-Low Risk'), 'Test');
  });

  it('[K4] leaves nothing to do of what is passed or out of scope', () => {
    assert.ok(isDone('Implemented', 'Passed') && isDone('Not in Scope', null) && isDone('Planned', 'Not in Scope'));
    assert.ok(!isDone('Implemented', null) && !isDone('Implemented', 'Failed-Low Risk'));
  });
});
