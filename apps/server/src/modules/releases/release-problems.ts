import type { App, Widget } from '@weft/app-model'
import { checkWidget, widgetProblems, type Outputs } from '@weft/app-runtime'
import {
  languages,
  readText,
  refuse,
  type Failure,
  type LocalText,
  type Localized,
} from '@weft/kernel'
import {
  pipelineProblems,
  stepsAlong,
  subflowOf,
  type Pipeline,
  type Problem,
  type Step,
  type StepId,
} from '@weft/pipeline-model'
import { failures } from '@weft/api-contract'
import type { AnswerFailure } from './answer-first.ts'
import { stepsOfOutputs, type RunPipeline } from './run-pipeline.ts'

/** Something that refuses a release, with its sentence in both languages. */
export interface ReleaseProblem extends Failure {
  readonly message: Localized
}

function fill(sentence: string, args: Failure['args']): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : whole,
  )
}

function inBoth(make: (language: 'en' | 'zh') => string): Localized {
  return { en: make('en'), zh: make('zh') }
}

/** Words a failure; names come in both languages, and a deeper problem is added to its sentence. */
export function releaseProblem(
  code: string,
  args: Failure['args'] = {},
  names: Readonly<Record<string, LocalText>> = {},
  deeper?: Localized,
): ReleaseProblem {
  const plain: Record<string, string | number> = { ...args }
  for (const [name, text] of Object.entries(names)) plain[name] = readText(text, 'en')
  const message = inBoth((language) => {
    const local = Object.entries(names).map(([name, text]) => [name, readText(text, language)])
    const sentence = failures[code]?.[language] ?? code
    const said = fill(sentence, {
      ...args,
      ...(Object.fromEntries(local) as Record<string, string>),
    })
    return deeper ? `${said}${language === 'en' ? ' ' : ''}${deeper[language]}` : said
  })
  return { ...refuse(code, plain).failure, message }
}

function sayProblem(
  catalogue: Readonly<Record<string, Localized>>,
  { code, args }: Problem,
): Localized {
  return inBoth((language) => fill(catalogue[code]?.[language] ?? code, args))
}

function ownName(pipeline: Pipeline, step: Step): LocalText {
  const isTitled = languages.some((language) => step.title[language])
  return isTitled ? step.title : (subflowOf(pipeline, step)?.title ?? { en: step.kind })
}

/** A step by its title or kind; inside a subflow behind the steps around it. */
function nameOf(pipeline: Pipeline, id: StepId): LocalText {
  const names = stepsAlong(pipeline, id).map((step) => ownName(pipeline, step))
  if (names.length === 0) return { en: id }
  return inBoth((language) => names.map((name) => readText(name, language)).join(' › '))
}

/** What keeps the pipeline from giving its outputs. */
export function pipelineProblemsOf(pipeline: Pipeline, run: RunPipeline): ReleaseProblem[] {
  if (!hasOutputStep(pipeline)) return [releaseProblem('release.no-output')]
  const wanted = stepsOfOutputs(run.compiled)
  const ids = Object.keys(run.compiled.steps) as StepId[]
  return ids.flatMap((id) => {
    const isOutput = pipeline.steps[id]?.kind === 'output'
    const needed = isOutput || wanted.has(id) || blocks(run.compiled.steps, id)
    return needed ? stepProblems(pipeline, id, run) : []
  })
}

function stepProblems(
  pipeline: Pipeline,
  id: StepId,
  { compiled, failed }: RunPipeline,
): ReleaseProblem[] {
  const names = { step: nameOf(pipeline, id) }
  const error = compiled.steps[id]?.problems.find(({ severity }) => severity === 'error')
  if (error) {
    const deeper = sayProblem(pipelineProblems, error)
    return [releaseProblem('release.step-broken', {}, names, deeper)]
  }
  const failure = failed.get(id)
  if (!failure) return []
  const reason = String(failure.args.reason ?? fill(failures[failure.code]?.en ?? '', failure.args))
  return [releaseProblem('release.step-failed', { reason }, names)]
}

function hasOutputStep(pipeline: Pipeline): boolean {
  return Object.values<Step>(pipeline.steps).some(({ kind }) => kind === 'output')
}

function blocks(steps: RunPipeline['compiled']['steps'], culprit: StepId): boolean {
  return Object.values(steps).some(({ blockedBy }) => blockedBy === culprit)
}

const showing: readonly Widget['kind'][] = ['kpi', 'table', 'chart']

/** What keeps the app from showing the outputs. */
export function appProblemsOf(app: App, outputs: Outputs): ReleaseProblem[] {
  const widgets = Object.values<Widget>(app.widgets)
  if (!widgets.some(({ kind }) => showing.includes(kind))) {
    return [releaseProblem('release.app-empty')]
  }
  return widgets.flatMap((widget) => {
    const error = checkWidget(widget, outputs).find(({ severity }) => severity === 'error')
    if (!error) return []
    const deeper = sayProblem(widgetProblems, error)
    return [releaseProblem('release.widget-broken', {}, namesOf(app, widget), deeper)]
  })
}

/** Says which widget's numbers could not be computed, and why. */
export function widgetFailed(app: App, { widget, failure }: AnswerFailure): ReleaseProblem {
  const reason = String(failure.args.reason ?? fill(failures[failure.code]?.en ?? '', failure.args))
  return releaseProblem('release.widget-failed', { reason }, namesOf(app, widget))
}

function namesOf(app: App, widget: Widget): Readonly<Record<'widget' | 'page', LocalText>> {
  const isNamed = languages.some((language) => widget.title[language])
  return {
    widget: isNamed ? widget.title : { en: widget.kind },
    page: app.pages.find(({ id }) => id === widget.page)?.title ?? {},
  }
}
