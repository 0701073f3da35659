/** Whether an organisation may act in the space. */
export const standing: readonly string[] = [
  `alter table organisation add column standing text not null default 'admitted'
    check (standing in ('admitted', 'suspended'))`,
]
