import 'monaco-editor/features/bracketMatching/register.js'
import 'monaco-editor/features/clipboard/register.js'
import 'monaco-editor/features/codeEditor/register.js'
import 'monaco-editor/features/comment/register.js'
import 'monaco-editor/features/find/register.js'
import 'monaco-editor/features/hover/register.js'
// The feature of this name brings only inline suggestions; the list is its controller.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js'
import 'monaco-editor/features/wordOperations/register.js'
import 'monaco-editor/languages/definitions/sql/register.js'
import * as monaco from 'monaco-editor/editor/editor.api.js'
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker'

// Monaco asks the page for its workers through this global; ours is bundled with the space.
window.MonacoEnvironment = { getWorker: () => new EditorWorker() }

/** Monaco with only what an SQL step needs. */
export { monaco }
