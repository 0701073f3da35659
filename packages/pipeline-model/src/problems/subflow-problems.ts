import type { Localized } from '@weft/kernel'

/** The sentences of problems of subflows and of the steps that use them. */
export const subflowProblems = {
  'subflow.unchosen': { en: 'Choose a subflow.', zh: '请选择子流程。' },
  'subflow.missing': {
    en: 'This subflow is not in the workspace. Choose another one.',
    zh: '此共创空间中没有该子流程，请另选一个。',
  },
  'subflow.recursive': {
    en: 'This subflow uses the one it stands in, so it would never end. Choose another one, or remove this step.',
    zh: '该子流程又用到了它所在的子流程，会无休止地循环。请另选一个，或删除此步骤。',
  },
  'subflow.too-many': {
    en: 'Subflows inside one another come to more than 5,000 steps. Use fewer of them.',
    zh: '层层嵌套的子流程合计超过 5000 个步骤，请减少使用。',
  },
  'subflow.no-output': {
    en: 'This subflow has no output. Open it and add one.',
    zh: '该子流程没有输出。请打开它并添加一个输出。',
  },
  'subflow.input-missing': {
    en: 'Connect a step to the input “{name}”.',
    zh: '请把一个步骤连接到输入“{name}”。',
  },
  'subflow.one-broken': {
    en: '{n} step inside has a problem. Open the subflow to see it.',
    zh: '内部有 {n} 个步骤存在问题，请打开子流程查看。',
  },
  'subflow.several-broken': {
    en: '{n} steps inside have problems. Open the subflow to see them.',
    zh: '内部有 {n} 个步骤存在问题，请打开子流程查看。',
  },
  'subflow.value-unfit': {
    en: '“{value}” is not a value that the parameter “{parameter}” takes.',
    zh: '参数“{parameter}”不接受值“{value}”。',
  },
  'subflow.parameter-unknown': {
    en: 'There is no parameter “{name}” out here to give to “{parameter}”. Choose another one, or write a value.',
    zh: '外部没有参数“{name}”可以传给“{parameter}”。请另选一个，或直接填写值。',
  },
  'subflow.parameter-unfit': {
    en: 'The value of the parameter “{value}” is not one that “{parameter}” takes.',
    zh: '参数“{value}”的值不能用于“{parameter}”。',
  },
  'entry.outside': {
    en: 'An input stands inside a subflow. Delete it here.',
    zh: '输入只能放在子流程内部，请在此处将其删除。',
  },
  'entry.no-rows': {
    en: 'No rows reach this input. Connect a step to it where the subflow is used, or list the columns it expects.',
    zh: '没有数据到达此输入。请在使用该子流程之处为其连接一个步骤，或列出所需的列。',
  },
  'entry.column-missing': {
    en: 'The column “{column}” is expected here, but it does not arrive.',
    zh: '此处需要列“{column}”，但传入的数据中没有。',
  },
  'entry.type-differs': {
    en: '“{column}” is expected as {expected}, but it arrives as {type}.',
    zh: '“{column}”应为 {expected}，传入的却是 {type}。',
  },
  'repair.subflow-in-circle': {
    en: 'Two changes made a subflow use itself; one step inside is not followed until it uses another subflow.',
    zh: '两处改动使子流程用到了自身；其中一个步骤暂不展开，请为它改选其他子流程。',
  },
} as const satisfies Readonly<Record<string, Localized>>
