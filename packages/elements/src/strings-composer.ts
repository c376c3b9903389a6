/** The words of a choice: what it is about, and for each option its name and what it means. */
export interface PolicyStrings<T extends string> {
  readonly label: string
  readonly options: Readonly<Record<T, { readonly name: string; readonly means: string }>>
}

/** Whose pictures of a day end first, where it is not the author's own day. */
export type QuotaOwner = 'site' | 'server'

/** The words of a composer. */
export interface ComposerStrings {
  composerLabel: string
  promptLabel: string
  promptPlaceholder: string
  remixPlaceholder: string
  commentPlaceholder: string
  quotePlaceholder: string
  captionLabel: string
  captionPlaceholder: string
  altLabel: string
  /** For one of several. */
  altLabelOf: (number: number, total: number) => string
  altPlaceholder: string
  altHint: string
  altProposed: string
  sizeLabel: string
  countLabel: string
  square: string
  landscape: string
  portrait: string
  generate: string
  generating: string
  queuedGeneration: string
  preview: (number: number) => string
  elapsed: (seconds: number) => string
  cancel: string
  canceled: string
  generated: (count: number) => string
  variant: (number: number, total: number) => string
  takeVariant: (number: number) => string
  leaveVariant: (number: number) => string
  editPrompt: string
  post: string
  postComment: string
  posting: string
  uploading: (percent: number) => string
  posted: string
  queued: string
  queuedSignIn: string
  queuedServer: string
  queuedBecause: (reason: string) => string
  queuedFor: (reason: string) => string
  notPosted: (reason: string) => string
  offlineNext: string
  offlineWaiting: string
  offlineGenerate: string
  offlinePainting: string
  signedOutNext: string
  left: (count: number) => string
  tooLong: (count: number) => string
  pictureFile: string
  textOnly: string
  dropHere: string
  removePicture: string
  /** For one of several. */
  removePictureOf: (number: number, total: number) => string
  pictureRemoved: string
  emptied: string
  undo: string
  broughtBack: string
  notAPicture: string
  noPreview: string
  tooManyPictures: string
  remixOfWhat: string
  commentOnWhat: string
  quoteOfWhat: string
  stopRemix: string
  stopComment: string
  stopQuote: string
  remixUnavailable: string
  options: string
  /** What each choice is called and what it means, in one line. */
  policies: {
    readonly visibility: PolicyStrings<'public' | 'followers'>
    readonly commentPolicy: PolicyStrings<'everyone' | 'followers' | 'nobody'>
    readonly remixPolicy: PolicyStrings<'everyone' | 'followers' | 'nobody'>
  }
  trainingLabel: string
  trainingOff: string
  trainingOn: string
  refusedTitle: string
  refusedPrompt: string
  refusedOutput: string
  /** Why, and what helps, by the category that was named; `violence` speaks for `violence_graphic` too. */
  refusedReasons: Readonly<Record<string, string>>
  refusedFree: string
  failedGenerate: (reason: string) => string
  quotaLeft: (left: number, whose?: QuotaOwner) => string
  quotaCost: (count: number, left: number, whose?: QuotaOwner) => string
  quotaSpent: (time: string, whose?: QuotaOwner) => string
  suggestionsLabel: string
  suggestions: (count: number) => string
  startOver: string
}

const forAll = (whose: QuotaOwner | undefined): string => (whose ? ` for all on this ${whose}` : '')

