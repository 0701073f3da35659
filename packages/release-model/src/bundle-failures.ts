import type { FailureCatalogue } from '@weft/kernel'

/** Why a bundle is not taken. */
export const bundleFailures = {
  'bundle.unreadable': {
    status: 400,
    en: 'This file is no release bundle. Download the release again.',
    zh: '该文件不是发布包。请重新下载发布版本。',
  },
  'bundle.too-large': {
    status: 413,
    en: 'The bundle unfolds to more than {limitBytes} bytes and is not opened.',
    zh: '发布包解压后超过 {limitBytes} 字节，未予打开。',
  },
  'bundle.part-missing': {
    status: 400,
    en: 'The bundle lacks {part}. Download the release again.',
    zh: '发布包缺少 {part}。请重新下载发布版本。',
  },
  'bundle.part-changed': {
    status: 400,
    en: '{part} is not what was released: its hash differs. Download the release again.',
    zh: '{part} 与发布时不一致（哈希不符）。请重新下载发布版本。',
  },
  'bundle.part-foreign': {
    status: 400,
    en: '{part} in the bundle was never released with it. Download the release again.',
    zh: '发布包中的 {part} 不属于该发布版本。请重新下载发布版本。',
  },
  'bundle.part-invalid': {
    status: 400,
    en: '{part} in the bundle cannot be read. It may come from a newer version of the product.',
    zh: '无法读取发布包中的 {part}。它可能来自更新版本的产品。',
  },
} as const satisfies FailureCatalogue
