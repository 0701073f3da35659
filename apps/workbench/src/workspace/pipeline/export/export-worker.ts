import { exportScript, type DialectName, type ScriptRequest } from '@weft/sql-dialects'

/** What the page asks: one script, and the number its answer carries. */
export interface ExportQuestion {
  readonly number: number
  readonly dialect: DialectName
  readonly request: Omit<ScriptRequest, 'titleOf'> & {
    readonly titles: Readonly<Record<string, string>>
  }
}

// A long pipeline takes longer to write than a page may stand still.
self.onmessage = ({ data }: MessageEvent<ExportQuestion>) => {
  const { titles, ...request } = data.request
  const script = exportScript({ ...request, titleOf: (step) => titles[step] ?? step }, data.dialect)
  self.postMessage({ number: data.number, script })
}
