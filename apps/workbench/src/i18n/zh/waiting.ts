import type { waiting as english } from '../en/waiting.ts'

/** The words about edits the server does not have, in Simplified Chinese. */
export const waiting: typeof english = {
  title: '有 {n} 处修改留在本地，无法保存',
  why: {
    withdrawn: '这些修改送达服务器之前，您对此共创空间的访问权限已被撤销。',
    gone: '这些修改送达服务器之前，此共创空间已被删除或替换。',
    viewer: '贵机构已不能在此编辑，服务器没有接收这些修改。',
    refused: '服务器不接受来自此页面的修改。',
  },
  how: '其他人看不到这些修改。您可以把它们下载为文件，由有权编辑此共创空间的人导入。在您放弃之前，它们会一直保留在此浏览器中。',
  download: '下载修改',
  discard: '放弃',
  region: '待保存的修改',
  confirm: {
    title: '放弃 {n} 处修改？',
    line: '这些修改只存在于此浏览器中，放弃后无法恢复。',
    yes: '永久放弃',
    no: '保留',
  },
  more: '更多',
  bringIn: '从文件导入修改…',
  dialog: {
    title: '从文件导入修改',
    line: '文件中是他人未能保存而下载的修改。导入后会合并为您的一次修改，可用“撤销”收回。',
    choose: '选择文件',
    other: '选择其他文件',
    file: '文件',
    found: '文件中的 {n} 处修改将带来以下变化：',
    apply: '导入',
    cancel: '取消',
    done: '修改已导入，可用“撤销”收回。',
    more: '另有 {n} 项',
    moves: '移动 {n} 个步骤',
  },
}
