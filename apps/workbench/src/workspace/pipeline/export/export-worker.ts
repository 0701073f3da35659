import { writeExport, type ExportQuestion } from './write-export.ts'

// A long pipeline takes longer to write than a page may stand still.
self.onmessage = ({ data }: MessageEvent<ExportQuestion>) => {
  self.postMessage({ number: data.number, answer: writeExport(data) })
}
