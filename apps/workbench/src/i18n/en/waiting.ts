/** The words about edits the server does not have, in English. */
export const waiting = {
  title: '{n} edit waits here and cannot be saved | {n} edits wait here and cannot be saved',
  why: {
    withdrawn: 'Your access to this workspace was taken away before they reached the server.',
    gone: 'The workspace was removed or replaced before they reached the server.',
    viewer: 'Your organisation may no longer edit here, so the server did not take them.',
    refused: 'The server does not accept them from this page.',
  },
  how: 'Nobody else can see them. Download them as a file: somebody who may edit this workspace can bring them in from it. Until you discard them they stay in this browser.',
  download: 'Download the edits',
  discard: 'Discard',
  region: 'Waiting edits',
  confirm: {
    title: 'Discard {n} edit? | Discard {n} edits?',
    line: 'They exist only in this browser. Once discarded, they cannot be brought back.',
    yes: 'Discard for good',
    no: 'Keep them',
  },
  more: 'More',
  bringIn: 'Bring in edits from a file…',
  dialog: {
    title: 'Bring in edits from a file',
    line: 'Edits that somebody downloaded because they could not be saved. They are merged as one edit of yours; undo takes them back.',
    choose: 'Choose a file',
    other: 'Choose another file',
    file: 'File',
    found:
      '{n} edit in the file changes the workspace as follows:  | {n} edits in the file change the workspace as follows:',
    apply: 'Bring them in',
    cancel: 'Cancel',
    done: 'The edits are in. Undo takes them back.',
    more: 'and {n} more',
    moves: 'Moves {n} step | Moves {n} steps',
  },
}
