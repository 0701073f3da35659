import { spawn } from 'node:child_process'
import { projectRoot } from './project-root.mjs'

/**
 * Runs a command to its end; resolves to its exit code.
 * `quiet` keeps its output back and prints it only when the command fails.
 */
export function runCommand(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    })
    const kept = []
    child.stdout?.on('data', (chunk) => kept.push(chunk))
    child.stderr?.on('data', (chunk) => kept.push(chunk))
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      resolve(127)
    })
    child.on('close', (code, signal) => {
      const exit = code ?? (signal ? 1 : 0)
      if (exit !== 0) process.stderr.write(Buffer.concat(kept))
      resolve(exit)
    })
  })
}

/** Runs a tool that is installed in the project, e.g. `['vite/bin/vite.js', 'build']`. */
export function runTool(script, args, options) {
  return runCommand(process.execPath, [`node_modules/${script}`, ...args], options)
}