/** English for them. */
export const composerEnglish: ComposerStrings = {
  composerLabel: 'New post',
  promptLabel: 'Describe a picture',
  promptPlaceholder: 'Describe a picture…',
  remixPlaceholder: 'What should be different?',
  commentPlaceholder: 'Write a comment…',
  quotePlaceholder: 'What do you say to it?',
  captionLabel: 'Text of the post',
  captionPlaceholder: 'Say something about it…',
  altLabel: 'Picture in words',
  altLabelOf: (number, total) => `Picture ${number} of ${total} in words`,
  altPlaceholder: 'What it shows, for people who cannot see it',
  altHint: 'Read aloud by screen readers',
  altProposed: 'Taken from your prompt. Say what the picture really shows.',
  sizeLabel: 'Shape of the picture',
  countLabel: 'How many pictures at once',
  square: 'Square',
  landscape: 'Landscape',
  portrait: 'Portrait',
  generate: 'Generate',
  generating: 'Painting…',
  queuedGeneration: 'Waiting for a free brush…',
  preview: (number) => `preview ${number}`,
  elapsed: (seconds) => `${seconds} s`,
  cancel: 'Cancel',
  canceled: 'Canceled. Your prompt is still here.',
  generated: (count) => (count === 1 ? 'Your picture is ready' : `${count} pictures are ready`),
  variant: (number, total) => `Picture ${number} of ${total}`,
  takeVariant: (number) => `Post picture ${number} too`,
  leaveVariant: (number) => `Leave picture ${number} out`,
  editPrompt: 'Edit prompt',
  post: 'Post',
  postComment: 'Comment',
  posting: 'Posting…',
  uploading: (percent) => `Uploading… ${percent}%`,
  posted: 'Posted',
  queued: 'Saved. Goes out when this site is open and online.',
  queuedSignIn: 'Saved. Goes out once you are signed in.',
  queuedServer: 'Saved. Goes out as soon as the server answers.',
  queuedBecause: (reason) => `Saved. ${reason} Goes out by itself.`,
  queuedFor: (reason) => `Saved. ${reason}`,
  notPosted: (reason) => `Not posted. ${reason} Text and picture are kept.`,
  offlineNext: 'You are offline. What you post is saved and goes out when this site is open and online.',
  offlineWaiting: 'You are offline. What you post goes out by itself once you are online: leave this page open.',
  offlineGenerate: 'Generating needs a connection. Your prompt stays here.',
  offlinePainting: 'You are offline. Painting begins by itself once you are online: leave this page open.',
  signedOutNext: 'You will sign in first. Nothing you wrote gets lost.',
  left: (count) => `${count} left`,
  tooLong: (count) => `${count} too many`,
  pictureFile: 'Upload',
  textOnly: 'Text only',
  dropHere: 'Drop the picture here',
  removePicture: 'Remove picture',
  removePictureOf: (number, total) => `Remove picture ${number} of ${total}`,
  pictureRemoved: 'Picture removed.',
  emptied: 'Everything is taken out.',
  undo: 'Undo',
  broughtBack: 'It is back.',
  notAPicture: 'Only PNG, JPEG, WebP and AVIF pictures can be posted.',
  noPreview: 'No preview in this browser',
  tooManyPictures: 'A post holds four pictures at most.',
  remixOfWhat: 'Remixing',
  commentOnWhat: 'Commenting on',
  quoteOfWhat: 'Quoting',
  stopRemix: 'Stop remixing',
  stopComment: 'Stop commenting',
  stopQuote: 'Stop quoting',
  remixUnavailable: 'That post cannot be loaded. You can still write here.',
  options: 'Who may do what',
  policies: {
    visibility: {
      label: 'Who sees it',
      options: {
        public: { name: 'Everyone', means: 'Anyone can see it, also without an account.' },
        followers: { name: 'Followers', means: 'Only people who follow you see it.' },
      },
    },
    commentPolicy: {
      label: 'Who comments',
      options: {
        everyone: { name: 'Everyone', means: 'Anyone who is signed in may answer.' },
        followers: { name: 'Followers', means: 'Only people who follow you may answer.' },
        nobody: { name: 'Nobody', means: 'There are no comments on it.' },
      },
    },
    remixPolicy: {
      label: 'Who remixes',
      options: {
        everyone: { name: 'Everyone', means: 'Anyone may make a new picture from it. It names yours as its source.' },
        followers: { name: 'Followers', means: 'Only people who follow you may make a new picture from it.' },
        nobody: { name: 'Nobody', means: 'Nobody may make a new picture from it.' },
      },
    },
  },
  trainingLabel: 'Allow AI training',
  trainingOff: 'Off: this post is marked and served as not for training.',
  trainingOn: 'On: this post may be used to train AI models.',
  refusedTitle: 'This picture will not be painted',
  refusedPrompt:
    'The image generator does not paint this prompt. Other words often help: describe what there is to see.',
  refusedOutput: 'A picture was painted but held back by a safety check. Another try or other words may help.',
  refusedReasons: {
    sexual: 'Nudity and sexual scenes are not painted. Say what people wear and what they do.',
    sexual_minors: 'Children and young people are never painted in a sexual way.',
    sexual_violence: 'Sexual violence is not painted.',
    intimate_deception: 'Real people are not painted in intimate scenes.',
    violence: 'Wounds and cruelty are not painted. The moment before or after may be.',
    harassment: 'Pictures that mock or threaten somebody are not painted. Leave out whom it is against.',
    hate: 'Pictures against groups of people are not painted.',
    self_harm:
      'Self-harm is not painted. If it is about you: there are people who listen, findahelpline.com lists some near you.',
    illicit: 'Nothing that helps to break the law is painted.',
    similarity: 'This comes too close to somebody else’s work. Describe the look in your own words.',
  },
  refusedFree: 'Your words are still here.',
  failedGenerate: (reason) => `No picture this time. ${reason}`,
  quotaLeft: (left, whose) => `${left === 1 ? '1 picture' : `${left} pictures`} left today${forAll(whose)}`,
  quotaCost: (count, left, whose) => `Takes up to ${count} of ${left} pictures left today${forAll(whose)}`,
  quotaSpent: (time, whose) =>
    `All pictures ${whose ? `of this ${whose} ` : ''}for today are used up. There are new ones from ${time}.`,
  suggestionsLabel: 'Suggestions',
  suggestions: (count) => `${count === 1 ? '1 suggestion' : `${count} suggestions`}. Arrow keys choose, Enter takes.`,
  startOver: 'Start over',
}
