import type { Directory } from '@offhook/flow';

export const emptyDirectory: Directory = {
  hours: {},
  people: {},
  groups: {},
  boxes: {},
  flows: {},
  numbers: {},
  prompts: {},
  default_box_id: null,
};
