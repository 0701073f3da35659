import { CircleHelp, Eye, Heart, PartyPopper, ThumbsUp } from '@lucide/vue'
import type { Reaction } from '@weft/discussion-model'
import type { Component } from 'vue'

/** How each reaction is drawn. */
export const reactionIcons: Readonly<Record<Reaction, Component>> = {
  agree: ThumbsUp,
  thanks: Heart,
  celebrate: PartyPopper,
  looking: Eye,
  unsure: CircleHelp,
}
