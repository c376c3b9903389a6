/** The words of the menus of posts, and of what opens from a post. */
export interface MenuStrings {
  discardQuestion: string
  discarded: string
  postedMeanwhile: string
  showText: string
  hideText: string
  pictureBy: (name: string) => string
  previousPicture: string
  nextPicture: string
  zoomIn: string
  zoomOut: string
  lineage: string
  copyLink: string
  linkCopied: string
  repost: string
  unrepost: string
  quote: string
  follow: (handle: string) => string
  followed: (handle: string) => string
  unfollow: (handle: string) => string
  unfollowed: (handle: string) => string
  mute: (handle: string) => string
  muted: (handle: string) => string
  unmute: (handle: string) => string
  unmuted: (handle: string) => string
  why: string
  whyTitle: string
  /** By the terms of a score, in the order in which they are told. */
  whyTerms: Readonly<Record<string, string>>
  whyNote: string
  block: (handle: string) => string
  blocked: (handle: string) => string
  blockQuestion: (handle: string) => string
  takeBack: string
  takenBack: string
  report: string
  reportTitle: (handle: string) => string
  reportCategory: string
  reportChoose: string
  /** By the categories of the wire, in the order in which they are offered. */
  reportCategories: Readonly<Record<string, string>>
  reportReason: string
  reportGoodFaith: string
  reportSend: string
  reported: string
  editTitle: string
  editAgain: string
  save: string
  saved: string
  deletePost: string
  deleteQuestion: string
  deleteConfirm: string
  keepPost: string
  deleted: string
}

/** English for them. */
export const menuEnglish: MenuStrings = {
  discardQuestion: 'Discard this post? What is in it is lost then.',
  discarded: 'Discarded',
  postedMeanwhile: 'It has been posted in the meantime.',
  showText: 'Show more',
  hideText: 'Show less',
  pictureBy: (name) => `Picture by ${name}`,
  previousPicture: 'Previous picture',
  nextPicture: 'Next picture',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  lineage: 'How it came about',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  repost: 'Repost',
  unrepost: 'Take repost back',
  quote: 'Quote',
  follow: (handle) => `Follow @${handle}`,
  followed: (handle) => `You follow @${handle} now.`,
  unfollow: (handle) => `Unfollow @${handle}`,
  unfollowed: (handle) => `You no longer follow @${handle}.`,
  mute: (handle) => `Mute @${handle}`,
  muted: (handle) => `@${handle} is muted. Their posts no longer show up.`,
  unmute: (handle) => `Unmute @${handle}`,
  unmuted: (handle) => `@${handle} is not muted any more.`,
  why: 'Why am I seeing this?',
  whyTitle: 'What gives this post its place:',
  whyTerms: {
    time: 'when it was posted',
    likes: 'how many like it',
    comments: 'how many talk about it',
    reposts: 'how many repost it',
    quotes: 'how many quote it',
    remixes: 'how many remix it',
  },
  whyNote: 'The order is the same for everybody. What you look at changes nothing in it.',
  block: (handle) => `Block @${handle}`,
  blocked: (handle) => `@${handle} is blocked. You no longer see each other.`,
  blockQuestion: (handle) => `Block @${handle}? You will no longer see each other’s posts.`,
  takeBack: 'Undo',
  takenBack: 'Undone',
  report: 'Report',
  reportTitle: (handle) => `Report the post by @${handle}`,
  reportCategory: 'What is wrong with it?',
  reportChoose: 'Choose…',
  reportCategories: {
    spam: 'Spam or fraud',
    harassment: 'Harassment',
    hate: 'Hate',
    violence: 'Violence',
    sexual: 'Sexual content',
    minors: 'Harm to minors',
    intimate: 'Intimate picture without consent',
    'self-harm': 'Self-harm',
    impersonation: 'Pretends to be somebody',
    copyright: 'Copyright',
    illegal: 'Against the law',
    other: 'Something else',
  },
  reportReason: 'In your words',
  reportGoodFaith: 'I believe that this is right.',
  reportSend: 'Send report',
  reported: 'Thank you. The moderators have your report.',
  editTitle: 'Edit post',
  editAgain: 'Edit again',
  save: 'Save',
  saved: 'Saved',
  deletePost: 'Delete',
  deleteQuestion: 'Delete this post for good?',
  deleteConfirm: 'Delete for good',
  keepPost: 'Keep it',
  deleted: 'Post deleted',
}
