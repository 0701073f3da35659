export const session = { title: '', setUpTitle: 'Set up this space', invitationTitle: 'Invitation' }
