import { chooseLanguage } from './parse-request.ts'
import { runCli } from './run-cli.ts'

const args = process.argv.slice(2)
process.exitCode = await runCli(args, {
  language: chooseLanguage(args, process.env.LANG),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
})
