import { canRead } from '../post/local-picture.js'
import { picturesTemplate } from './pictures-template.js'
import { picturesStyles } from './pictures.styles.js'
import { stageTemplate } from './stage-template.js'
import { stageStyles } from './stage.styles.js'

/** What a composer needs once it has pictures: those being painted, those painted, those of this device. */
export const pictureDesk = {
  stage: stageTemplate,
  pictures: picturesTemplate,
  canRead,
  styles: [stageStyles, picturesStyles],
} as const
